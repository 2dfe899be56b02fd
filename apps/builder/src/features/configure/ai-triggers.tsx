import { type SensitiveTopic, sensitiveTopics, type Triggers } from '@baton/engine';
import type { AiState } from '@baton/nodes/editors';
import { Checkbox, Group, NumberInput, Textarea } from '@mantine/core';
import { useTemplateSurroundings } from '../../template-field/template-context.tsx';
import { TriggerSwitch } from './trigger-switch.tsx';

interface AiTriggersProps {
  triggers: Triggers;
  set: <Name extends 'aiPrompt' | 'topics' | 'lowConfidence'>(name: Name, next: Partial<Triggers[Name]>) => void;
  /** Undefined while that is not known. */
  ai: AiState | undefined;
}

const topicLabels: Readonly<Record<SensitiveTopic, string>> = {
  legal: 'Legal',
  medical: 'Medical',
  financial: 'Financial',
  high_value: 'High value',
};

const MAX_PROMPT_LENGTH = 2000;

/** What keeps an AI from being asked, behind what it is for. */
const missing: Readonly<Record<AiState, string>> = {
  ready: '',
  none: '. Needs an AI: whoever runs Baton sets AI_MODEL',
  used_up: '. Today’s questions are used up: it goes on after midnight UTC, or when Settings → AI allows more',
};

/** The ways to a person that an AI looks after. Without one each says what it lacks. */
export function AiTriggers({ triggers, set, ai }: AiTriggersProps) {
  const { errorAt } = useTemplateSurroundings();
  const { aiPrompt, topics, lowConfidence } = triggers;
  const unavailable = ai === 'none';
  const says = (description: string) => (ai === undefined ? description : `${description}${missing[ai]}`);

  return (
    <>
      <TriggerSwitch
        label="AI trigger"
        description={says('An AI reads each message, and finds that your description fits')}
        on={aiPrompt.on}
        unavailable={unavailable}
        onChange={(on) => set('aiPrompt', { on })}
      >
        <Textarea
          label="When a person is needed"
          placeholder="The customer wants to cancel, or has asked the same thing twice"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={MAX_PROMPT_LENGTH}
          value={aiPrompt.prompt}
          data-path="configure.triggers.aiPrompt"
          error={errorAt('configure.triggers.aiPrompt')}
          onChange={(event) => set('aiPrompt', { prompt: event.currentTarget.value })}
        />
      </TriggerSwitch>
      <TriggerSwitch
        label="Sensitive topics"
        description={says('An AI finds that the customer writes about something that needs judgement')}
        on={topics.on}
        unavailable={unavailable}
        onChange={(on) => set('topics', { on })}
      >
        <Checkbox.Group
          label="Topics"
          value={topics.topics}
          error={errorAt('configure.triggers.topics')}
          onChange={(chosen) => set('topics', { topics: sensitiveTopics.filter((topic) => chosen.includes(topic)) })}
        >
          <Group mt={8} gap="md" data-path="configure.triggers.topics">
            {sensitiveTopics.map((topic) => (
              <Checkbox key={topic} value={topic} label={topicLabels[topic]} />
            ))}
          </Group>
        </Checkbox.Group>
      </TriggerSwitch>
      <TriggerSwitch
        label="Unsure AI"
        description={says('An AI reply card is not sure of its answer, even where it sends it')}
        on={lowConfidence.on}
        unavailable={unavailable}
        onChange={(on) => set('lowConfidence', { on })}
      >
        <NumberInput
          label="Less sure than"
          suffix=" %"
          maw={160}
          min={0}
          max={100}
          step={5}
          allowDecimal={false}
          clampBehavior="strict"
          value={Math.round(lowConfidence.below * 100)}
          onChange={(percent) => typeof percent === 'number' && set('lowConfidence', { below: percent / 100 })}
        />
      </TriggerSwitch>
    </>
  );
}
