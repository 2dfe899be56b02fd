import { Stack, Text } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { HandoffOff } from '../handoff-off.tsx';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { TeamSelect } from '../team-select.tsx';
import { definition, type HandoffData, handoffSchema } from './definition.ts';

function HandoffEditor({ data, onChange, context }: NodeEditorProps<HandoffData>) {
  const { TemplateField, handoff } = context;
  return (
    <Stack gap="md">
      <HandoffOff context={context} />
      <TemplateField
        label="Reason"
        placeholder="Wants to talk to a person"
        description="Operators read it in their alert; the customer never does."
        value={data.reason}
        onChange={(reason) => onChange({ ...data, reason })}
        path="reason"
        plain
      />
      <TeamSelect
        label="Team"
        description={
          context.teams.length === 0
            ? 'Add teams in Settings to choose one here.'
            : 'A pre-handoff form that leads to a team comes before this.'
        }
        none="Everybody who may answer"
        value={data.team}
        onChange={(team) => onChange({ ...data, team })}
        path="team"
        context={context}
      />
      {handoff?.off === null && (
        <Text size="xs" c="dimmed">
          People are there {handoff.peopleAre(data.team)}; outside of that, the way on is “Outside hours”.
        </Text>
      )}
      <Text size="xs" c="dimmed">
        The bot is silent from here until the person hands back. What the customer reads meanwhile is set in Configure.
      </Text>
    </Stack>
  );
}

export const editor = defineNodeEditor({ definition, schema: handoffSchema, icon: IconHeadset, Editor: HandoffEditor });
