import { describe, expect, test } from 'vitest';
import { accept, end, fromPhone, handBack, headset, reply, resolve, takeOver, transfer } from './testing/commands.ts';
import { ana, ben, World } from './testing/world.ts';

/** At the question "Your wish?". */
function booked(...settings: ConstructorParameters<typeof World>): World {
  const world = new World(...settings);
  world.says('hi');
  world.says('Nora');
  return world;
}

describe('the business answers from its own phone', () => {
  test('it is a take-over: the bot is silent, and nothing is said into it', () => {
    const world = booked();
    const { epoch } = world.state;
    expect(world.do(fromPhone)).toEqual([
      'discard flow',
      'request 1 take_over active The phone',
      'line answered_from_phone The phone',
      'audit The phone take_over by answering from the phone',
      'agent The phone: I am on my way',
    ]);
    expect(world.state).toMatchObject({ mode: { kind: 'human', owner: { id: 'phone' } }, epoch: epoch + 1 });
    expect(world.says('a cake')).toEqual(['customer: a cake']);
    expect(world.do(fromPhone), 'the next one is only kept').toEqual(['agent The phone: I am on my way']);
  });

  test('while somebody is waited for: they have their person, and the alerts say so', () => {
    const world = booked();
    world.do(headset);
    expect(world.do(fromPhone)).toEqual(
      expect.arrayContaining(['request 1 headset active The phone', 'alert 1 taken The phone', 'cancel accept']),
    );
    expect(world.state.mode).toMatchObject({ waitingSince: null });
  });

  test('an owner stays the owner, and nobody waits for their answer any more', () => {
    const world = booked();
    world.do(headset);
    world.do(accept(ana));
    world.says('Hello?');
    expect(world.do(fromPhone)).toEqual(['agent The phone: I am on my way', 'set reply 300s', 'cancel reply_warning']);
    expect(world.state.mode).toMatchObject({ owner: { id: 'ana' }, lastSpeaker: 'operator', waitingSince: null });
  });

  test('whoever may answer hands back: the bot goes on at its question', () => {
    const world = booked();
    world.do(fromPhone);
    expect(world.do(handBack(ana))).toEqual([
      'request 1 take_over resolved The phone',
      'line handed_back Ana',
      'system: The bot is back',
      'audit Ana hand_back',
      'bot: Your wish?',
    ]);
  });

  test.each([
    ['taking over', takeOver(ben), ['line taken_over Ben', 'system: Connected to Ben']],
    ['accepting', accept(ben), ['line taken_over Ben', 'system: Connected to Ben']],
    ['a reply', reply(ben, 'Hi'), ['line taken_over Ben', 'system: Connected to Ben', 'agent Ben: Hi']],
  ] as const)('%s makes it a colleague’s; that a person is there was plain already', (_, command, said) => {
    const world = booked();
    world.do(fromPhone);
    expect(world.said(command)).toEqual(said);
    expect(world.state.mode).toMatchObject({ owner: { id: 'ben' } });
  });

  test('a phone is told nothing: not what it lost, nor who refused', () => {
    const world = booked();
    world.do(fromPhone);
    world.do(transfer(ana, ben));
    expect(world.fire('transfer').filter((line) => line.startsWith('notify'))).toEqual([
      'notify ana transfer_refused Ben',
    ]);
    const team = { type: 'operator.transfer_to_team', actor: ana, team: null } as const;
    expect(world.do(team).filter((line) => line.startsWith('notify'))).toEqual([]);
  });

  test('after the end of a matter it begins another one, as a customer’s message would', () => {
    const resolved = booked();
    resolved.do(takeOver(ana));
    resolved.do(resolve(ana));
    expect(resolved.do(fromPhone)).toContain('line answered_from_phone The phone');
    const stale = booked();
    stale.do(takeOver(ana));
    stale.do(resolve(ana));
    expect(stale.wait(73 * 3600).decide(fromPhone).type).toBe('superseded');
    const ended = booked();
    ended.do(end(ana));
    expect(ended.decide(fromPhone).type).toBe('superseded');
    expect(new World().said(fromPhone), 'with somebody who has never written').toEqual([
      'line answered_from_phone The phone',
      'agent The phone: I am on my way',
    ]);
  });

  test('where it is not to count as a take-over it is only shown, and the bot goes on', () => {
    const world = booked();
    const { epoch } = world.state;
    expect(world.do({ ...fromPhone, takesOver: false })).toEqual(['agent The phone: I am on my way']);
    expect(world.state).toMatchObject({ mode: { kind: 'bot' }, epoch });
    expect(world.says('a cake')).not.toEqual(['customer: a cake']);
  });

  test('what is written to a blocked contact is not kept', () => {
    expect(booked().set({ contactBlocked: true }).decide(fromPhone).type).toBe('unchanged');
  });
});
