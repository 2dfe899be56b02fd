import { type Availability, availabilities } from '@baton/contracts';
import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, orpc } from '../api/client.ts';
import { useSavedAtOnce } from '../api/use-saved-at-once.ts';
import { useSession } from '../api/use-session.ts';
import classes from './app-frame.module.css';

export const availabilityLabels = { available: 'Available', busy: 'Busy', away: 'Away' } satisfies Record<
  Availability,
  string
>;

const meanings = {
  available: 'You are asked when a customer wants a person.',
  busy: 'You keep your conversations and are not asked for new ones.',
  away: 'You are not asked, and your customers read the away reply.',
} satisfies Record<Availability, string>;

/** What I say about myself; null for who answers no customers. */
export function useAvailability(): Availability | null {
  const { user, canHandoff } = useSession();
  const { data: operators = [] } = useQuery({ ...orpc.operators.list.queryOptions(), enabled: canHandoff });
  return canHandoff ? (operators.find(({ id }) => id === user.id)?.availability ?? null) : null;
}

/** Chooses what colleagues and requests for a person see of me. */
export function AvailabilityControl({ value }: { value: Availability }) {
  const { shown, change } = useSavedAtOnce({
    stored: { availability: value },
    save: ({ availability = value }) => api.operators.setAvailability({ availability }),
    refreshes: [orpc.operators.list.key()],
  });
  return (
    <div className={classes.availability}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Availability"
        value={shown.availability}
        onChange={(next) => {
          const chosen = availabilities.find((each) => each === next);
          if (chosen) change({ availability: chosen });
        }}
        data={availabilities.map((each) => ({ value: each, label: availabilityLabels[each] }))}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {meanings[shown.availability]}
      </Text>
    </div>
  );
}
