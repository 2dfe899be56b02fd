import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { accept, cancel, formIn, handBack, headset, reject, reply, takeOver } from './testing/commands.ts';
import { planFlow } from './testing/flow.ts';
import { ana, ben, desksOf, eva, free, nobody, World } from './testing/world.ts';

const [freeAna, freeBen, freeEva] = [free(ana), free(ben), free(eva)];

function ringing(operators = [freeAna, freeBen, freeEva], routing: 'round_robin' | 'least_busy' = 'round_robin') {
  const world = new World({ desks: desksOf(operators, routing) });
  world.says('hi');
  return { world, lines: world.do(headset) };
}

const asks = (lines: string[]) =>
  lines.filter((line) => /^(?:ring|alert|set (?:offer|accept)|cancel offer)/.test(line));

describe('one after another', () => {
  test.each([
    ['whose last one is the longest ago', 'round_robin', 'eva'],
    ['who has the least to do', 'least_busy', 'ben'],
  ] as const)('first %s', (_name, routing, id) => {
    const operators = [
      free(ana, { conversations: 2, assignedAt: 20 }),
      free(ben, { conversations: 0, assignedAt: 30 }),
      free(eva, { conversations: 1, assignedAt: 10 }),
    ];
    expect(asks(ringing(operators, routing).lines)).toEqual([`ring 1 ${id}`, 'set accept 120s', 'set offer 30s']);
  });

  test('who never had one comes before everybody, and of two who are alike whose turn it is', () => {
    expect(ringing([free(ana, { assignedAt: 5 }), freeBen]).lines).toContain('ring 1 ben');
    const alike = [free(ana, { assignedAt: 9 }), free(ben, { assignedAt: 4 })];
    expect(ringing(alike, 'least_busy').lines).toContain('ring 1 ben');
  });

  test('each has 30 s, then the next is asked; the whole takes as long as for everybody', () => {
    const { world } = ringing();
    expect(world.fire('offer')).toEqual(['alert 1 rejected by ana', 'ring 1 ben', 'set offer 30s']);
    expect(world.fire('offer')).toEqual(['alert 1 rejected by ben', 'ring 1 eva', 'set offer 30s']);
    expect(world.fire('offer'), 'and from the beginning').toEqual([
      'alert 1 rejected by eva',
      'ring 1 ana',
      'set offer 30s',
    ]);
    expect(world.fire('accept')).toContain('alert 1 expired');
    expect(world.state.timers).not.toHaveProperty('offer');
  });

  test('the only one is asked until the accept timer ends it', () => {
    const { world } = ringing([freeAna]);
    expect(world.fire('offer')).toEqual(['cancel offer']);
    expect(world.said(accept(ana))).toContain('line taken_over Ana');
  });

  test('who rejects is asked no more, and the next is asked at once', () => {
    const { world } = ringing();
    expect(asks(world.do(reject(ana)))).toEqual(['alert 1 rejected by ana', 'ring 1 ben', 'set offer 30s']);
    world.fire('offer');
    expect(asks(world.fire('offer')), 'not Ana').toEqual(['alert 1 rejected by eva', 'ring 1 ben', 'set offer 30s']);
    world.do(reject(eva));
    expect(asks(world.do(reject(ben))), 'all have').toEqual([
      'alert 1 rejected by ben',
      'alert 1 expired',
      'cancel offer',
    ]);
    expect(world.state.mode).toMatchObject({ phase: 'lead', closes: 'rejected' });
  });

  test('somebody else who rejects leaves the one who is asked in peace', () => {
    const { world } = ringing();
    expect(asks(world.do(reject(ben)))).toEqual(['alert 1 rejected by ben']);
    expect(asks(world.fire('offer')), 'and is passed over').toContain('ring 1 eva');
  });

  test('anybody may take it meanwhile', () => {
    const { world } = ringing();
    expect(world.do(takeOver(ben))).toEqual(expect.arrayContaining(['line taken_over Ben', 'alert 1 taken Ben']));
    expect(world.state.timers).not.toHaveProperty('offer');
  });

  test('who has come since is asked too, and who has gone is not', () => {
    const { world } = ringing([freeAna, freeBen]);
    world.set({ desks: desksOf([freeAna, freeEva], 'round_robin') });
    expect(world.fire('offer')).toContain('ring 1 eva');
  });
});

describe('teams', () => {
  const desk = (team?: string) =>
    planFlow('t', {
      name: { type: 'ask', text: 'Name?', to: 'desk' },
      desk: { type: 'person', team },
      topic: { type: 'form' },
    });
  const at = (team?: string, preHandoffForm: string | null = null) =>
    new World({ flow: desk(team), latest: desk(team) }, { preHandoffForm });

  test('a Handoff node asks its team, and the conversation is the team’s from then on', () => {
    const world = at('billing');
    world.says('hi');
    expect(world.says('Nora')).toContain('ring 1 ben');
    expect(world.state.team).toEqual({ id: 'billing', name: 'Billing' });
    world.do(accept(ben));
    world.do(handBack(ben));
    expect(world.state.team).toEqual({ id: 'billing', name: 'Billing' });
  });

  test('the form’s choice comes before the node’s team, for the whole session', () => {
    const world = at(undefined, 'topic');
    world.says('hi');
    world.says('Nora');
    expect(world.do(formIn('topic', { topic: 'Money', phone: '5' }))).toContain('ring 1 ben');
    world.do(cancel);
    expect(world.do(headset), 'asked again').toContain('ring 2 ben');
    world.do(accept(ben));
    world.do(handBack(ben));
    world.do(headset);
    expect(world.do(formIn('topic', { topic: 'Other', phone: '5' })), 'a new session').toContain('ring 3 ana ben');
    expect(world.state.team).toBeNull();
  });

  test('a form on the way to the node routes as well', () => {
    const flow = planFlow('t', { topic: { type: 'form', to: 'desk' }, desk: { type: 'person' } });
    const world = new World({ flow, latest: flow });
    world.says('hi');
    expect(world.do(formIn('topic', { topic: 'Money', phone: '5' }))).toContain('ring 1 ben');
  });

  test('a decision that depends on who is there asks for the desk, and changes nothing before it knows', () => {
    const world = at('billing');
    world.says('hi');
    world.set({ desks: {} });
    const message: Command = { type: 'customer.message', content: { kind: 'text', text: 'Nora' } };
    expect(world.decide(message)).toEqual({ type: 'needs_desk', desk: 'billing' });
    world.set({ desks: { billing: { team: null, routing: 'claim', operators: [freeAna] } } });
    expect(world.do(message), 'a team that is no more is everybody').toContain('ring 1 ana');
    expect(world.state.team).toBeNull();
  });

  test('what asks for nobody needs no desk', () => {
    const world = new World({ desks: {} });
    world.says('hi');
    world.do(takeOver(ana));
    world.do(reply(ana));
    expect(world.do(handBack(ana))).toContain('line handed_back Ana');
  });
});

describe('a transfer to a team (row 8)', () => {
  function withAna(): World {
    const world = new World({ desks: desksOf([freeAna, freeBen]) });
    world.says('hi');
    world.do(headset);
    world.do(accept(ana));
    return world;
  }
  const toBilling: Command = { type: 'operator.transfer_to_team', actor: ana, team: 'billing', note: 'An invoice' };

  test('rings for the team, with the note, whoever the form would have asked', () => {
    const world = withAna();
    expect(world.do(toBilling)).toEqual(
      expect.arrayContaining(['line transferred_to_team Ana (To Billing. An invoice)', 'ring 1 ben']),
    );
    expect(world.state).toMatchObject({ team: { id: 'billing' }, request: { team: 'billing', state: 'pending' } });
  });

  test('is refused where nobody but the one who gives it up could be told: the customer keeps their person', () => {
    const world = withAna();
    for (const desks of [nobody, desksOf([freeAna])]) {
      world.set({ desks });
      const refusal = { code: 'nobody_there', team: 'Billing' };
      expect(world.decide(toBilling)).toEqual({ type: 'refused', refusal });
    }
    expect(world.state.mode).toMatchObject({ kind: 'human', owner: { id: 'ana' } });
  });

  test('a supervisor gives it from somebody, who is told and not asked', () => {
    const world = withAna();
    const lines = world.do({ type: 'operator.transfer_to_team', actor: eva, team: null });
    expect(lines).toEqual(expect.arrayContaining(['notify ana taken_from_you Eva', 'ring 1 ben']));
  });
});

describe('an owner who is away', () => {
  const away = { ownerAway: true };

  function withAna(awayReply: string): World {
    const world = new World({}, { awayReply });
    world.says('hi');
    world.do(takeOver(ana));
    return world;
  }

  test('the customer reads the away reply once, until the owner has replied', () => {
    const world = withAna('<<operator>> is away, <<name|friend>>.').set(away);
    expect(world.says('Hello?')).toContain('system: Ana is away, friend.');
    expect(world.says('Anybody?')).not.toContain('system: Ana is away, friend.');
    world.do(reply(ana));
    expect(world.says('Thanks')).toContain('system: Ana is away, friend.');
  });

  test('a blank one says nothing, and neither does one whose owner is there', () => {
    expect(withAna(' ').set(away).says('Hello?')).not.toContainEqual(expect.stringMatching(/^system/));
    expect(withAna('Away').says('Hello?')).not.toContainEqual(expect.stringMatching(/^system/));
  });
});
