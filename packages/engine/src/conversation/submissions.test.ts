import { describe, expect, test } from 'vitest';
import { accept, decideOn, end, endChat, handBack, headset, resolve, takeOver } from './testing/commands.ts';
import { planFlow } from './testing/flow.ts';
import { ana, max, World } from './testing/world.ts';

const collecting = planFlow('collecting', {
  source: { type: 'set', text: 'widget', to: 'name' },
  name: { type: 'ask', text: 'Your name?', to: 'wish' },
  wish: { type: 'ask', text: 'Your wish?', to: 'send' },
  send: { type: 'submit', text: '<<name>>: <<wish>>', to: 'more' },
  more: { type: 'ask', text: 'More?', to: 'again' },
  again: { type: 'submit', text: 'Again', to: 'end' },
  end: { type: 'ask', text: 'Bye?' },
});

function collect(...answers: string[]): World {
  const world = new World({ flow: collecting, latest: collecting });
  world.says('hi');
  for (const answer of answers) world.says(answer);
  return world;
}

function statusOf(world: World, number = 1): string | undefined {
  return world.state.submissions.find((submission) => submission.number === number)?.status;
}

describe('a submission', () => {
  test('is made at the first accepted answer, with what the flow set before it', () => {
    const world = collect();
    expect(world.state.submissions).toEqual([]);
    world.says('bad');
    expect(world.state.submissions).toEqual([]);
    expect(world.says('Nora')).toEqual(['submission 1 in_progress', 'customer: Nora', 'bot: Your wish?']);
    expect(world.state.submissions[0]?.answers).toEqual([
      { nodeId: 'source', answer: { kind: 'value', value: 'widget' } },
      { nodeId: 'name', answer: { kind: 'value', value: 'Nora' } },
    ]);
  });

  test('is submitted for review, as Configure says', () => {
    expect(collect('Nora').says('a cake')).toEqual([
      'submission 1 needs_review Nora: a cake',
      'customer: a cake',
      'line submitted (Nora: a cake)',
      'bot: More?',
    ]);
    const world = collect('Nora');
    world.set({ configure: { ...world.facts.configure, review: false } });
    world.says('a cake');
    expect(statusOf(world)).toBe('completed');
  });

  test("is submitted as done by the node's own setting", () => {
    const flow = planFlow('done', { name: { type: 'ask', to: 'send' }, send: { type: 'done', text: 'T' } });
    const world = new World({ flow, latest: flow });
    world.says('hi');
    world.says('Nora');
    expect(statusOf(world)).toBe('completed');
  });

  test('is made by a Submit node that nothing was answered before', () => {
    const flow = planFlow('at once', { send: { type: 'submit', text: 'Visit' } });
    const world = new World({ flow, latest: flow });
    expect(world.says('hi')).toContain('submission 1 needs_review Visit');
  });

  test('is cancelled by a fresh run, and by the end, while it is in progress', () => {
    const failing = planFlow('failing', { name: { type: 'ask', to: 'oops' }, oops: { type: 'broken' } });
    const world = new World({ flow: failing, latest: failing });
    world.says('hi');
    world.says('Nora');
    expect(world.state.run?.finished).toBe(true);
    expect(world.says('hi again')).toContain('submission 1 cancelled');
    expect(world.state).toMatchObject({ runs: 2, currentSubmission: null });
    expect(world.state.submissions[0]?.answers, 'dropped, since nothing can change it any more').toEqual([]);
    const other = collect('Nora');
    expect(other.do(endChat)).toContain('submission 1 cancelled');
  });

  test('stays in progress when the conversation is resolved, until it has gone stale', () => {
    const world = collect('Nora');
    world.do(takeOver(ana));
    world.do(resolve(ana));
    expect(statusOf(world)).toBe('in_progress');
    world.wait(73 * 3600);
    world.decide({ type: 'customer.message', content: { kind: 'text', text: 'hi' } });
    expect(statusOf(world)).toBe('cancelled');
  });

  test('in review stays so after a fresh run and after the end, with its answers', () => {
    const world = collect('Nora', 'a cake');
    world.do(end(ana));
    expect(statusOf(world)).toBe('needs_review');
    expect(world.state.submissions[0]?.answers).toHaveLength(3);
  });
});

describe('a take-over', () => {
  test.each([
    ['in progress', ['Nora'], 'in_progress'],
    ['in review', ['Nora', 'a cake'], 'needs_review'],
  ])('leaves a submission %s as it is, and so does handing back', (_name, answers, status) => {
    const world = collect(...answers);
    const before = world.state.submissions;
    world.do(headset);
    world.do(accept(ana));
    expect(world.state.submissions).toEqual(before);
    world.do({ type: 'owner.unavailable' });
    world.do(accept(ana));
    world.do(handBack(ana));
    expect(world.state.submissions).toEqual(before);
    expect(statusOf(world)).toBe(status);
  });
});

describe('approve and decline', () => {
  test('change no owner, and are kept', () => {
    const world = collect('Nora', 'a cake');
    world.do(takeOver(ana));
    const { mode, epoch } = world.state;
    expect(world.do(decideOn(max, 'declined', 'Sorry, <<name>>'))).toEqual([
      'submission 1 declined Nora: a cake',
      'line declined Max (Nora: a cake)',
      'system: Sorry, Nora',
      'audit Max declined Nora: a cake',
    ]);
    expect(world.state).toMatchObject({ mode, epoch });
    expect(world.state.submissions[0]?.decidedBy).toEqual({ id: 'max', name: 'Max' });
    world.do(handBack(ana));
    expect(statusOf(world)).toBe('declined');
  });

  test('twice the same is a success; the other way round, or of anything else, is not possible', () => {
    const world = collect('Nora', 'a cake');
    world.do(decideOn(ana, 'approved'));
    expect(world.decide(decideOn(ana, 'approved')).type).toBe('unchanged');
    const notPossible = { type: 'refused', refusal: { code: 'not_possible', mode: 'bot' } };
    expect(world.decide(decideOn(ana, 'declined'))).toEqual(notPossible);
    expect(world.decide(decideOn(ana, 'approved', '', 7))).toEqual(notPossible);
    expect(collect('Nora').decide(decideOn(ana, 'approved'))).toEqual(notPossible);
  });

  test('stand against a later Submit of the same run', () => {
    const world = collect('Nora', 'a cake');
    world.do(decideOn(ana, 'approved'));
    world.says('more');
    expect(statusOf(world)).toBe('approved');
    expect(world.state.submissions[0]?.answers.map(({ nodeId }) => nodeId)).toEqual(['source', 'name', 'wish', 'more']);
  });

  test('a message where the channel is closed is refused, and nothing decided', () => {
    const world = collect('Nora', 'a cake').set({ canWrite: false });
    expect(world.decide(decideOn(ana, 'approved', 'Fine'))).toEqual({
      type: 'refused',
      refusal: { code: 'outside_window' },
    });
    expect(world.do(decideOn(ana, 'approved'))).toContain('submission 1 approved Nora: a cake');
  });

  test('of an earlier run leave out answers that are not its own', () => {
    const world = collect('Nora', 'a cake');
    world.do(takeOver(ana));
    world.do({ type: 'operator.resolve', actor: ana, note: '' });
    world.says('hi');
    world.says('Omar');
    expect(world.do(decideOn(ana, 'approved', 'Fine, <<name|friend>>'))).toContain('system: Fine, friend');
  });
});
