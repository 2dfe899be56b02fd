import { describe, expect, test } from 'vitest';
import { configureSchema } from '../flow/document.ts';
import type { Triggers } from '../flow/triggers.ts';
import type { Command } from './command.ts';
import { conversationStateSchema } from './state.ts';
import { accept, cancel, handBack, resolve, takeOver } from './testing/commands.ts';
import { planFlow } from './testing/flow.ts';
import { ana, World } from './testing/world.ts';
import { isStalled } from './view.ts';

type Switches = { [K in keyof Triggers]?: Partial<Triggers[K]> };
type Given = ConstructorParameters<typeof World>;

/** At the question "Your wish?", with some triggers on. */
function asked(triggers: Switches, facts: Given[0] = {}, configure: Given[1] = {}): World {
  const world = new World(facts, { ...configure, triggers: configureSchema.parse({ triggers }).triggers });
  world.says('hi');
  world.says('Nora');
  return world;
}

const offer = 'bot: Would you like to talk to a person?';

function taps(answer: 'yes' | 'no'): Command {
  const optionId = `person_offer:${answer}`;
  return { type: 'customer.message', content: { kind: 'choice', optionId, label: answer } };
}

describe('keywords', () => {
  const atOnce: Switches = { keywords: { on: true, ask: 'at_once' } };
  const first: Switches = { keywords: { on: true, ask: 'offer' } };

  test('at once: the message is the request, and no answer to the question', () => {
    const world = asked(atOnce);
    expect(world.says('A human, please')).toEqual([
      'request 1 keyword pending',
      'customer: A human, please',
      'line handoff_requested (Wrote “human”)',
      'ring 1 ana ben',
      'set accept 120s',
    ]);
    expect(world.said(cancel)).toEqual(['line request_cancelled', 'bot: Your wish?']);
  });

  test('offered first: nothing rings before the customer accepts', () => {
    const world = asked(first);
    expect(world.says('human')).toEqual(['customer: human', 'line person_offered (Wrote “human”)', offer]);
    expect(world.state.mode.kind).toBe('bot');
    expect(world.transcript.at(-1)).toMatchObject({
      send: 'flow',
      content: {
        kind: 'choices',
        options: [
          { id: 'person_offer:yes', label: 'Yes' },
          { id: 'person_offer:no', label: 'No' },
        ],
      },
    });
    expect(world.do(taps('yes'))).toEqual([
      'request 1 keyword pending',
      'customer: yes',
      'line handoff_requested (Wrote “human”)',
      'ring 1 ana ben',
      'set accept 120s',
    ]);
  });

  test.each(['yes', 'Yes!', '1', 'y'])('%s, typed, accepts', (text) => {
    const world = asked(first);
    world.says('human');
    expect(world.says(text)).toContain('ring 1 ana ben');
  });

  test.each(['no', '2', 'No.'])('%s, typed, declines: the open question is asked again', (text) => {
    const world = asked(first);
    world.says('human');
    expect(world.says(text)).toEqual([`customer: ${text}`, 'bot: Your wish?']);
    expect(world.says('a cake')).toContain('request 1 node pending');
  });

  test('anything else answers the question, and a later "yes" is not for the offer', () => {
    const world = asked(first);
    world.says('human');
    expect(world.says('bad')).toEqual(['customer: bad', 'bot: Your wish?']);
    expect(world.says('yes')).toContain('line handoff_requested (Nora wants yes)');
  });

  test('its buttons work later too, and never answer a question', () => {
    const world = asked(first);
    world.says('human');
    world.says('bad');
    expect(world.do(taps('yes'))).toContain('ring 1 ana ben');
    expect(world.said(taps('yes')), 'waiting already').toEqual(['customer: yes']);
  });

  test("a tap on the flow's own Yes answers the flow", () => {
    const world = asked(first);
    world.says('human');
    const own: Command = { type: 'customer.message', content: { kind: 'choice', optionId: 'option-1', label: 'Yes' } };
    expect(world.said(own)).toEqual(['customer: Yes', 'bot: Your wish?']);
  });

  test('it is offered every time it is written', () => {
    const world = asked(first);
    world.says('human');
    world.says('no');
    expect(world.says('human')).toContain(offer);
  });

  test('what is tapped has a way of its own', () => {
    const world = asked(atOnce);
    const tap: Command = { type: 'customer.message', content: { kind: 'choice', optionId: 'x', label: 'human' } };
    expect(world.said(tap)).toEqual(['customer: human', 'bot: Your wish?']);
  });

  test('the first message counts, and so does one after a resolved matter', () => {
    const world = new World({}, { triggers: configureSchema.parse({ triggers: atOnce }).triggers });
    expect(world.says('human')).toContain('ring 1 ana ben');
    world.do(accept(ana));
    world.do(resolve(ana));
    expect(world.says('human')).toContain('ring 2 ana ben');
  });

  test('declined before anything else was said, the flow begins', () => {
    const world = new World({}, { triggers: configureSchema.parse({ triggers: first }).triggers });
    world.says('human');
    expect(world.says('no')).toEqual(['customer: no', 'bot: Hello', 'bot: Your name?']);
  });

  test('while a person is asked for already it is a message like any other', () => {
    const world = asked(atOnce, {}, { whilePending: 'bot_continues' });
    world.says('human');
    expect(world.says('human')).toContain('customer: human');
    expect(world.state.requests).toBe(1);
    expect(world.state.run?.cursor?.nodeId, 'the flow took it').toBe('desk');
  });

  test('switched off, or with handoff switched off, it is an answer', () => {
    expect(asked({}).says('human')).toContain('line handoff_requested (Nora wants human)');
    expect(asked(atOnce, { handoffEnabled: false }).says('human')).toContain('bot: Nobody came. Go on?');
  });

  test('outside working hours an accepted offer leads to the lead form', () => {
    const world = asked(first, { closed: { next: null } });
    world.says('human');
    expect(world.do(taps('yes'))).toContain('system: [Your name, Your e-mail, Your message]');
  });

  test('a blank offer is not made: the keyword asks at once', () => {
    expect(asked(first, {}, { offerText: ' ' }).says('human')).toContain('ring 1 ana ben');
  });

  test('the offer takes answers, and its answers have the words of Configure', () => {
    const world = asked(first, {}, { offerText: 'A person, <<name>>?', offerYes: 'Sí', offerNo: '' });
    expect(world.says('human')).toContain('bot: A person, Nora?');
    expect(world.says('sí')).toContain('ring 1 ana ben');
  });
});

describe('a person takes over while an offer is open', () => {
  test('the offer in flight is discarded, and "yes" after Hand back is for the flow', () => {
    const world = asked({ keywords: { on: true, ask: 'offer' } });
    world.says('human');
    expect(world.do(takeOver(ana))).toContain('discard flow');
    world.says('yes');
    world.do(handBack(ana));
    expect(world.says('yes')).toContain('line handoff_requested (Nora wants yes)');
  });
});

describe('a stalled conversation', () => {
  const stalled: Switches = { stalled: { on: true, after: 2 } };

  test('is offered a person after so many refused answers in a row, once per run', () => {
    const world = asked(stalled);
    expect(world.says('bad')).toEqual(['customer: bad', 'bot: Your wish?']);
    expect(world.says('bad')).toEqual([
      'customer: bad',
      'bot: Your wish?',
      'line person_offered (The bot did not understand 2 times in a row)',
      offer,
    ]);
    expect(world.says('bad')).toEqual(['customer: bad', 'bot: Your wish?']);
    expect(world.says('bad')).toEqual(['customer: bad', 'bot: Your wish?']);
  });

  test('an answer that is taken begins the count anew', () => {
    const flow = planFlow('two', { a: { type: 'ask', text: 'A?', to: 'b' }, b: { type: 'ask', text: 'B?' } });
    const world = asked(stalled, { flow, latest: flow });
    expect(world.state.triggers.refusals).toBe(0);
    expect(world.says('bad')).not.toContain(offer);
    expect(world.says('bad')).toContain(offer);
  });

  test('the headset is revealed with the offer, and hidden again in a fresh run', () => {
    const world = asked(stalled);
    world.says('bad');
    expect(world.state.triggers.headsetRevealed).toBe(false);
    world.says('bad');
    expect(world.state.triggers.headsetRevealed).toBe(true);
    world.do(takeOver(ana));
    world.do(resolve(ana));
    world.says('hi');
    expect(world.state.triggers).toMatchObject({ headsetRevealed: false, offered: false, refusals: 0 });
  });

  test('a headset that is switched off stays so', () => {
    const world = asked(stalled, {}, { headset: false });
    world.says('bad');
    expect(world.says('bad')).toContain(offer);
    expect(world.state.triggers.headsetRevealed).toBe(false);
  });

  test('with a blank offer the headset alone is revealed', () => {
    const world = asked(stalled, {}, { offerText: '' });
    world.says('bad');
    expect(world.says('bad')).toEqual(['customer: bad', 'bot: Your wish?']);
    expect(world.state.triggers.headsetRevealed).toBe(true);
  });

  test('a flow that stops with an error stalls too', () => {
    const flow = planFlow('bad', { a: { type: 'ask', text: 'A?', to: 'b' }, b: { type: 'broken' } });
    const world = asked(stalled, { flow, latest: flow });
    expect(world.transcript.map(({ content }) => content)).toContainEqual(expect.objectContaining({ kind: 'choices' }));
    expect(world.do(taps('yes'))).toContain('request 1 stalled pending');
  });

  test('is found by staff, also where nobody is offered, until the bot takes something or somebody comes', () => {
    const flow = planFlow('two', { a: { type: 'ask', text: 'A?', to: 'b' }, b: { type: 'ask', text: 'B?', to: 'a' } });
    const world = asked({ stalled: { on: false, after: 2 } }, { flow, latest: flow, handoffEnabled: false });
    const stuck = () => {
      world.says('bad');
      expect(isStalled(world.state)).toBe(false);
      world.says('bad');
      expect(isStalled(world.state)).toBe(true);
    };
    stuck();
    world.says('fine');
    expect(isStalled(world.state)).toBe(false);
    stuck();
    world.do(takeOver(ana));
    expect(isStalled(world.state)).toBe(false);
    world.do(handBack(ana));
    expect(isStalled(world.state), 'they have seen it').toBe(false);
    world.says('bad');
    expect(isStalled(world.state)).toBe(true);
    world.do(takeOver(ana));
    world.do(resolve(ana));
    world.says('hi');
    expect(isStalled(world.state), 'a fresh run').toBe(false);
  });

  test('a flow that can’t go on is found, until the next one begins', () => {
    const flow = planFlow('bad', { a: { type: 'ask', text: 'A?', to: 'b' }, b: { type: 'broken' } });
    const world = asked({}, { flow, latest: flow });
    expect(isStalled(world.state)).toBe(true);
    world.says('hi');
    expect(isStalled(world.state)).toBe(false);
  });

  test('without handoff nothing is offered', () => {
    const world = asked(stalled, { handoffEnabled: false });
    world.says('bad');
    expect(world.says('bad')).not.toContain(offer);
  });
});

describe('sentiment', () => {
  const sentiment: Switches = { sentiment: { on: true } };

  test('the answer is taken, and then a person offered, once per run', () => {
    const world = asked(sentiment);
    world.set({ mood: 'negative' });
    expect(world.says('bad')).toEqual([
      'customer: bad',
      'bot: Your wish?',
      'line person_offered (Sounds unhappy)',
      offer,
    ]);
    expect(world.says('bad')).not.toContain(offer);
    expect(world.do(taps('yes'))).toContain('request 1 sentiment pending');
  });

  test('not where the flow asks for a person by itself, nor where it is switched off', () => {
    const world = asked(sentiment, { mood: null });
    world.set({ mood: 'negative' });
    expect(world.says('a cake')).not.toContain(offer);
    expect(asked({}, { mood: 'negative' }).says('bad')).not.toContain(offer);
  });
});

test('a conversation stored before there were triggers goes on', () => {
  const world = asked({ stalled: { on: true, after: 1 } });
  const { triggers: _, ...stored } = world.state;
  world.state = conversationStateSchema.parse(stored);
  expect(world.says('bad')).toContain(offer);
});
