import { describe, expect, it } from 'vitest';
import { answerNode, askNode } from './ask-node.ts';
import { compileFlow } from './compile.ts';
import { definitions, executors, flowOf } from './testing/toy-nodes.ts';

const flow = compileFlow(
  'v1',
  flowOf('name: ask Your name, <<title|friend>>?', 'hello: say Hello', 'x: teleport'),
  definitions,
);
const answers = { title: { kind: 'value' as const, value: 'Doctor' } };
const answer = (state: { tries: number }, text: string) =>
  answerNode(flow, executors, 'name', answers, state, { kind: 'text', text });

describe('askNode', () => {
  it('asks one node with the answers so far', () => {
    expect(askNode(flow, executors, 'name', answers)).toEqual({
      say: [{ kind: 'text', text: 'Your name, Doctor?' }],
      state: { tries: 0 },
    });
  });

  it.each(['hello', 'x', 'gone'])('has nothing to ask with “%s”', (nodeId) => {
    expect(askNode(flow, executors, nodeId, answers)).toBeNull();
  });
});

describe('answerNode', () => {
  it('gives the accepted answer', () => {
    expect(answer({ tries: 0 }, 'Ada')).toEqual({ done: true, answer: { kind: 'value', value: 'Ada' }, effects: [] });
  });

  it('asks again', () => {
    expect(answer({ tries: 0 }, 'wrong')).toEqual({
      done: false,
      say: [{ kind: 'text', text: 'Again' }],
      state: { tries: 1 },
    });
  });

  it('is done with an empty answer when the node gives up, or is gone', () => {
    const empty = { done: true, answer: { kind: 'fields', fields: [] }, effects: [] };
    expect(answer({ tries: 2 }, 'wrong')).toEqual(empty);
    expect(answerNode(flow, executors, 'gone', {}, null, { kind: 'text', text: 'x' })).toEqual(empty);
  });
});
