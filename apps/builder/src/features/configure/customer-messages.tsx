import { type Configure, type ConfigureTemplate, ownReferences } from '@baton/engine';
import { TemplateProvider, useTemplateSurroundings } from '../../template-field/template-context.tsx';
import { TemplateField } from '../../template-field/template-field.tsx';
import classes from './configure.module.css';
import { MessagePreview } from './message-preview.tsx';
import type { SectionProps } from './section-props.ts';

type TextKey = Extract<
  ConfigureTemplate,
  'humanTakesOver' | 'botResumes' | 'sessionEnded' | 'connectedTo' | 'outsideHours' | 'queuePosition' | 'awayReply'
>;

const texts: { key: TextKey; label: string; description: string }[] = [
  {
    key: 'humanTakesOver',
    label: 'Human takes over',
    description: 'Sent when a person takes the conversation. Blank sends nothing.',
  },
  {
    key: 'connectedTo',
    label: 'Connected to',
    description: 'Sent after it, to say who it is. Blank sends nothing.',
  },
  {
    key: 'botResumes',
    label: 'Bot resumes',
    description: 'Sent when the person hands back. The open question is asked again after it. Blank sends nothing.',
  },
  {
    key: 'sessionEnded',
    label: 'Session ended',
    description: 'Sent when the conversation is resolved. Blank sends nothing.',
  },
  {
    key: 'awayReply',
    label: 'Away reply',
    description: 'Sent once when the customer writes while their person is set to away. Blank sends nothing.',
  },
  {
    key: 'outsideHours',
    label: 'Outside working hours',
    description: 'Sent to who asks for a person then, once per window. Blank sends nothing.',
  },
  {
    key: 'queuePosition',
    label: 'Place in the queue',
    description:
      'Sent when it is known, and when it gets better. Blank sends nothing; the chat on your website shows it.',
  },
];

/** What else can be inserted than answers, by its name. */
const ownAnswers: Readonly<Record<string, { label: string; preview: string }>> = {
  operator: { label: 'Operator', preview: 'The person’s name' },
  hours: { label: 'Hours', preview: 'The next window, as “Mon 09:00–18:00”' },
  position: { label: 'Position', preview: 'The place, counted from 1' },
};

/** What customers read when a person comes and goes. */
export function CustomerMessages({ settings, change }: SectionProps) {
  return (
    <section className={classes.section}>
      <h3>Customer messages</h3>
      <p>What the customer reads when a person comes and goes.</p>
      {texts.map(({ key, label, description }) => (
        <WithOwn key={key} nodeId={ownReferences[key]}>
          <div className={classes.message}>
            <TemplateField
              label={label}
              description={description}
              placeholder="Nothing is sent"
              value={settings[key]}
              onChange={(text) => change(changeOf(key, text))}
              path={`configure.${key}`}
            />
            <MessagePreview template={settings[key]} />
          </div>
        </WithOwn>
      ))}
    </section>
  );
}

/** In “Connected to”, the operator's name is one more thing to insert; so are hours and place in their texts. */
function WithOwn({ nodeId, children }: { nodeId: string | undefined; children: React.ReactNode }) {
  const { answers, all, ...rest } = useTemplateSurroundings();
  const words = nodeId === undefined ? undefined : ownAnswers[nodeId];
  if (nodeId === undefined || !words) return children;
  const own = { nodeId, ...words, fields: [], certain: true };
  const without = (list: typeof all) => list.filter((each) => each.nodeId !== nodeId);
  const value = { answers: [own, ...without(answers)], all: [own, ...without(all)], ...rest };
  return <TemplateProvider value={value}>{children}</TemplateProvider>;
}

function changeOf(key: TextKey, text: string): Partial<Configure> {
  return { [key]: text };
}
