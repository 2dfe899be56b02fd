import { describe, expect, test } from 'vitest';
import { end, headset, takeOver } from './testing/commands.ts';
import { planFlow } from './testing/flow.ts';
import { ana, World } from './testing/world.ts';

describe('a turn of the bot', () => {
  test('the first message begins a run, and answers no question', () => {
    const world = new World();
    expect(world.says('Nora')).toEqual(['customer: Nora', 'bot: Hello', 'bot: Your name?']);
    expect(world.state).toMatchObject({ runs: 1, seq: 3, run: { answers: {} } });
    expect(world.transcript.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('the message carries the id its sender gave it; the bot carries the epoch', () => {
    const world = new World();
    world.do({ type: 'customer.message', content: { kind: 'text', text: 'Hi' }, clientId: 'm1' });
    const [first, second] = world.transcript;
    expect(first).toMatchObject({ clientId: 'm1', send: null });
    expect(second).toMatchObject({ send: 'flow', epoch: 0, author: { kind: 'bot', nodeId: 'hello' } });
  });

  test('a finished run is followed by a fresh one, on the latest version', () => {
    const flow = planFlow('short', { name: { type: 'ask', text: 'Your name?' } });
    const world = new World({ flow, latest: flow });
    world.says('hi');
    world.says('Nora');
    world.set({ latest: planFlow('next', { hello: { type: 'ask', text: 'Welcome back' } }) });
    expect(world.says('hi')).toEqual(['submission 1 cancelled', 'customer: hi', 'bot: Welcome back']);
    expect(world.state).toMatchObject({ runs: 2, run: { flowVersionId: 'next' } });
  });

  test('what the flow learns about the contact is kept with them', () => {
    const flow = planFlow('intro', {
      name: { type: 'introduce', text: 'Your name?', to: 'bye' },
      bye: { type: 'say' },
    });
    const world = new World({ flow, latest: flow });
    world.says('hi');
    expect(world.says('Nora')).toContain('keep name Nora');
  });

  test('a flow that fails is stopped, staff see why, and may take over', () => {
    const flow = planFlow('bad', { name: { type: 'ask', to: 'oops' }, oops: { type: 'broken' } });
    const world = new World({ flow, latest: flow });
    world.says('hi');
    expect(world.says('Nora').at(-1)).toBe('line flow_failed (The node “oops” failed: it is broken)');
    expect(world.state.run?.finished).toBe(true);
    expect(world.decide(takeOver(ana)).type).toBe('changed');
  });
});

describe('the customer opens the chat', () => {
  test('the flow greets first, once, and then hears the answer', () => {
    const world = new World();
    expect(world.do({ type: 'customer.start' })).toEqual(['bot: Hello', 'bot: Your name?']);
    expect(world.decide({ type: 'customer.start' }).type).toBe('unchanged');
    expect(world.says('Nora')).toContain('bot: Your wish?');
  });

  test('nothing happens where somebody is asked for, or was there', () => {
    for (const command of [headset, takeOver(ana), end(ana)]) {
      const world = new World();
      world.do(command);
      expect(world.decide({ type: 'customer.start' }).type).toBe('unchanged');
    }
  });

  test('by name, while a question is open: it is asked again, and answered by what is said next', () => {
    const world = new World();
    world.do({ type: 'customer.start', again: true });
    expect(world.do({ type: 'customer.start', again: true })).toEqual(['bot: Your name?']);
    expect(world.state.run?.answers).toEqual({});
    expect(world.says('Nora')).toContain('bot: Your wish?');
  });

  test('by name, after the end of a run: the next one begins', () => {
    const flow = planFlow('short', { name: { type: 'ask', text: 'Your name?' } });
    const world = new World({ flow, latest: flow });
    world.says('hi');
    world.says('Nora');
    expect(world.do({ type: 'customer.start', again: true })).toContain('bot: Your name?');
    expect(world.state).toMatchObject({ runs: 2, run: { answers: {} } });
  });

  test('by name, while somebody is asked for or there: that is not the bot’s to answer', () => {
    for (const command of [headset, takeOver(ana), end(ana)]) {
      const world = new World();
      world.do(command);
      expect(world.decide({ type: 'customer.start', again: true }).type).toBe('unchanged');
    }
  });

  test('by name, in a form before waiting: what is open is asked again, what was answered stays', () => {
    const world = new World({}, { preHandoffForm: 'topic' });
    world.do({ type: 'customer.start' });
    world.do(headset);
    expect(world.state.mode).toMatchObject({ kind: 'pending', phase: 'form' });
    const asked = world.transcript.at(-1)?.content;
    world.do({ type: 'customer.start', again: true });
    expect(world.transcript.at(-1)?.content).toEqual(asked);
    expect(world.state.mode).toMatchObject({ kind: 'pending', phase: 'form' });
  });
});
