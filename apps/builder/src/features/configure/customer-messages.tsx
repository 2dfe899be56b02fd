import type { Configure } from '@baton/engine';
import { TemplateProvider, useTemplateSurroundings } from '../../template-field/template-context.tsx';
import { TemplateField } from '../../template-field/template-field.tsx';
import classes from './configure.module.css';
import { MessagePreview } from './message-preview.tsx';
import type { SectionProps } from './section-props.ts';

type TextKey = 'humanTakesOver' | 'botResumes' | 'sessionEnded' | 'connectedTo';

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
];

const operator = { nodeId: 'operator', label: 'Operator', preview: 'The person’s name', fields: [], certain: true };

/** What customers read when a person comes and goes. */
export function CustomerMessages({ settings, change }: SectionProps) {
  return (
    <section className={classes.section}>
      <h3>Customer messages</h3>
      <p>What the customer reads when a person comes and goes.</p>
      {texts.map(({ key, label, description }) => (
        <WithOperator key={key} wanted={key === 'connectedTo'}>
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
        </WithOperator>
      ))}
    </section>
  );
}

/** In “Connected to”, the operator's name is one more thing to insert. */
function WithOperator({ wanted, children }: { wanted: boolean; children: React.ReactNode }) {
  const { answers, all, ...rest } = useTemplateSurroundings();
  if (!wanted) return children;
  const without = (list: typeof all) => list.filter(({ nodeId }) => nodeId !== operator.nodeId);
  const value = { answers: [operator, ...without(answers)], all: [operator, ...without(all)], ...rest };
  return <TemplateProvider value={value}>{children}</TemplateProvider>;
}

function changeOf(key: TextKey, text: string): Partial<Configure> {
  return { [key]: text };
}
