import { labelOfNode } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { Radio, Select, Stack, Switch } from '@mantine/core';
import { useEditor } from '../../editor/editor-context.tsx';
import { useTemplateSurroundings } from '../../template-field/template-context.tsx';
import { TemplateField } from '../../template-field/template-field.tsx';
import classes from './configure.module.css';
import { DurationField } from './duration-field.tsx';
import type { SectionProps } from './section-props.ts';

const noForm = 'none:';

/** How a customer gets to a person, and what happens when nobody comes. */
export function HandoffSettings({ settings, change }: SectionProps) {
  const nodes = useEditor(({ document }) => document.nodes);
  const { errorAt } = useTemplateSurroundings();
  const forms = nodes.filter(({ type }) => nodeDefinitions[type]?.preHandoffForm);
  const chosen = settings.preHandoffForm;
  const isLost = chosen !== null && !forms.some(({ id }) => id === chosen);

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
        <Select
          label="Collect before handoff"
          description={
            forms.length === 0
              ? 'Add a Pre-handoff form to the canvas to choose it here'
              : 'Asked once a session, before anybody is called'
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maw={420}
          allowDeselect={false}
          data-path="configure.preHandoffForm"
          error={errorAt('configure.preHandoffForm')}
          data={[
            { value: noForm, label: 'Nothing' },
            ...forms.map(({ id }) => ({ value: id, label: labelOfNode(id) })),
            ...(isLost ? [{ value: chosen, label: `${chosen} (gone)` }] : []),
          ]}
          value={chosen ?? noForm}
          onChange={(value) => change({ preHandoffForm: value === noForm ? null : value })}
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
