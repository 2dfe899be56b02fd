import { describe, expect, test } from 'vitest';
import { defaultHandoffSettings } from '../handoff-settings.ts';
import type { Command, HandoffRules } from './command.ts';
import { accept, cancel, formIn, handBack, headset, reply } from './testing/commands.ts';
import { planFlow } from './testing/flow.ts';
import { ana, ben, desksOf, free, nobody, start, World } from './testing/world.ts';

const MINUTE = 60_000;
const opensAt = Date.UTC(2030, 0, 14, 9);
const closed = { next: { opensAt, words: 'Mon 09:00–18:00' } };
const later = { next: { opensAt: opensAt + 3_600_000, words: 'Mon 10:00–16:00' } };
const notice = 'system: Nearest manager working hours — Mon 09:00–18:00';
const teamsNotice = 'system: Nearest manager working hours — Mon 10:00–16:00';

/** What Billing says, where it says something of its own. */
function billing(says: Partial<HandoffRules>): { teams: Record<string, HandoffRules> } {
  return { teams: { billing: { ...defaultHandoffSettings, closed: null, nextOpening: null, ...says } } };
}

/** A Handoff node that asks Billing, after a name. */
const toBilling = planFlow('t', {
  name: { type: 'ask', text: 'Name?', to: 'desk' },
  desk: { type: 'person', team: 'billing', to: { no_one_available: 'nobody', outside_hours: 'shut' } },
  nobody: { type: 'say', text: 'Nobody' },
  shut: { type: 'say', text: 'Shut' },
  topic: { type: 'form' },
});
/** The same, for everybody. */
const toAll = planFlow('a', {
  name: { type: 'ask', text: 'Name?', to: 'desk' },
  desk: { type: 'person' },
  topic: { type: 'form' },
});

function asked(flow: typeof toBilling, ...[facts, configure]: ConstructorParameters<typeof World>) {
  const world = new World({ flow, latest: flow, ...facts }, configure);
  world.says('hi');
  return { world, lines: world.says('Nora') };
}

describe('the team that is asked has a say of its own', () => {
  test('its time to accept', () => {
    const says = billing({ acceptTimeoutSeconds: 20 });
    expect(asked(toBilling, says).lines).toContain('set accept 20s');
    expect(asked(toAll, says).lines, 'not for everybody').toContain('set accept 120s');
  });

  test('a team that says nothing goes by the flow', () => {
    expect(asked(toBilling, { teams: {} }).lines).toContain('set accept 120s');
  });

  test('its time to reply, for as long as the request is its own', () => {
    const { world } = asked(toBilling, billing({ replyTimeoutSeconds: 40 }));
    expect(world.do(accept(ben))).toContain('set reply 40s');
    expect(world.do(reply(ben))).toContain('set reply 40s');
    const toEverybody: Command = { type: 'operator.transfer_to_team', actor: ben, team: null };
    expect(world.do(toEverybody)).toContain('set accept 120s');
    expect(world.do(accept(ana))).toContain('set reply 300s');
  });

  test('its fallback, and the time for the form of it', () => {
    const empty = { desks: nobody };
    const queue = asked(toBilling, { ...empty, ...billing({ fallback: 'queue' }) });
    expect(queue.world.state.mode).toMatchObject({ phase: 'queued' });
    const message = asked(toBilling, { ...empty, ...billing({ fallback: 'message' }) });
    expect(message.lines).toContain('bot: Nobody');
    const form = asked(toBilling, { ...empty, ...billing({ formTimeoutSeconds: 30 }) }, { fallback: 'queue' });
    expect(form.lines).toContain('set lead 30s');
  });

  test('its hours: closed while the flow is open, and open while the flow is closed', () => {
    const shut = asked(toBilling, billing({ closed: later, fallback: 'message' }));
    expect(shut.lines).toEqual(
      expect.arrayContaining(['line outside_hours (Mon 10:00–16:00)', teamsNotice, 'bot: Shut']),
    );
    expect(shut.lines.some((line) => line.startsWith('ring'))).toBe(false);
    expect(asked(toBilling, { closed, ...billing({}) }).lines).toContain('ring 1 ben');
  });

  test('a transfer brings the time of the team that it goes to', () => {
    const { world } = asked(toAll, billing({ acceptTimeoutSeconds: 15 }));
    world.do(accept(ana));
    const transferred = world.do({ type: 'operator.transfer_to_team', actor: ana, team: 'billing' });
    expect(transferred).toEqual(expect.arrayContaining(['ring 1 ben', 'set accept 15s']));
  });

  test('a team of this name that objects have by themselves is none', () => {
    const noDesk = { team: null, routing: 'claim', operators: [] } as const;
    const flow = planFlow('p', { desk: { type: 'person', team: 'constructor' } });
    const world = new World({ flow, latest: flow, desks: { constructor: noDesk } });
    expect(world.says('hi')).toContain('set lead 900s');
  });
});

describe('the form’s answer decides whose hours count', () => {
  const money = formIn('topic', { topic: 'Money', phone: '5' });
  const other = formIn('topic', { topic: 'Other', phone: '5' });
  const topic = { preHandoffForm: 'topic' };

  test('everybody is closed and Billing at work: the form is asked, and who needs Billing gets it', () => {
    const { world, lines } = asked(toAll, { closed, ...billing({}) }, topic);
    expect(lines).toContain('bot: [Topic, Phone]');
    expect(lines).not.toContain(notice);
    expect(world.do(money)).toContain('ring 1 ben');
  });

  test('and who needs somebody else reads the hours', () => {
    const { world } = asked(toAll, { closed, ...billing({}) }, topic);
    expect(world.do(other)).toEqual(expect.arrayContaining([notice, 'set lead 900s']));
  });

  test('nobody is at work: the form is not asked for nothing', () => {
    for (const facts of [{ closed }, { closed, ...billing({ closed: later }) }]) {
      expect(asked(toAll, facts, topic).lines).toContain(notice);
    }
  });

  test('Billing is closed and everybody else at work: who needs Billing reads its hours', () => {
    const { world, lines } = asked(toAll, billing({ closed: later }), topic);
    expect(lines).toContain('bot: [Topic, Phone]');
    expect(world.do(money)).toContain(teamsNotice);
    expect(world.do(cancel)).toContain('request 1 node cancelled');
    expect(world.do(headset), 'the answer counts for the whole session').toContain(
      'line outside_hours (Mon 10:00–16:00)',
    );
  });

  test('a form that was answered leads nowhere new', () => {
    const { world } = asked(toAll, {}, topic);
    world.do(other);
    world.do(cancel);
    world.set({ closed, ...billing({}) });
    expect(world.do(headset)).toContain(notice);
  });

  test('its time is the flow’s: whose else is not known yet', () => {
    expect(asked(toAll, billing({ formTimeoutSeconds: 30 }), topic).lines).toContain('set form_abandon 900s');
  });

  test('a new session begins without a team', () => {
    const { world } = asked(toAll, billing({ acceptTimeoutSeconds: 20 }), topic);
    expect(world.do(money)).toContain('set accept 20s');
    world.do(accept(ben));
    world.do(handBack(ben));
    world.do(headset);
    expect(world.do(other)).toContain('set accept 120s');
  });
});

describe('a queue over a break', () => {
  const queue = { fallback: 'queue' } as const;
  const lunch = { next: { opensAt: start + 20 * MINUTE, words: 'Mon 09:20–18:00' } };

  function queued(nextOpening: number | null, teams = {}) {
    return asked(toBilling, { desks: nobody, nextOpening, ...teams }, queue);
  }

  test('a window that begins within the half hour is waited for; then who is there is rung', () => {
    const { world, lines } = queued(start + 20 * MINUTE);
    expect(lines).toContain('set queue_opens 1200s');
    world.set({ closed: lunch });
    expect(world.decide({ type: 'operators.available' }).type, 'not during the break').toBe('unchanged');
    world.set({ desks: desksOf([free(ana), free(ben)]) });
    world.wait(20 * 60).set({ closed: null, nextOpening: null });
    expect(world.fire('queue_opens')).toEqual(expect.arrayContaining(['ring 1 ben', 'set accept 120s']));
  });

  test('nobody is there when it begins: they queue on, until the next window or the end of their time', () => {
    const { world } = queued(start + 20 * MINUTE);
    world.wait(20 * 60).set({ nextOpening: start + 25 * MINUTE });
    expect(world.fire('queue_opens')).toEqual(['set queue_opens 300s']);
    world.set({ nextOpening: null });
    expect(world.fire('queue_opens')).toEqual(['cancel queue_opens']);
    expect(world.state.mode).toMatchObject({ phase: 'queued' });
    expect(world.fire('queue')).toContain('line no_one_available');
  });

  test('a window after their half hour is not waited for, and neither is none', () => {
    for (const opening of [null, start + 30 * MINUTE, opensAt]) {
      expect(queued(opening).world.state.timers).not.toHaveProperty('queue_opens');
    }
  });

  test('hours that change while they queue move the moment', () => {
    const { world } = queued(null);
    world.set({ closed: lunch, nextOpening: start + 20 * MINUTE });
    expect(world.do({ type: 'operators.available' })).toEqual(['set queue_opens 1200s']);
    world.set({ nextOpening: start + 40 * MINUTE });
    expect(world.do({ type: 'operators.available' })).toEqual(['cancel queue_opens']);
  });

  test('it is the team’s window that counts', () => {
    const { world, lines } = queued(null, billing({ fallback: 'queue', nextOpening: start + 10 * MINUTE }));
    expect(lines).toContain('set queue_opens 600s');
    expect(world.do(cancel)).toContain('cancel queue_opens');
  });

  test('who has queued in vain when work is over reads when the next window is', () => {
    const { world } = queued(null);
    world.set({ closed });
    expect(world.fire('queue')).toEqual(expect.arrayContaining(['line no_one_available', notice, 'set lead 900s']));
  });
});
