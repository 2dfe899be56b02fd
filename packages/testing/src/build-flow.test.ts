import { newRun, transition, validateFlow } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeExecutors } from '@baton/nodes/executors';
import { describe, expect, it } from 'vitest';
import { buildFlow } from './build-flow.ts';
import { greetingFlow, handoffFlow, loopingFlow } from './sample-documents.ts';

describe('buildFlow', () => {
  it('connects each node to the one before, with its type’s fresh data', () => {
    const { nodes, edges } = buildFlow().step('name', 'question', { text: 'Name?' }).step('bye', 'end').document();
    expect(nodes.map(({ id, data }) => [id, data])).toEqual([
      ['start', {}],
      ['name', { text: 'Name?', answerType: 'text', errorText: '', keepAs: null, attempts: null }],
      ['bye', { text: '' }],
    ]);
    expect(edges).toEqual([
      { from: 'start', exit: 'next', to: 'name' },
      { from: 'name', exit: 'next', to: 'bye' },
    ]);
  });

  it('leaves the flow it goes on from as it was', () => {
    const common = buildFlow().step('a', 'message', { text: 'A' });
    common.step('b', 'message', { text: 'B' });
    expect(common.document().nodes).toHaveLength(2);
  });

  it('configures and compiles', () => {
    const flow = buildFlow().configure({ botResumes: 'Back' }).configure({ review: false });
    expect(flow.document().configure).toMatchObject({ botResumes: 'Back', review: false, headset: true });
    expect(flow.compile('v2')).toMatchObject({ versionId: 'v2', startId: 'start' });
  });
});

describe('the sample documents', () => {
  it.each([
    ['greetingFlow', greetingFlow(), []],
    ['handoffFlow', handoffFlow(), []],
    ['loopingFlow', loopingFlow(), ['endless_loop']],
  ])('%s has just the problems it is meant to have', (_name, document, codes) => {
    expect(validateFlow(document, nodeDefinitions).map((problem) => problem.code)).toEqual(codes);
  });

  it('the looping one is stopped', () => {
    const flow = buildFlow().step('a', 'message', { text: 'A' }).connect('a', 'next', 'a').compile();
    const { effects } = transition(flow, nodeExecutors, newRun('version-1'), { type: 'run.started' });
    expect(effects.at(-1)).toMatchObject({ type: 'run.failed', code: 'loop', nodes: ['a'] });
  });
});
