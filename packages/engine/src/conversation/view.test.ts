import { describe, expect, test } from 'vitest';
import { accept, end, handBack, headset, reply, resolve, takeOver } from './testing/commands.ts';
import { ana, World } from './testing/world.ts';
import { displayStatus, isOpen, ownerOf, waitingSince } from './view.ts';

function booked(): World {
  const world = new World({}, { preHandoffForm: 'topic' });
  world.says('hi');
  world.says('Nora');
  return world;
}

describe('what lists show', () => {
  test('who answers, and the business result, which a take-over hides nowhere', () => {
    expect(displayStatus(new World().state)).toEqual({ mode: 'Bot', submission: null });
    const world = booked();
    expect(displayStatus(world.state)).toEqual({ mode: 'Bot', submission: 'needs_review' });
    world.do(headset);
    expect(displayStatus(world.state)).toEqual({ mode: 'Waiting for a person', submission: 'needs_review' });
    world.do(takeOver(ana));
    expect(displayStatus(world.state)).toEqual({ mode: 'With a person', submission: 'needs_review' });
    expect(ownerOf(world.state)).toEqual({ id: 'ana', name: 'Ana' });
    world.do(handBack(ana));
    expect(displayStatus(world.state)).toEqual({ mode: 'Bot', submission: 'needs_review' });
    expect(ownerOf(world.state)).toBeNull();
    world.do(takeOver(ana));
    world.do(resolve(ana));
    expect([displayStatus(world.state).mode, isOpen(world.state)]).toEqual(['Resolved', true]);
    world.do(end(ana));
    expect([displayStatus(world.state).mode, isOpen(world.state)]).toEqual(['Ended', false]);
  });

  test('what needs review comes before what is newer', () => {
    const world = booked();
    world.do(takeOver(ana));
    world.do(resolve(ana));
    world.says('hi');
    world.set({ handoffEnabled: false });
    world.says('Omar');
    expect(world.state.submissions.map(({ status }) => status)).toEqual(['needs_review', 'needs_review']);
    world.do({ type: 'staff.decide', actor: ana, submission: 2, decision: 'declined', message: '' });
    expect(displayStatus(world.state).submission).toBe('needs_review');
    world.do({ type: 'staff.decide', actor: ana, submission: 1, decision: 'approved', message: '' });
    expect(displayStatus(world.state).submission).toBe('declined');
  });
});

test('the wait counts from the request, then from the first message that nobody has answered', () => {
  const world = booked();
  expect(waitingSince(world.state)).toBeNull();
  world.wait(60).do(headset);
  expect(waitingSince(world.state), 'filling in a form is no waiting').toBeNull();
  const asked = world.facts.at;
  world.wait(10).says('Billing');
  world.wait(10).says('555');
  expect(waitingSince(world.state)).toBe(asked);
  world.wait(30).do(accept(ana));
  expect(waitingSince(world.state), 'until somebody says something').toBe(asked);
  world.wait(10).do(reply(ana));
  expect(waitingSince(world.state)).toBeNull();
  world.wait(10).says('One');
  const first = world.facts.at;
  world.wait(10).says('Two');
  expect(waitingSince(world.state)).toBe(first);
  world.wait(10).do({ type: 'owner.unavailable' });
  expect(waitingSince(world.state)).toBe(world.facts.at);
});
