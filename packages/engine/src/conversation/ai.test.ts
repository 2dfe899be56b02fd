import { describe, expect, test } from 'vitest';
import type { AiReply } from '../flow/executor.ts';
import { triggersSchema } from '../flow/triggers.ts';
import type { Command } from './command.ts';
import { accept, aiReply, cancel, handBack, headset, reply as replies, takeOver } from './testing/commands.ts';
import { advice } from './testing/flow.ts';
import { ana, World } from './testing/world.ts';

type Given = ConstructorParameters<typeof World>;

/** At a node whose AI has been asked. */
function thinking(facts: Given[0] = {}, configure: Given[1] = {}): World {
  const world = new World({ flow: advice, latest: advice, ...facts }, configure);
  world.says('hi');
  world.says('Nora');
  world.says('Are you open?');
  return world;
}

/** The AI answers the newest question, as it was asked. */
function responds({ state }: World, reply: AiReply = aiReply('Yes, until six')): Command {
  return { type: 'ai.responded', number: state.ai.count, epoch: state.epoch, reply };
}

const offer = 'bot: Would you like to talk to a person?';

describe('a node asks an AI', () => {
  test('it waits for the answer, and says it', () => {
    const world = new World({ flow: advice, latest: advice });
    world.says('hi');
    expect(world.says('Nora'), 'the answer to a question is asked about too').toContain('ask AI 1 Be kind');
    expect(world.do(responds(world))).toEqual(['bot: Yes, until six', 'cancel ai']);
    expect(world.says('And on Sundays?')).toEqual(['customer: And on Sundays?', 'ask AI 2 Be kind', 'set ai 45s']);
  });

  test('what is written meanwhile is asked about too: only the newest answer counts', () => {
    const world = thinking();
    const first = responds(world);
    expect(world.says('I mean on Sundays')).toContain('ask AI 3 Be kind');
    expect(world.decide(first).type).toBe('unchanged');
    expect(world.do(responds(world))).toContain('bot: Yes, until six');
  });

  test('an answer counts once', () => {
    const world = thinking();
    const answer = responds(world);
    world.do(answer);
    expect(world.said(answer)).toEqual(['line ai_late (Yes, until six)']);
  });

  test.each<[string, AiReply]>([
    ['fails', { ok: false }],
    ['finds that the customer wants a person', aiReply('', { wantsPerson: true })],
  ])('one that %s leads to people', (_, reply) => {
    const world = thinking();
    expect(world.do(responds(world, reply))).toContain('ring 1 ana ben');
  });

  test('without an AI the way to people is taken at once', () => {
    expect(new World({ flow: advice, latest: advice, ai: false }).says('hi')).toContain('bot: Your name?');
    const world = new World({ flow: advice, latest: advice, ai: false });
    world.says('hi');
    expect(world.says('Nora')).toContain('ring 1 ana ben');
  });

  test('one that never answers is asked once more, for a process that stopped, and then counts as failing', () => {
    const world = thinking();
    expect(world.fire('ai')).toEqual(['ask AI 2 Be kind', 'set ai 45s']);
    expect(world.fire('ai')).toEqual(expect.arrayContaining(['line ai_silent', 'ring 1 ana ben']));
  });

  test('staff read that it did not answer, and where it was asked too often, that', () => {
    const answer = (reply: AiReply) => {
      const world = thinking();
      return world.do(responds(world, reply));
    };
    expect(answer({ ok: false })).toEqual(expect.arrayContaining(['line ai_silent', 'ring 1 ana ben']));
    const why = 'line ai_silent (Today’s questions are used up: see Settings → AI)';
    expect(answer({ ok: false, usedUp: true })).toEqual(expect.arrayContaining([why, 'ring 1 ana ben']));
  });

  test('an answer that came after the second question counts', () => {
    const world = thinking();
    world.fire('ai');
    expect(world.do(responds(world))).toContain('bot: Yes, until six');
  });
});

describe('the fence', () => {
  test('somebody takes over while the AI thinks: its answer is noted for staff and said to nobody', () => {
    const world = thinking();
    const answer = responds(world);
    expect(world.do(takeOver(ana))).toContain('cancel ai');
    expect(world.do(answer)).toEqual(['line ai_late (Yes, until six)']);
    expect(world.transcript.filter(({ send }) => send === 'flow').at(-1)?.content).not.toMatchObject({
      text: 'Yes, until six',
    });
  });

  test('after Hand back it listens again: nothing that was said meanwhile is asked about', () => {
    const world = thinking();
    const late = responds(world);
    world.do(takeOver(ana));
    world.do(replies(ana, 'Until six.'));
    world.says('Thanks');
    expect(world.do(handBack(ana)).filter((line) => line.startsWith('ask'))).toEqual([]);
    expect(world.do(late), 'later than late').toEqual(['line ai_late (Yes, until six)']);
    expect(world.says('And on Sundays?')).toContain('ask AI 3 Be kind');
    expect(world.decide(late).type, 'a newer question has taken its place').toBe('unchanged');
  });

  test('while a customer waits for a person the bot holds its tongue', () => {
    const world = thinking();
    const late = responds(world);
    expect(world.do(headset)).toContain('cancel ai');
    expect(world.do(late)).toEqual(['line ai_late (Yes, until six)']);
    world.do(cancel);
    expect(world.says('Are you open?')).toContain('ask AI 3 Be kind');
  });

  test('unless it goes on while they wait; not once a person is there', () => {
    const world = thinking({}, { whilePending: 'bot_continues' });
    world.do(headset);
    expect(world.do(responds(world))).toContain('bot: Yes, until six');
    world.says('And on Sundays?');
    const late = responds(world);
    world.do(accept(ana));
    expect(world.do(late)).toEqual(['line ai_late (Yes, until six)']);
  });

  test('an answer for a conversation that has ended is dropped', () => {
    const world = thinking();
    const late = responds(world);
    world.do({ type: 'customer.end_chat' });
    expect(world.decide(late).type).toBe('unchanged');
  });
});

describe('an AI looks at what customers write', () => {
  const triggers = triggersSchema.parse({
    aiPrompt: { on: true, prompt: 'Wants to cancel' },
    topics: { on: true, topics: ['legal'] },
  });
  const noticed = (world: World, runsAgo = 0): Command => ({
    type: 'ai.noticed',
    run: world.state.runs - runsAgo,
    trigger: 'sensitive_topic',
    reason: 'legal',
  });

  function asked(facts: Given[0] = {}): World {
    const world = new World(facts, { triggers });
    world.says('hi');
    return world;
  }

  test('it is asked after the turn, and what it finds makes the offer once per run', () => {
    const world = asked();
    expect(world.says('bad')).toEqual(['customer: bad', 'bot: Your name?', 'judge bad Wants to cancel legal']);
    expect(world.do(noticed(world))).toEqual(['line person_offered (legal)', offer]);
    expect(world.state.triggers.headsetRevealed).toBe(true);
    expect(world.decide(noticed(world)).type).toBe('unchanged');
    expect(world.says('bad'), 'nobody asks any more').toEqual(['customer: bad', 'bot: Your name?']);
  });

  test('it only ever offers: the customer accepts', () => {
    const world = asked();
    world.do(noticed(world));
    expect(world.state.mode.kind).toBe('bot');
    expect(world.says('yes')).toContain('request 1 sensitive_topic pending');
  });

  test('of another run, or with a person there, it has no say', () => {
    const world = asked();
    expect(world.decide(noticed(world, 1)).type).toBe('unchanged');
    world.do(takeOver(ana));
    expect(world.decide(noticed(world)).type).toBe('unchanged');
    expect(world.says('bad')).not.toContain('judge bad Wants to cancel legal');
  });

  test('nobody is asked without an AI, without handoff, or about what is tapped', () => {
    expect(asked({ ai: false }).says('bad')).toEqual(['customer: bad', 'bot: Your name?']);
    expect(asked({ handoffEnabled: false }).says('bad')).toEqual(['customer: bad', 'bot: Your name?']);
    const tap: Command = { type: 'customer.message', content: { kind: 'choice', optionId: 'x', label: 'bad' } };
    expect(asked().do(tap)).toEqual(['customer: bad', 'bot: Your name?']);
  });
});

test('an answer of low confidence is given, and a person offered after it', () => {
  const triggers = triggersSchema.parse({ lowConfidence: { on: true, below: 0.5 } });
  const world = thinking({}, { triggers });
  expect(world.do(responds(world, aiReply('Yes', { confidence: 0.49 })))).toEqual([
    'bot: Yes',
    'line person_offered (The AI was 49% sure of its answer)',
    offer,
    'cancel ai',
  ]);
  world.says('And on Sundays?');
  expect(world.do(responds(world, aiReply('No', { confidence: 0.1 }))), 'once per run').not.toContain(offer);
  const sure = thinking({}, { triggers });
  expect(sure.do(responds(sure, aiReply('Yes', { confidence: 0.5 })))).not.toContain(offer);
});
