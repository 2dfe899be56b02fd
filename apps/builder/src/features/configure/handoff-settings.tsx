import { nodeDefinitions } from '@baton/nodes/definitions';
import { Radio, Stack, Switch } from '@mantine/core';
import { useEditor } from '../../editor/editor-context.tsx';
import { TemplateField } from '../../template-field/template-field.tsx';
import classes from './configure.module.css';
import { DurationField } from './duration-field.tsx';
import { NodeSelect } from './node-select.tsx';
import type { SectionProps } from './section-props.ts';

/** How a customer gets to a person, and what happens when nobody comes. */
export function HandoffSettings({ settings, change }: SectionProps) {
  const nodes = useEditor(({ document }) => document.nodes);
  const forms = nodes.filter(({ type }) => nodeDefinitions[type]?.preHandoffForm);

  return (
    <section className={classes.section}>
      <h3>Handoff</h3>
      <p>How a customer gets to a person, and what happens when nobody comes.</p>
      <div className={classes.fields}>
        <Switch
          label="Headset button"
          description="The widget offers to talk to a person at any time"
          checked={settings.headset}
          onChange={(event) => change({ headset: event.currentTarget.checked })}
        />
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
        <div className={classes.pair}>
          <DurationField
            label="Accept within"
            description="Then the fallback below"
            seconds={settings.acceptTimeoutSeconds}
            onChange={(acceptTimeoutSeconds) => change({ acceptTimeoutSeconds })}
          />
          <DurationField
            label="Reply within"
            description="After the last message, the session ends"
            seconds={settings.replyTimeoutSeconds}
            onChange={(replyTimeoutSeconds) => change({ replyTimeoutSeconds })}
          />
          <DurationField
            label="Fill in a form within"
            description="Then the customer is back with the bot"
            seconds={settings.formTimeoutSeconds}
            onChange={(formTimeoutSeconds) => change({ formTimeoutSeconds })}
          />
        </div>
        <Radio.Group
          label="When the customer asked by headset and waits"
          value={settings.whilePending}
          onChange={(value) => change({ whilePending: value === 'bot_continues' ? 'bot_continues' : 'hold' })}
        >
          <Stack gap={8} mt={8}>
            <Radio value="hold" label="The bot waits too" />
            <Radio value="bot_continues" label="The bot goes on with the flow until a person comes" />
          </Stack>
        </Radio.Group>
        <Radio.Group
          label="When nobody comes"
          value={settings.fallback}
          onChange={(value) => change({ fallback: value === 'message' ? 'message' : 'form' })}
        >
          <Stack gap={8} mt={8}>
            <Radio value="form" label="Ask for name, e-mail and a message" />
            <Radio value="message" label="Send a message, and the bot goes on" />
          </Stack>
        </Radio.Group>
        {settings.fallback === 'message' ? (
          <TemplateField
            label="Message"
            placeholder="Nothing is sent"
            value={settings.fallbackMessage}
            onChange={(fallbackMessage) => change({ fallbackMessage })}
            path="configure.fallbackMessage"
          />
        ) : (
          <TemplateField
            label="Title of the form"
            value={settings.leadFormTitle}
            onChange={(leadFormTitle) => change({ leadFormTitle })}
            path="configure.leadFormTitle"
            singleLine
          />
        )}
      </div>
    </section>
  );
}
