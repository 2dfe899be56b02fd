import { describe, expect, test } from 'vitest';
import type { EffectiveConfigure } from '../flow/document.ts';
import type { Command } from './command.ts';
import { accept, headset, reply } from './testing/commands.ts';
import { ana, ben, desksOf, free, nobody, start, World } from './testing/world.ts';

const changed: Command = { type: 'rules.changed' };
const MINUTE = 60_000;

/** Somebody who asked for a person. */
function asked(configure: Partial<EffectiveConfigure> = {}, desks = desksOf([free(ana), free(ben)])): World {
  const world = new World({ desks }, configure);
  world.says('hi');
  world.do(headset);
  return world;
}

function change(world: World, configure: Partial<EffectiveConfigure>): World {
  return world.set({ configure: { ...world.facts.configure, ...configure } });
}

describe('who rings', () => {
  test('has the longer time to be accepted, counted from when it began to ring', () => {
    const world = change(asked().wait(60), { acceptTimeoutSeconds: 300 });
    expect(world.do(changed)).toEqual(['set accept 240s']);
    expect(world.decide(changed).type, 'once').toBe('unchanged');
  });

  test('is not cut off by a shorter one: the time that runs is kept, and then the new fallback comes', () => {
    const world = change(asked().wait(60), { acceptTimeoutSeconds: 10, fallback: 'message', fallbackMessage: 'Later' });
    expect(world.decide(changed).type).toBe('unchanged');
    expect(world.fire('accept')).toContain('system: Later');
    expect(world.state.mode).toEqual({ kind: 'bot' });
  });

  test('rings on when work is over by the new hours', () => {
    const world = asked().set({ closed: { next: { opensAt: start + 90 * MINUTE, words: 'Mon 10:30–18:00' } } });
    expect(world.decide(changed).type).toBe('unchanged');
    expect(world.fire('accept')).toContain('system: Nearest manager working hours — Mon 10:30–18:00');
    expect(world.state.mode).toMatchObject({ phase: 'lead' });
  });
});

describe('who queues', () => {
  const queued = () => asked({ fallback: 'queue' }, nobody);

  test('rings as soon as it is work time for somebody who is there', () => {
    const world = queued().set({ closed: { next: null }, desks: desksOf([free(ana)]) });
    expect(world.decide(changed).type).toBe('unchanged');
    world.set({ closed: null });
    expect(world.do(changed)).toEqual(expect.arrayContaining(['ring 1 ana', 'set accept 120s']));
  });

  test('waits for the window that begins by the new hours, also while people are at work', () => {
    const world = queued().set({ nextOpening: start + 20 * MINUTE });
    expect(world.do(changed)).toEqual(['set queue_opens 1200s']);
    world.set({ nextOpening: null });
    expect(world.do(changed)).toEqual(['cancel queue_opens']);
  });

  test('keeps the place where the fallback is no queue any more, and gets the new one when the half hour is over', () => {
    const world = change(queued(), { fallback: 'message', fallbackMessage: 'Later' });
    expect(world.decide(changed).type).toBe('unchanged');
    expect(world.fire('queue')).toEqual(expect.arrayContaining(['line no_one_available', 'system: Later']));
    expect(world.state.mode).toEqual({ kind: 'bot' });
  });
});

describe('whom somebody answers', () => {
  const answered = () => {
    const world = asked();
    world.do(accept(ana));
    return world;
  };

  test('has the longer time for a reply, and the owner is warned later', () => {
    const world = change(answered().wait(100), { replyTimeoutSeconds: 600 });
    expect(world.do(changed)).toEqual(['set reply 500s', 'set reply_warning 440s']);
    expect(world.decide(changed).type).toBe('unchanged');
  });

  test('no warning where the customer is the one who is silent', () => {
    const world = answered();
    world.do(reply(ana));
    expect(change(world, { replyTimeoutSeconds: 600 }).do(changed)).toEqual(['set reply 600s']);
  });

  test('is not cut off by a shorter one', () => {
    expect(change(answered(), { replyTimeoutSeconds: 5 }).decide(changed).type).toBe('unchanged');
  });

  test('has none where no reply timeout runs', () => {
    const world = new World({ replyTimeout: false });
    world.says('hi');
    world.do(headset);
    world.do(accept(ana));
    expect(change(world, { replyTimeoutSeconds: 900 }).decide(changed).type).toBe('unchanged');
  });
});
