import { expect, test } from 'vitest';
import { accept, cancel, end, handBack, headset, reply, takeOver, transfer } from './testing/commands.ts';
import { ana, ben, World } from './testing/world.ts';

function rung(): World {
  const world = new World();
  world.says('hi');
  world.says('Nora');
  world.do(headset);
  return world;
}

const takenByAna = { type: 'refused', refusal: { code: 'taken_by', name: 'Ana' } };

test('1. two accepts at once: the second is told who', () => {
  const world = rung();
  world.do(accept(ana));
  expect(world.decide(accept(ben))).toEqual(takenByAna);
  expect(world.decide(accept(ana)).type, 'the winner again').toBe('unchanged');
});

test('1. two first replies at once: the second is told who, and nothing of it is written', () => {
  const world = rung();
  world.do(reply(ana, 'Hi'));
  expect(world.decide(reply(ben, 'Hello'))).toEqual(takenByAna);
});

test('2. a reply after the timeout becomes a take-over', () => {
  const world = rung();
  world.do(accept(ana));
  world.do(reply(ana));
  world.fire('reply');
  expect(world.said(reply(ana, 'One more thing'))).toEqual([
    'line taken_over Ana',
    'system: A person takes over, Nora',
    'system: Connected to Ana',
    'agent Ana: One more thing',
  ]);
});

test('2. a reply after the accept timeout becomes a take-over of the same request', () => {
  const world = rung();
  world.fire('accept');
  expect(world.do(reply(ana, 'Hi'))).toContain('request 1 headset active Ana');
});

test('2. a timeout after the reply is stale', () => {
  const world = rung();
  const timeout = world.fired('accept');
  world.wait(120).do(reply(ana));
  expect(world.decide(timeout).type).toBe('unchanged');
});

test('2. a reply into an ended conversation is refused', () => {
  const world = rung();
  world.do(end(ana));
  expect(world.decide(reply(ana))).toEqual({ type: 'refused', refusal: { code: 'ended' } });
});

test('3. the customer writes during a transfer, and while it rings: stored, and shown in the alert', () => {
  const world = rung();
  expect(world.says('Hello?')).toEqual(['customer: Hello?', 'alert 1: Hello?']);
  world.do(accept(ana));
  world.do(transfer(ana, ben));
  expect(world.says('Still there?')[0]).toBe('customer: Still there?');
  expect(world.state.mode).toMatchObject({ kind: 'human', owner: { id: 'ana' }, transfer: { to: { id: 'ben' } } });
});

test('4. hand back twice: one text, and the second is a success', () => {
  const world = rung();
  world.do(accept(ana));
  world.do(handBack(ana));
  expect(world.decide(handBack(ana)).type).toBe('unchanged');
  expect(world.decide(handBack(ben)).type).toBe('unchanged');
});

test('5. end while pending: a later accept is told', () => {
  const world = rung();
  world.do(end(ben));
  expect(world.decide(accept(ana))).toEqual({ type: 'refused', refusal: { code: 'ended' } });
  expect(world.decide({ type: 'operator.reject', actor: ana })).toEqual({
    type: 'refused',
    refusal: { code: 'ended' },
  });
});

test('6. the customer cancels as somebody accepts: whichever comes first stands', () => {
  const accepted = rung();
  accepted.do(accept(ana));
  expect(accepted.decide(cancel).type).toBe('unchanged');
  const cancelled = rung();
  cancelled.do(cancel);
  expect(cancelled.do(accept(ana)), 'by row 5 that is a take-over').toContain('request 2 take_over active Ana');
});

test('7. what the flow has not sent when a person takes over is discarded, and only that', () => {
  const world = rung();
  const { epoch } = world.state;
  expect(world.do(takeOver(ana))[0]).toBe('discard flow');
  const later = world.transcript.filter((message) => message.epoch > epoch);
  expect(later.map(({ send }) => send)).toEqual(['system', 'system']);
});

test('8. what two people write is stored in one order', () => {
  const world = rung();
  world.do(reply(ana, 'Hi'));
  world.says('Hello');
  world.do(reply(ana, 'Tell me'));
  expect(world.transcript.map(({ seq }) => seq)).toEqual(world.transcript.map((_, index) => index + 1));
});
