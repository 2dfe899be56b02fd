import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFlow } from './compile.ts';
import type { FlowDocument } from './document.ts';
import { type FlowEffect, type FlowEvent, newRun, type RunState, runStateSchema } from './run.ts';
import { definitions, executors, flowOf } from './testing/toy-nodes.ts';
import { transition } from './transition.ts';

const started: FlowEvent = { type: 'run.started' };
const again: FlowEvent = { type: 'run.asked_again' };
const resolved: FlowEvent = { type: 'handoff.ended', outcome: 'resolved' };
const says = (text: string): FlowEvent => ({ type: 'customer.message', content: { kind: 'text', text } });

/** Plays events in order, state and events through JSON each time as between two processes. */
function play(document: FlowDocument, ...events: FlowEvent[]) {
  const flow = compileFlow('v1', document, definitions);
  let state: RunState = newRun('v1');
  let effects: FlowEffect[] = [];
  for (const event of events) {
    const before = JSON.stringify(state);
    const moved = transition(flow, executors, state, JSON.parse(JSON.stringify(event)));
    expect(JSON.stringify(state), 'the state given is left alone').toBe(before);
    state = runStateSchema.parse(JSON.parse(JSON.stringify(moved.state)));
    effects = JSON.parse(JSON.stringify(moved.effects));
    expect(effects).toEqual(moved.effects);
  }
  return { state, effects };
}

/** Effects in a word each. */
const brief = (effects: FlowEffect[]) =>
  effects.map((effect) => {
    if (effect.type === 'say')
      return `${effect.nodeId} says ${effect.content.kind === 'text' ? effect.content.text : '…'}`;
    if (effect.type === 'answered') return `${effect.nodeId} answered`;
    return effect.type === 'node' ? `${effect.nodeId} ${effect.effect.type}` : effect.type;
  });

const booking = flowOf(
  'hello: say Hello',
  'name: ask Your name?',
  'thanks: say Thank you, <<name>>',
  'bye: end Bye',
  'sorry: end Sorry',
  'start -> hello',
  'hello -> name',
  'name -> thanks',
  'name.failed -> sorry',
  'thanks -> bye',
);

const help = flowOf('person: handoff Help', 'bye: end Bye', 'start -> person', 'person.resolved -> bye');

describe('transition', () => {
  it.each<[string, FlowDocument, FlowEvent[], string[], Partial<RunState>]>([
    [
      'starts and rests at the first question',
      booking,
      [started],
      ['hello says Hello', 'name says Your name?'],
      {
        cursor: { nodeId: 'name', state: { tries: 0 } },
        finished: false,
      },
    ],
    [
      'goes on with an answer, to the end',
      booking,
      [started, says('Ada')],
      ['name answered', 'thanks says Thank you, Ada', 'bye says Bye', 'run.finished'],
      { cursor: null, finished: true, answers: { name: { kind: 'value', value: 'Ada' } } },
    ],
    [
      'asks again and keeps what the node remembers',
      booking,
      [started, says('wrong')],
      ['name says Again'],
      {
        cursor: { nodeId: 'name', state: { tries: 1 } },
      },
    ],
    [
      'leaves by another exit',
      booking,
      [started, says('wrong'), says('wrong'), says('wrong')],
      ['sorry says Sorry', 'run.finished'],
      { finished: true, answers: {} },
    ],
    [
      'never fills in what an answer contains',
      booking,
      [started, says('<<name>> {{name}} $&')],
      ['name answered', 'thanks says Thank you, <<name>> {{name}} $&', 'bye says Bye', 'run.finished'],
      {},
    ],
    [
      'asks the open question anew after a hand-back',
      booking,
      [started, says('wrong'), again],
      ['name says Your name?'],
      {
        cursor: { nodeId: 'name', state: { tries: 0 } },
      },
    ],
    [
      'leaves a question alone when a handoff ends',
      booking,
      [started, resolved],
      [],
      {
        cursor: { nodeId: 'name', state: { tries: 0 } },
      },
    ],
    [
      'ignores everything before the start',
      booking,
      [says('Hi'), again, resolved],
      [],
      { cursor: null, finished: false },
    ],
    ['ignores a second start', booking, [started, started], [], { cursor: { nodeId: 'name', state: { tries: 0 } } }],
    [
      'ignores everything after the end',
      booking,
      [started, says('Ada'), says('More'), started, again, resolved],
      [],
      { finished: true },
    ],
    [
      'asks for a person and waits',
      help,
      [started],
      ['person says One moment', 'person handoff.request'],
      {
        cursor: { nodeId: 'person', state: null },
      },
    ],
    [
      'keeps waiting for the person',
      help,
      [started, says('Hello?')],
      [],
      { cursor: { nodeId: 'person', state: null } },
    ],
    [
      'leaves the handoff by its outcome',
      help,
      [started, resolved],
      ['bye says Bye', 'run.finished'],
      { finished: true },
    ],
    [
      'ends where an outcome leads nowhere',
      help,
      [started, { type: 'handoff.ended', outcome: 'outside_hours' }],
      ['run.finished'],
      {
        finished: true,
      },
    ],
    ['says nothing where a text is blank', flowOf('a: say <<name>> ', 'start -> a'), [started], ['run.finished'], {}],
    ['ends where no exit leads on', flowOf(), [started], ['run.finished'], { finished: true }],
  ])('%s', (_name, document, events, effects, state) => {
    const moved = play(document, ...events);
    expect(brief(moved.effects)).toEqual(effects);
    expect(moved.state).toMatchObject(state);
  });

  describe('a loop that waits for nobody', () => {
    it.each<[string, FlowDocument, string[]]>([
      ['of two', flowOf('a: say A', 'b: say B', 'start -> a', 'a -> b', 'b -> a'), ['a', 'b']],
      ['of one', flowOf('a: say A', 'start -> a', 'a -> a'), ['a']],
      ['through a branch', flowOf('a: branch no', 'b: say B', 'start -> a', 'a.no -> b', 'b -> a'), ['a', 'b']],
      [
        'that sets the same value each time',
        flowOf('a: set x', 'b: say B', 'start -> a', 'a -> b', 'b -> a'),
        ['a', 'b'],
      ],
      ['that keeps changing an answer', flowOf('a: set x<<a>>', 'start -> a', 'a -> a'), ['a']],
      ['behind a question', flowOf('q: ask Q', 'a: say A', 'start -> q', 'q -> a', 'a -> a'), ['a']],
    ])('is stopped with the names of its nodes: %s', (_name, document, nodes) => {
      const { state, effects } = play(document, started, says('x'));
      const failed = (effects.length > 0 ? effects : play(document, started).effects).at(-1);
      expect(failed).toMatchObject({ type: 'run.failed', code: 'loop', message: expect.stringContaining('“a”') });
      expect(failed?.type === 'run.failed' && failed.nodes.toSorted()).toEqual(nodes);
      expect(state).toMatchObject({ cursor: null, finished: true });
      expect(effects.length).toBeLessThan(40);
    });

    it('is no loop when it comes round with a new answer, and then goes another way', () => {
      const document = flowOf(
        'mark: set <<mark>>x',
        'fork: branch <<mark|no>>',
        'is-it: set <<enough>>',
        'bye: end Done <<mark>>',
        'start -> mark',
        'mark -> is-it',
        'is-it -> fork',
        'fork.no -> bye',
      );
      expect(brief(play(document, started).effects)).toContain('bye says Done x');
    });

    it('may come back to a question as often as the customer likes', () => {
      const document = flowOf('q: ask Q', 'a: say A', 'start -> q', 'q -> a', 'a -> q');
      const answers = Array.from({ length: 30 }, () => says('same'));
      expect(brief(play(document, started, ...answers).effects)).toEqual(['q answered', 'a says A', 'q says Q']);
    });

    it('does not stop a long way without any loop', () => {
      const lines = Array.from({ length: 1500 }, (_, i) => [`n${i}: say ${i}`, `n${i} -> n${i + 1}`]).flat();
      const { effects } = play(flowOf(...lines, 'n1500: end Bye', 'start -> n0'), started);
      expect(effects.at(-1)).toEqual({ type: 'run.finished' });
      expect(effects).toHaveLength(1502);
    });
  });

  describe('a node that can not be carried out', () => {
    it.each<[string, FlowDocument, string[], string]>([
      ['of an unknown type', flowOf('a: teleport', 'start -> a'), ['a'], 'teleport'],
      ['with an inherited name for a type', flowOf('a: constructor', 'start -> a'), ['a'], 'constructor'],
      ['that is gone', { ...flowOf(), edges: [{ from: 'start', exit: 'next', to: 'gone' }] }, ['gone'], 'gone'],
      ['with broken data', broken(), ['a'], 'text'],
      ['whose executor fails', flowOf('a: crash', 'start -> a'), ['a'], 'out of paper'],
      ['whose type has no executor', flowOf('a: form', 'start -> a'), ['a'], 'form'],
      ['because there is no start', { ...flowOf(), nodes: [] }, [''], 'no start'],
    ])('fails the run: %s', (_name, document, nodes, words) => {
      const { state, effects } = play(document, started);
      expect(effects).toEqual([
        { type: 'run.failed', code: 'broken_node', nodes, message: expect.stringContaining(words) },
      ]);
      expect(state).toMatchObject({ cursor: null, finished: true });
    });

    it('fails the run when the node it rests at is gone', () => {
      const flow = compileFlow('v1', booking, definitions);
      const state: RunState = { ...newRun('v1'), cursor: { nodeId: 'gone', state: null } };
      expect(transition(flow, executors, state, says('x')).effects).toMatchObject([
        { code: 'broken_node', nodes: ['gone'] },
      ]);
    });
  });

  it('looks only at the nodes it passes, however large the flow', () => {
    const lines = Array.from({ length: 900 }, (_, i) => `far-${i}: ask Far away`);
    const flow = compileFlow('v1', flowOf('a: say A', 'q: ask Q', 'start -> a', 'a -> q', ...lines), definitions);
    const nodes = new WatchedMap(flow.nodes);
    transition({ ...flow, nodes }, executors, newRun('v1'), started);
    expect(nodes.asked).toEqual(['start', 'a', 'q']);
  });

  it('does the same for the same state and event, and only JSON comes out', () => {
    const event = fc.oneof(
      fc.constantFrom(started, again, resolved),
      fc.string({ minLength: 1 }).map(says),
      fc.constantFrom('wrong', '<<name>>').map(says),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const first = play(booking, started, ...events);
        expect(play(booking, started, ...events)).toEqual(first);
      }),
    );
  });
});

/** Notes what it was asked for, and can't be walked through. */
class WatchedMap<Value> extends Map<string, Value> {
  readonly asked: string[] = [];

  override get(key: string): Value | undefined {
    this.asked?.push(key);
    return super.get(key);
  }

  override forEach(): never {
    throw new Error('Walked through all nodes');
  }

  override keys = this.forEach;
  override values = this.forEach;
  override entries = this.forEach;
}

function broken(): FlowDocument {
  const document = flowOf('a: say x', 'start -> a');
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.id === 'a' ? { ...node, data: { text: 7 } } : node)),
  };
}
