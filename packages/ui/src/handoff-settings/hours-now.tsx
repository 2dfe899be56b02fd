import type { WorkingHours } from '@baton/contracts';
import { hoursAt } from '@baton/hours';
import { Alert } from '@mantine/core';
import { IconClock, IconMoon } from '@tabler/icons-react';
import { useNow } from '../components/use-now.ts';

/** What these hours mean at this moment, as a check of what was just entered. */
export function HoursNow({ hours }: { hours: WorkingHours | null }) {
  const now = useNow(30_000);
  if (!hours) {
    return (
      <Alert color="red" p="sm" role="alert">
        Complete what is marked above. Until then the hours stay as they were.
      </Alert>
    );
  }
  const status = hoursAt(hours, now);
  if (status.open) {
    return (
      <Alert color="teal" p="sm" icon={<IconClock size={18} stroke={1.75} />}>
        {status.closesAt === null ? 'Open now, without end.' : `Open now, until ${clock(hours, status.closesAt)}.`}
      </Alert>
    );
  }
  return (
    <Alert color="amber" p="sm" icon={<IconMoon size={18} stroke={1.75} />}>
      {status.next === null
        ? 'Closed, and no hours to come: nobody is ever asked.'
        : `Closed now. Who asks for a person reads: ${status.next.words}.`}
    </Alert>
  );
}

function clock({ timeZone }: WorkingHours, at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(
    at,
  );
}
