import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { accept, decideOn, end, endChat, headset, reopen, reply, resolve } from './testing/commands.ts';
import { ana, ben, World } from './testing/world.ts';

const HOUR = 3600;

function booked(...settings: ConstructorParameters<typeof World>): World {
  const world = new World(...settings);
  world.says('hi');
  world.says('Nora');
  return world;
}

function withAna(): World {
  const world = booked();
  world.do(headset);
  world.do(accept(ana));
  return world;
}

function resolved(): World {
  const world = withAna();
  world.do(resolve(ana));
  return world;
}

describe('resolve (row 11)', () => {
  test('the session ends, with the note for staff, and the run is over', () => {
    const world = withAna();
    const { epoch } = world.state;
    expect(world.do(resolve(ana, 'Refunded'))).toEqual([
      'request 1 headset resolved Ana',
      'line resolved Ana (Refunded)',
      'system: Goodbye Nora',
      'audit Ana resolve Refunded',
      'cancel reply',
      'cancel reply_warning',
    ]);
    expect(world.state).toMatchObject({ epoch: epoch + 1, request: null, run: { finished: true, cursor: null } });
  });

  test('while it rings the alerts go too', () => {
    const world = booked();
    world.do(headset);
    expect(world.do(resolve(ben))).toEqual([
      'discard flow',
      'request 1 headset resolved',
      'line resolved Ben',
      'alert 1 cancelled Ben',
      'system: Goodbye Nora',
      'audit Ben resolve',
      'cancel accept',
    ]);
  });
});

describe('the customer writes after that (row 12)', () => {
  test('within 72 h a fresh run begins in the same conversation', () => {
    const world = resolved();
    const { epoch } = world.state;
    expect(world.wait(72 * HOUR).says('Hello again')).toEqual([
      'customer: Hello again',
      'bot: Hello',
      'bot: Your name?',
    ]);
    expect(world.state).toMatchObject({ mode: { kind: 'bot' }, runs: 2, epoch: epoch + 1, currentSubmission: null });
    expect(world.state.submissions[0]?.status).toBe('needs_review');
  });

  test('the fresh run begins on the latest version', () => {
    const world = resolved();
    world.set({ latest: { ...world.facts.latest, versionId: 'v2' } });
    world.says('Hello again');
    expect(world.state.run?.flowVersionId).toBe('v2');
  });

  test('the fresh run begins where Configure lets returning customers begin', () => {
    const world = booked({}, { reentryNode: 'name' });
    world.do(headset);
    world.do(accept(ana));
    world.do(resolve(ana));
    expect(world.says('Hello again')).toEqual(['customer: Hello again', 'bot: Your name?']);
    expect(world.state.run?.cursor?.nodeId).toBe('name');
  });

  test('at its start where the node is not in the latest version', () => {
    const world = resolved();
    world.set({ configure: { ...world.facts.configure, reentryNode: 'gone' } });
    expect(world.says('Hello again')).toEqual(['customer: Hello again', 'bot: Hello', 'bot: Your name?']);
  });

  test('only there: the first run of a conversation begins at the start', () => {
    expect(new World({}, { reentryNode: 'name' }).says('hi')).toEqual([
      'customer: hi',
      'bot: Hello',
      'bot: Your name?',
    ]);
  });

  test('later the conversation ends, and a new one takes the message', () => {
    const world = resolved();
    world.wait(72 * HOUR + 1);
    const decision = world.decide({ type: 'customer.message', content: { kind: 'text', text: 'Hello again' } });
    expect(decision.type).toBe('superseded');
    expect(world.state).toMatchObject({ mode: { kind: 'ended', by: 'system' }, archived: true });
    expect(world.transcript.at(-1)?.content).toEqual({ kind: 'event', event: 'stale' });
    expect(world.transcript.filter(({ content }) => content.kind === 'text' && content.text === 'Hello again')).toEqual(
      [],
    );
  });

  test('the headset works there as well', () => {
    const world = resolved();
    expect(world.do(headset)).toContain('ring 2 ana ben');
    const stale = resolved();
    expect(stale.wait(73 * HOUR).decide(headset).type).toBe('superseded');
  });

  test('an ended conversation is left as it is: the message begins a new one', () => {
    const world = booked();
    world.do(end(ana));
    const before = world.state;
    expect(world.decide({ type: 'customer.message', content: { kind: 'text', text: 'Hello' } })).toEqual({
      type: 'superseded',
      state: before,
      effects: [],
    });
  });
});

describe('the end (row 14)', () => {
  test.each([
    ['End conversation', end(ben), ['line ended Ben'], ['audit Ben end'], 'staff'],
    ['End chat', endChat, ['line visitor_closed'], [], 'visitor'],
    [
      'a ban',
      { type: 'contact.blocked', actor: ben },
      ['line ended Ben (Contact blocked)'],
      ['audit Ben block'],
      'staff',
    ],
  ] satisfies [string, Command, string[], string[], string][])(
    '%s, while it rings',
    (_name, command, lines, audited, by) => {
      const world = booked();
      world.do(headset);
      world.do({ type: 'customer.presence', online: false });
      const { epoch } = world.state;
      expect(world.do(command)).toEqual([
        'discard flow',
        'request 1 headset cancelled',
        ...lines,
        'alert 1 ended',
        ...audited,
        'cancel accept',
        'cancel visitor_gone',
      ]);
      expect(world.state).toMatchObject({ mode: { kind: 'ended', by }, archived: true, epoch: epoch + 1, timers: {} });
      expect(world.state.run).toMatchObject({ finished: true, cursor: null });
      expect(world.decide(command).type, 'twice').toBe('unchanged');
    },
  );

  test('a session with a person is resolved by it', () => {
    expect(withAna().do(end(ana))).toContain('request 1 headset resolved Ana');
  });
});

describe('reopening (row 15)', () => {
  test.each([
    ['resolved', resolved],
    [
      'ended',
      () => {
        const world = withAna();
        world.do(end(ana));
        return world;
      },
    ],
  ])('what is %s, as a take-over of a new session', (_name, make) => {
    const world = make();
    const { epoch } = world.state;
    expect(world.do(reopen(ben))).toEqual([
      'request 2 take_over active Ben',
      'line reopened Ben',
      'system: A person takes over, Nora',
      'system: Connected to Ben',
      'audit Ben reopen',
    ]);
    expect(world.state).toMatchObject({ archived: false, epoch: epoch + 1 });
    expect(world.said(reply(ben, 'Hi again'))).toEqual(['agent Ben: Hi again']);
  });

  test('not where the contact has a newer conversation, nor where the channel is closed', () => {
    const world = resolved();
    expect(world.set({ newerOpen: 'c2' }).decide(reopen(ben))).toEqual({
      type: 'refused',
      refusal: { code: 'newer_open', conversationId: 'c2' },
    });
    expect(world.set({ newerOpen: null, canWrite: false }).decide(reopen(ben))).toEqual({
      type: 'refused',
      refusal: { code: 'outside_window' },
    });
  });
});

describe('blocked contacts', () => {
  test('whatever they send is acknowledged and dropped', () => {
    const commands: Command[] = [
      { type: 'customer.message', content: { kind: 'text', text: 'Hi' } },
      { type: 'customer.start' },
      headset,
      { type: 'customer.cancel_waiting' },
    ];
    for (const world of [new World(), booked(), withAna(), resolved()]) {
      world.set({ contactBlocked: true });
      for (const command of commands) expect(world.decide(command).type, command.type).toBe('unchanged');
    }
  });
});

describe('the archive', () => {
  test('staff archive and take out again; a customer who writes takes it out too, in words or by the headset', () => {
    const world = booked();
    expect(world.do({ type: 'staff.archive', actor: ana, archived: true })).toEqual(['audit Ana archive']);
    world.says('bad');
    expect(world.state.archived).toBe(false);
    world.do({ type: 'staff.archive', actor: ana, archived: true });
    world.do(headset);
    expect(world.state.archived).toBe(false);
    world.do({ type: 'staff.archive', actor: ana, archived: true });
    expect(world.do({ type: 'staff.archive', actor: ana, archived: false })).toEqual(['audit Ana unarchive']);
  });
});

test('a review that is due stays due after the end', () => {
  const world = booked();
  world.do(end(ana));
  expect(world.do(decideOn(ana, 'approved', 'See you, <<name>>'))).toEqual([
    'submission 1 approved Booking of Nora',
    'line approved Ana (Booking of Nora)',
    'system: See you, Nora',
    'audit Ana approved Booking of Nora',
  ]);
});
