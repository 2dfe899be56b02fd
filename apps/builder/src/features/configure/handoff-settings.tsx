import { nodeDefinitions } from '@baton/nodes/definitions';
import { useSession } from '@baton/ui';
import { Alert, Anchor, Radio, Stack, Switch } from '@mantine/core';
import { useEditor } from '../../editor/editor-context.tsx';
import classes from './configure.module.css';
import { NodeSelect } from './node-select.tsx';
import type { SectionProps } from './section-props.ts';

/** What is asked before somebody is called, and what the bot does meanwhile. */
export function HandoffSettings({ settings, change }: SectionProps) {
  const workspaceOff = !useSession().workspace.handoffEnabled;
  const nodes = useEditor(({ document }) => document.nodes);
  const forms = nodes.filter(({ type }) => nodeDefinitions[type]?.preHandoffForm);

  return (
    <section className={classes.section}>
      <h3>Handoff</h3>
      <p>What is asked before somebody is called, and what the bot does meanwhile.</p>
      <div className={classes.fields}>
        <Switch
          label="Customers can reach a person"
          description={
            settings.handoff
              ? 'Off makes this flow a bot only.'
              : 'A bot only: no headset, nothing asks for a person, and Handoff nodes leave by “No one available”. Staff can still take over from the inbox.'
          }
          checked={settings.handoff}
          onChange={(event) => change({ handoff: event.currentTarget.checked })}
          data-path="configure.handoff"
        />
        {workspaceOff && (
          <Alert color="amber" p="xs">
            Handoff is off for the whole workspace. Switch it on in{' '}
            <Anchor href="/inbox/settings/teams" underline="always">
              Settings, Teams
            </Anchor>
            .
          </Alert>
        )}
        <NodeSelect
          label="Collect before handoff"
          description={
            forms.length === 0
              ? 'Add a Pre-handoff form to the canvas to choose it here'
              : 'Asked once a session, before anybody is called'
          }
          noneLabel="Nothing"
          nodes={forms}
          chosen={settings.preHandoffForm}
          onChange={(preHandoffForm) => change({ preHandoffForm })}
          path="configure.preHandoffForm"
        />
        <Radio.Group
          label="When the customer asked by headset, keyword or offer, and waits"
          value={settings.whilePending}
          onChange={(value) => change({ whilePending: value === 'bot_continues' ? 'bot_continues' : 'hold' })}
        >
          <Stack gap={8} mt={8}>
            <Radio value="hold" label="The bot waits too" />
            <Radio value="bot_continues" label="The bot goes on with the flow until a person comes" />
          </Stack>
        </Radio.Group>
      </div>
    </section>
  );
}
