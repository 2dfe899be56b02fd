import type { Triggers } from '@baton/engine';
import { NumberInput, Radio, Stack } from '@mantine/core';
import { useAbilities, useAiState } from '../../editor/use-abilities.ts';
import { AiTriggers } from './ai-triggers.tsx';
import classes from './configure.module.css';
import { KeywordLists } from './keyword-lists.tsx';
import { OfferFields } from './offer-fields.tsx';
import type { SectionProps } from './section-props.ts';
import { TriggerSwitch } from './trigger-switch.tsx';

const MAX_REFUSALS = 10;

/** What leads a customer to a person besides Handoff nodes: each way has its own switch. */
export function TriggerSettings({ settings, change }: SectionProps) {
  const abilities = useAbilities();
  const ai = useAiState();
  const languages = abilities?.sentiment.languages;
  const { triggers } = settings;
  const { keywords, stalled, sentiment } = triggers;
  const { aiPrompt, topics, lowConfidence } = triggers;
  const offers =
    (keywords.on && keywords.ask === 'offer') ||
    [stalled, sentiment, aiPrompt, topics, lowConfidence].some(({ on }) => on);

  function set<Name extends keyof Triggers>(name: Name, next: Partial<Triggers[Name]>) {
    change({ triggers: { ...triggers, [name]: { ...triggers[name], ...next } } });
  }

  return (
    <section className={classes.section}>
      <h3>Ways to a person</h3>
      <p>
        Besides Handoff nodes. A person can be asked for, or offered first: nobody is called before the customer
        accepts.
      </p>
      <div className={classes.fields}>
        <TriggerSwitch
          label="Headset button"
          description="In the header of the widget: the customer asks for a person at any time"
          on={settings.headset}
          onChange={(headset) => change({ headset })}
        >
          <Radio.Group
            label="When it is shown"
            value={settings.headsetShown}
            onChange={(value) => change({ headsetShown: value === 'revealed' ? 'revealed' : 'always' })}
          >
            <Stack gap={8} mt={8}>
              <Radio value="always" label="Always" />
              <Radio value="revealed" label="Once one of the ways below has offered a person" />
            </Stack>
          </Radio.Group>
        </TriggerSwitch>
        <TriggerSwitch
          label="Keywords"
          description="The customer writes a word such as “human”. Whole words count, in capitals or not"
          on={keywords.on}
          onChange={(on) => set('keywords', { on })}
        >
          <Radio.Group
            label="Then the bot"
            value={keywords.ask}
            onChange={(value) => set('keywords', { ask: value === 'at_once' ? 'at_once' : 'offer' })}
          >
            <Stack gap={8} mt={8}>
              <Radio value="offer" label="Offers a person first" />
              <Radio value="at_once" label="Asks for a person at once" />
            </Stack>
          </Radio.Group>
          <KeywordLists lists={keywords.lists} onChange={(lists) => set('keywords', { lists })} />
        </TriggerSwitch>
        <TriggerSwitch
          label="Stalled conversation"
          description="The bot could not take what the customer said, several times in a row, or stopped with an error"
          on={stalled.on}
          onChange={(on) => set('stalled', { on })}
        >
          <NumberInput
            label="Times in a row"
            maw={160}
            min={1}
            max={MAX_REFUSALS}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            value={stalled.after}
            onChange={(after) => typeof after === 'number' && after >= 1 && set('stalled', { after })}
          />
        </TriggerSwitch>
        <TriggerSwitch
          label="Unhappy customer"
          description={`What the customer writes sounds angry or disappointed. ${
            languages ? `Knows ${languages.join(', ')}; in other languages it notices nothing` : ''
          }`}
          on={sentiment.on}
          onChange={(on) => set('sentiment', { on })}
        />
        <AiTriggers triggers={triggers} set={set} ai={ai} />
        {offers && <OfferFields settings={settings} change={change} />}
      </div>
    </section>
  );
}
