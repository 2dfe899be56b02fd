import { nodeDefinitions } from '@baton/nodes/definitions';
import { Radio, Stack } from '@mantine/core';
import { useEditor } from '../../editor/editor-context.tsx';
import classes from './configure.module.css';
import { NodeSelect } from './node-select.tsx';
import type { SectionProps } from './section-props.ts';

/** What is asked before somebody is called, and what the bot does meanwhile. */
export function HandoffSettings({ settings, change }: SectionProps) {
  const nodes = useEditor(({ document }) => document.nodes);
  const forms = nodes.filter(({ type }) => nodeDefinitions[type]?.preHandoffForm);

  return (
    <section className={classes.section}>
      <h3>Handoff</h3>
      <p>What is asked before somebody is called, and what the bot does meanwhile.</p>
      <div className={classes.fields}>
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
