import { type HandoffSettings, roles, routings } from '@baton/contracts';
import { api, orpc, useSavedAtOnce } from '@baton/ui';
import { Checkbox, Group, Radio, Stack, Switch, Text, Title } from '@mantine/core';
import { routingOf, routingWords } from './routing-words.ts';
import classes from './settings.module.css';

const roleLabels = { owner: 'Owners', admin: 'Admins', agent: 'Agents' } as const;

interface HandoffSwitchesProps {
  settings: HandoffSettings;
  canEdit: boolean;
}

/** The switches of the workspace: whether people join at all, whose role may, and whom a request asks. */
export function HandoffSwitches({ settings: stored, canEdit }: HandoffSwitchesProps) {
  const { shown: settings, change } = useSavedAtOnce<HandoffSettings>({
    stored,
    save: api.handoff.update,
    refreshes: [orpc.handoff.key(), orpc.operators.key(), orpc.account.key()],
  });
  const disabled = !canEdit;

  return (
    <section className={classes.card}>
      <div>
        <Title order={3}>Handoff</Title>
        <Text c="dimmed">For every flow. A flow can be a bot only, in its Configure tab.</Text>
      </div>
      <Switch
        label="Customers can reach a person"
        description={
          settings.enabled
            ? 'Off, the headset goes, nothing asks for a person, and Handoff nodes leave by “No one available”.'
            : 'Off: no headset, nothing asks for a person, and Handoff nodes leave by “No one available”. You can still take over from the inbox.'
        }
        checked={settings.enabled}
        disabled={disabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      <Checkbox.Group
        label="Who may take over and answer"
        description="Each person also has a switch of their own, under People."
        value={settings.roles}
        onChange={(chosen) => change({ roles: roles.filter((role) => chosen.includes(role)) })}
      >
        <Group mt={8} gap="lg">
          {roles.map((role) => (
            <Checkbox key={role} value={role} label={roleLabels[role]} disabled={disabled} />
          ))}
        </Group>
      </Checkbox.Group>
      <Radio.Group
        label="Whom a request asks"
        description="A team may have a way of its own. Asked one after another, each has 30 seconds."
        value={settings.routing}
        onChange={(value) => {
          const routing = routingOf(value);
          if (routing) change({ routing });
        }}
      >
        <Stack gap={8} mt={8}>
          {routings.map((each) => (
            <Radio key={each} value={each} label={routingWords[each]} disabled={disabled} />
          ))}
        </Stack>
      </Radio.Group>
    </section>
  );
}
