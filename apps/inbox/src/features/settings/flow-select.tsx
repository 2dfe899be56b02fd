import type { FlowSummary } from '@baton/contracts';
import { Anchor, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { aiQuery } from '../../shared/queries.ts';

interface FlowSelectProps {
  flows: readonly FlowSummary[];
  /** Null for none. */
  value: string | null;
  disabled?: boolean;
  onChange: (flowId: string | null) => void;
}

/** No flow has this id. */
const NONE = 'none';

/** What answers on a channel: a published flow, or none; then it says who does. */
export function FlowSelect({ flows, value, disabled, onChange }: FlowSelectProps) {
  const published = flows.filter(({ publishedVersion }) => publishedVersion !== null);
  return (
    <Stack gap={6}>
      <Select
        label="Flow"
        description="Answers new conversations; published flows only"
        data={[
          ...published.map((flow) => ({ value: flow.id, label: flow.name })),
          { value: NONE, label: 'No flow: an AI or a person answers' },
        ]}
        value={value ?? NONE}
        allowDeselect={false}
        disabled={disabled}
        onChange={(next) => onChange(next === NONE ? null : next)}
      />
      {value === null && <WhoAnswers />}
    </Stack>
  );
}

function WhoAnswers() {
  const { data: ai } = useQuery(aiQuery);
  const answers = ai?.answers && ai.model !== null;
  return (
    <Text size="sm" c="dimmed">
      {ai &&
        (answers
          ? 'The AI answers what customers write; where it is no help, a person is asked.'
          : 'Whatever a customer writes asks for a person, by your hours.')}{' '}
      <Anchor component={Link} underline="always" to="/inbox/settings/ai">
        Settings → AI
      </Anchor>
    </Text>
  );
}
