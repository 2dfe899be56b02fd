import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { accept, answerTransfer, handBack, headset, reject, reply, takeOver, transfer } from './testing/commands.ts';
import { ana, ben, eva, max, nobody, World } from './testing/world.ts';

type Settings = ConstructorParameters<typeof World>;

/** At the question "Your wish?". */
function booked(...settings: Settings): World {
  const world = new World(...settings);
  world.says('hi');
  world.says('Nora');
  return world;
}

/** Asked for by the headset, accepted by Ana. */
function withAna(...settings: Settings): World {
  const world = booked(...settings);
  world.do(headset);
  world.do(accept(ana));
  return world;
}

describe('somebody takes it (row 5)', () => {
  test('accepting: the owner, the epoch, the texts and the alerts in one write', () => {
    const world = booked();
    world.do(headset);
    const { epoch } = world.state;
    expect(world.wait(10).do(accept(ana))).toEqual([
      'discard flow',
      'request 1 headset active Ana',
      'line taken_over Ana',
      'alert 1 taken Ana',
      'system: A person takes over, Nora',
      'system: Connected to Ana',
      'audit Ana accept',
      'cancel accept',
      'set reply 300s',
      'set reply_warning 240s',
    ]);
    expect(world.state.epoch).toBe(epoch + 1);
    expect(world.state.request?.acceptedAt).toBe(world.facts.at);
  });

  test('a plain take-over makes a session of its own, without the reply timeout unless it is on for those', () => {
    const world = booked();
    expect(world.do(takeOver(ana))).toEqual([
      'discard flow',
      'request 1 take_over active Ana',
      'line taken_over Ana',
      'system: A person takes over, Nora',
      'system: Connected to Ana',
      'audit Ana take_over',
    ]);
    expect(booked({ replyTimeoutOnTakeOver: true }).do(takeOver(ana))).toContain('set reply 300s');
    expect(withAna({ replyTimeout: false }).state.timers).toEqual({});
  });

  test('a first reply takes over, with the text just before it', () => {
    expect(booked().do(reply(ana, 'Hi Nora'))).toEqual([
      'discard flow',
      'request 1 take_over active Ana',
      'line taken_over Ana',
      'system: A person takes over, Nora',
      'system: Connected to Ana',
      'audit Ana take_over by replying',
      'agent Ana: Hi Nora',
      'audit Ana reply',
    ]);
  });

  test.each([
    ['humanTakesOver', ['line taken_over Ana', 'system: Connected to Ana']],
    ['connectedTo', ['line taken_over Ana', 'system: A person takes over, Nora']],
  ] as const)('a blank %s sends nothing, on its own', (text, said) => {
    expect(booked({}, { [text]: ' ' }).said(takeOver(ana))).toEqual(said);
  });

  test('"Human takes over" once per human era, "Connected to" for every owner', () => {
    const world = withAna();
    world.do({ type: 'owner.unavailable' });
    expect(world.said(accept(ben))).toEqual(['line taken_over Ben', 'system: Connected to Ben']);
    world.do(handBack(ben));
    expect(world.said(takeOver(ana))).toContain('system: A person takes over, Nora');
  });

  test('in human mode the bot is silent: text, taps and late form answers go to the transcript only', () => {
    const world = withAna({}, { preHandoffForm: null, whilePending: 'bot_continues' });
    expect(world.says('a cake')).toEqual(['customer: a cake', 'set reply 300s', 'set reply_warning 240s']);
    const tap: Command = { type: 'customer.message', content: { kind: 'choice', optionId: 'x', label: 'Yes' } };
    expect(world.said(tap)).toEqual(['customer: Yes']);
    const late: Command = {
      type: 'customer.message',
      content: { kind: 'form_answer', formId: 'topic', values: { topic: 'T' } },
    };
    expect(world.said(late)).toEqual(['customer: {T}']);
    expect(world.state.run?.cursor?.nodeId).toBe('wish');
  });

  test('without the Handoff permission nothing of it is allowed', () => {
    const commands: Command[] = [
      takeOver(max),
      accept(max),
      reject(max),
      reply(max),
      handBack(max),
      transfer(max, ana),
      answerTransfer(max, true),
      { type: 'operator.resolve', actor: max, note: '' },
      { type: 'operator.end', actor: max },
      { type: 'operator.reopen', actor: max },
      { type: 'operator.transfer_to_team', actor: max, team: null },
    ];
    for (const command of commands) {
      expect(booked().decide(command), command.type).toEqual({ type: 'refused', refusal: { code: 'not_allowed' } });
    }
  });

  test('a reply is refused where the channel can no longer be written to, and takes nothing over', () => {
    const refused = { type: 'refused', refusal: { code: 'outside_window' } };
    expect(booked({ canWrite: false }).decide(reply(ana))).toEqual(refused);
    expect(withAna().set({ canWrite: false }).decide(reply(ana))).toEqual(refused);
  });
});

describe('from one person to another (rows 5a, 7, 7a and 8)', () => {
  test('a supervisor takes it from its owner, who is told', () => {
    const world = withAna();
    const { epoch } = world.state;
    expect(world.wait(10).do(takeOver(eva))).toEqual([
      'request 1 headset active Eva',
      'notify ana taken_from_you Eva',
      'line taken_over Eva',
      'system: Connected to Eva',
      'audit Eva take_over from Ana',
      'set reply 300s',
      'set reply_warning 240s',
    ]);
    expect(world.state.epoch).toBe(epoch + 1);
  });

  test('the owner keeps it until the other accepts', () => {
    const world = withAna();
    expect(world.do(transfer(ana, ben))).toEqual([
      'line transfer_requested Ana (Ben)',
      'notify ben transfer_offered Ana',
      'audit Ana transfer to Ben',
      'set transfer 120s',
    ]);
    expect(world.decide(transfer(ana, ben)).type, 'the same again').toBe('unchanged');
    expect(world.said(reply(ana, 'One moment'))).toEqual(['agent Ana: One moment']);
    const { epoch } = world.state;
    expect(world.wait(5).do(answerTransfer(ben, true))).toEqual([
      'request 1 headset active Ben',
      'audit Ben accept_transfer',
      'line transferred Ben',
      'system: Connected to Ben',
      'set reply 300s',
      'cancel transfer',
    ]);
    expect(world.state.epoch).toBe(epoch + 1);
    expect(world.decide(answerTransfer(ben, true)).type, 'accepted twice').toBe('unchanged');
  });

  test.each([
    ['refused', (world: World) => world.do(answerTransfer(ben, false)), ['audit Ben refuse_transfer']],
    ['refused on the alert', (world: World) => world.do(reject(ben)), ['audit Ben refuse_transfer']],
    ['not answered for 2 min', (world: World) => world.fire('transfer'), []],
  ])('%s: it stays, and both who offered and who owns it are told', (_name, answer, audited) => {
    const world = withAna();
    world.do(transfer(eva, ben));
    expect(answer(world)).toEqual([
      ...audited,
      'line rejected Ben (Transfer)',
      'notify ana transfer_refused Ben',
      'notify eva transfer_refused Ben',
      'cancel transfer',
    ]);
    expect(world.state.mode).toMatchObject({ kind: 'human', owner: { id: 'ana' }, transfer: null });
  });

  test('a newer offer replaces an older one, whose late answer is told who has it', () => {
    const world = withAna();
    world.do(transfer(ana, ben));
    world.wait(60).do(transfer(ana, eva));
    expect(world.decide(answerTransfer(ben, true))).toEqual({
      type: 'refused',
      refusal: { code: 'taken_by', name: 'Ana' },
    });
    expect(world.decide(answerTransfer(ben, false)).type).toBe('unchanged');
    expect(world.wait(61).decide(world.fired('transfer')).type, 'the older timer').toBe('unchanged');
    expect(world.said(accept(eva))).toContain('line transferred Eva');
  });

  test.each([
    [
      'to everybody else',
      { type: 'operator.transfer_to_team', actor: ana, team: null, note: ' Knows prices ' },
      ['line transferred_to_team Ana (To everybody. Knows prices)', 'ring 1 ben'],
      ['audit Ana transfer to everybody'],
    ],
    [
      'its owner is gone',
      { type: 'owner.unavailable' },
      ['line handoff_requested (Ana is not available any more)', 'ring 1 ana ben'],
      [],
    ],
  ] satisfies [string, Command, string[], string[]][])(
    '%s: it rings again, without an owner',
    (_name, command, lines, audited) => {
      const world = withAna();
      const { epoch } = world.state;
      expect(world.do(command)).toEqual([
        'request 1 headset pending',
        ...lines,
        ...audited,
        'set accept 120s',
        'cancel reply',
        'cancel reply_warning',
      ]);
      expect(world.state.epoch).toBe(epoch + 1);
    },
  );

  test('the request keeps when it first rang and was first accepted: they are the response time', () => {
    const world = withAna();
    const first = world.facts.at;
    world.wait(600).do({ type: 'owner.unavailable' });
    world.wait(10).do(accept(ben));
    expect(world.state.request).toMatchObject({ requestedAt: first, ringingAt: first, acceptedAt: first });
  });

  test('a timer of a former owner is stale, even where the same kind runs again', () => {
    const world = withAna();
    const timeout = world.fired('reply');
    world.do(takeOver(eva));
    expect(world.wait(300).decide(timeout).type).toBe('unchanged');
    expect(world.decide(world.fired('reply')).type).toBe('changed');
  });

  test('an owner whom no alert reaches has 2 min to come back', () => {
    const world = withAna();
    expect(world.do({ type: 'owner.presence', online: false })).toEqual(['set owner_offline 120s']);
    expect(world.do({ type: 'owner.presence', online: true })).toEqual(['cancel owner_offline']);
    world.do({ type: 'owner.presence', online: false });
    expect(world.fire('owner_offline')).toContain('line handoff_requested (Ana is offline)');
  });

  test('a conversation that nobody takes up again ends where the request would', () => {
    const world = booked({}, { fallback: 'message', fallbackMessage: 'Nobody' });
    world.says('a cake');
    world.do(accept(ana));
    world.set({ desks: nobody });
    expect(world.do({ type: 'owner.unavailable' })).toEqual([
      'request 1 node expired',
      'line handoff_requested (Ana is not available any more)',
      'alert 1 expired',
      'line no_one_available',
      'system: Nobody',
      'bot: Nobody came. Go on?',
      'cancel reply',
      'cancel reply_warning',
    ]);
  });
});

describe('the reply timeout (row 9)', () => {
  test('the operator spoke last: the session ends', () => {
    const world = withAna();
    expect(world.wait(30).do(reply(ana))).toEqual([
      'agent Ana: Hi, how can I help?',
      'audit Ana reply',
      'set reply 300s',
      'cancel reply_warning',
    ]);
    expect(world.fire('reply')).toEqual([
      'request 1 headset resolved Ana',
      'line resolved (No message for too long)',
      'system: Goodbye Nora',
      'cancel reply',
    ]);
    expect(world.state.mode.kind).toBe('resolved');
  });

  test('the customer spoke last: the owner is warned 60 s before, then it rings again', () => {
    const world = withAna();
    world.do(reply(ana));
    world.wait(20).says('And then?');
    const asked = world.facts.at;
    expect(world.fire('reply_warning')).toEqual(['notify ana reply_due', 'cancel reply_warning']);
    expect(world.facts.at - asked).toBe(240_000);
    expect(world.fire('reply')).toEqual([
      'request 1 headset pending',
      'line handoff_requested (Ana did not reply in time)',
      'ring 1 ana ben',
      'set accept 120s',
      'cancel reply',
    ]);
    expect(world.facts.at - asked).toBe(300_000);
  });

  test('a message in between makes an older timer stale', () => {
    const world = withAna();
    world.wait(299).says('Hello?');
    expect(world.wait(1).decide(world.fired('reply')).type).toBe('unchanged');
    expect(world.decide({ type: 'timer.fired', timer: 'reply', epoch: 0 }).type).toBe('unchanged');
  });

  test('a timeout too short for a warning gives none', () => {
    expect(withAna({}, { replyTimeoutSeconds: 60 }).state.timers).not.toHaveProperty('reply_warning');
  });
});

describe('hand back (row 10)', () => {
  test('taken over at a question: it is asked again, and what was said meanwhile is no answer', () => {
    const world = withAna();
    world.says('a cake');
    world.do(reply(ana));
    const { epoch } = world.state;
    expect(world.do(handBack(ana))).toEqual([
      'request 1 headset resolved Ana',
      'line handed_back Ana',
      'system: The bot is back',
      'audit Ana hand_back',
      'bot: Your wish?',
      'cancel reply',
    ]);
    expect(world.state.epoch).toBe(epoch + 1);
    expect(world.state.run?.answers).not.toHaveProperty('wish');
    expect(world.transcript.at(-1)).toMatchObject({ send: 'flow', epoch: epoch + 1 });
  });

  test('asked for by a Handoff node: the flow leaves it by resolved', () => {
    const world = booked();
    world.says('a cake');
    world.do(accept(ana));
    expect(world.said(handBack(ana))).toEqual([
      'line handed_back Ana',
      'system: The bot is back',
      'bot: Anything else, Nora?',
    ]);
  });

  test('after the run had finished, or before there was one, nothing is asked', () => {
    const done = booked();
    done.says('a cake');
    done.do(accept(ana));
    done.do(handBack(ana));
    done.says('no');
    expect(done.state.run?.finished).toBe(true);
    for (const world of [done, new World()]) {
      world.do(takeOver(ana));
      expect(world.said(handBack(ana))).toEqual(['line handed_back Ana', 'system: The bot is back']);
    }
  });

  test('a supervisor may; a blank text sends nothing; the next session asks its form anew', () => {
    const world = booked({}, { botResumes: '', preHandoffForm: 'topic' });
    world.do(headset);
    world.says('Billing');
    world.says('555');
    world.do(accept(ana));
    expect(world.said(handBack(eva))).toEqual(['line handed_back Eva', 'bot: Your wish?']);
    expect(world.said(headset)).toContain('bot: [Topic, Phone]');
  });
});
