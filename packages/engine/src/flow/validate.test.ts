import { describe, expect, it } from 'vitest';
import type { Configure, FlowDocument } from './document.ts';
import type { ChannelLimits } from './problem.ts';
import { definitions, flowOf } from './testing/toy-nodes.ts';
import { validateFlow } from './validate.ts';

/** Problems as `severity code node.exit`, enough to tell them apart. */
const brief = (document: FlowDocument, channels?: ChannelLimits[]) =>
  validateFlow(document, definitions, channels).map(({ severity, code, nodeId, exit, path }) =>
    [severity, code, [nodeId, exit].filter(Boolean).join('.') || path].join(' ').trim(),
  );

const configured = (document: FlowDocument, configure: Partial<Configure>): FlowDocument => ({
  ...document,
  configure: { ...document.configure, ...configure },
});

const sound = [
  'hello: say Hi',
  'name: ask Name?',
  'bye: end Bye <<name>>',
  'start -> hello',
  'hello -> name',
  'name -> bye',
];

const branches = ['fork: branch', 'q: ask', 's: say', 'fork.yes -> q', 'fork.no -> s', 'q -> e', 's -> e'];

describe('validateFlow', () => {
  it('has nothing to say about a sound flow', () => {
    expect(brief(flowOf(...sound))).toEqual([]);
  });

  it.each<[string, FlowDocument, string[]]>([
    ['no start', { ...flowOf(), nodes: [] }, ['error no_entry']],
    ['two starts', flowOf(...sound, 'other: start', 'other -> hello'), ['error several_entries other']],
    ['two nodes of one id', flowOf(...sound, 'hello: say Ho'), ['error duplicate_id hello']],
    ['an unknown type', flowOf('x: teleport', 'start -> x'), ['error unknown_type x']],
    ['data that its type refuses', withData('hello', { text: 5 }), ['error invalid_data hello']],
    ['what only the type can see', withData('hello', { text: 'bad' }), ['error node hello']],
    ['a connection to nowhere', flowOf('start -> gone'), ['error broken_edge start.next']],
    ['a connection from nowhere', flowOf(...sound, 'gone -> bye'), ['error broken_edge bye']],
    ['a connection between missing nodes', flowOf(...sound, 'gone -> away'), ['error broken_edge']],
    ['an exit that is not there', flowOf(...sound, 'hello.left -> bye'), ['error unknown_exit hello.left']],
    [
      'two connections of one exit',
      flowOf(...sound, 'hello -> bye'),
      ['error duplicate_edge hello.next', 'warning maybe_unanswered bye'],
    ],
    ['a way into the start', flowOf('q: ask Q', 'start -> q', 'q -> start'), ['error edge_into_entry q.next']],
    [
      'an exit that leads nowhere',
      flowOf('fork: branch', 'e: end', 'start -> fork', 'fork.yes -> e'),
      ['error dangling_exit fork.no'],
    ],
    ['a node without a way to it', flowOf(...sound, 'lost: say Hm'), ['warning unreachable lost']],
    [
      'a ring that waits for nobody',
      flowOf('a: say A', 'b: set B', 'start -> a', 'a -> b', 'b -> a'),
      ['warning endless_loop a'],
    ],
    ['a node that leads to itself', flowOf('a: say A', 'start -> a', 'a -> a'), ['warning endless_loop a']],
    ['a ring with a question in it', flowOf('a: say A', 'q: ask Q', 'start -> a', 'a -> q', 'q -> a'), []],
    [
      'a ring with a way out',
      flowOf('a: branch', 'b: say B', 'e: end', 'start -> a', 'a.yes -> b', 'b -> a', 'a.no -> e'),
      [],
    ],
    ['an optional exit that leads nowhere', flowOf('q: ask Q', 'e: end', 'start -> q', 'q -> e'), []],
  ])('finds %s', (_name, document, problems) => {
    expect(brief(document)).toEqual(problems);
  });

  it.each<[string, string[], string[]]>([
    ['an unknown node', ['a: end <<nobody>>'], ['error unknown_reference a']],
    ['a node that asks nothing', ['a: end <<start>>'], ['error unknown_reference a']],
    ['an unknown field', ['f: form', 'a: end <<f.age>>', 'f -> a'], ['error unknown_reference a']],
    ['a field of a plain answer', ['q: ask', 'a: end <<q.x>>', 'q -> a'], ['error unknown_reference a']],
    ['a whole form', ['f: form', 'a: end <<f>> <<f.topic>>', 'f -> a'], []],
    ['a field that may stay empty', ['f: form', 'a: end <<f.phone>>', 'f -> a'], ['warning maybe_unanswered a']],
    ['itself', ['a: ask <<a>>', 'e: end', 'a -> e'], ['warning maybe_unanswered a']],
    ['a later answer', ['a: ask <<b>>', 'b: ask', 'e: end', 'a -> b', 'b -> e'], ['warning maybe_unanswered a']],
    ['a later answer, with a fallback', ['a: ask <<b|x>>', 'b: ask', 'e: end', 'a -> b', 'b -> e'], []],
    ['an answer of only one branch', [...branches, 'e: end <<q>>'], ['warning maybe_unanswered e']],
    ['answers of both branches in common', ['first: ask', 'first -> fork', ...branches, 'e: end <<first>>'], []],
    [
      'an answer that an exit leaves without',
      ['q: ask', 'e: end <<q>>', 'f: end <<q>>', 'q -> e', 'q.failed -> f'],
      ['warning maybe_unanswered f'],
    ],
    [
      'what came before a loop, from inside it',
      ['q: ask', 'a: ask <<q>>', 'b: branch', 'e: end', 'q -> a', 'a -> b', 'b.yes -> a', 'b.no -> e'],
      [],
    ],
    [
      'what comes in the loop, before it',
      ['a: ask <<b>>', 'b: ask', 'a -> b', 'b -> a'],
      ['warning maybe_unanswered a'],
    ],
    ['twice the same', ['a: end <<nobody>> <<nobody>>'], ['error unknown_reference a']],
    ['a misspelt reference', ['a: end <<First Name>>'], ['warning malformed_reference a']],
  ])('checks a reference to %s', (_name, lines, problems) => {
    const first = /^[\w-]+/.exec(lines[0] ?? '')?.[0];
    expect(brief(flowOf(...lines, `start -> ${first}`))).toEqual(problems);
  });

  it('checks the texts of Configure, where no answer is certain', () => {
    const texts = {
      humanTakesOver: '<<name>>',
      botResumes: 'Hi <<name|there>>',
      sessionEnded: '<<nobody>>',
      connectedTo: 'Connected to <<operator>>',
      fallbackMessage: '<<operator|x>>',
    };
    expect(brief(configured(flowOf(...sound), texts))).toEqual([
      'error unknown_reference configure.sessionEnded',
      'error unknown_reference configure.fallbackMessage',
      'warning maybe_unanswered configure.humanTakesOver',
    ]);
  });

  it.each<[string, string[]]>([
    // Asked on its own at any time: neither unreachable, nor certain of any answer.
    ['form', ['warning maybe_unanswered form']],
    ['name', ['error pre_handoff_form configure.preHandoffForm', 'warning unreachable form']],
    ['gone', ['error pre_handoff_form configure.preHandoffForm', 'warning unreachable form']],
  ])('checks the pre-handoff form “%s”', (preHandoffForm, problems) => {
    expect(brief(configured(flowOf(...sound, 'form: form About <<name>>'), { preHandoffForm }))).toEqual(problems);
  });

  it('checks where returning customers begin', () => {
    const again = ['again: say Back', 'again -> bye'];
    const flow = flowOf(...sound, ...again);
    expect(brief(flow)).toEqual(['warning unreachable again']);
    // Reached on its own: from there the name is unanswered.
    expect(brief(configured(flow, { reentryNode: 'again' }))).toEqual(['warning maybe_unanswered bye']);
    expect(brief(configured(flowOf(...sound), { reentryNode: 'gone' }))).toEqual([
      'error reentry_node configure.reentryNode',
    ]);
  });

  it('checks what a channel can show', () => {
    const document = flowOf(
      'fork: branch <<name|x>> 12345678',
      'name: ask',
      'e: end',
      'start -> name',
      'name -> fork',
      'fork.yes -> e',
      'fork.no -> e',
    );
    const limits = { name: 'WhatsApp', buttons: 1, textLength: 8 };
    expect(brief(document, [limits])).toEqual(['warning text_too_long fork', 'warning too_many_options fork']);
    expect(brief(document, [{ ...limits, buttons: 0, textLength: 9 }])).toEqual([]);
  });

  it('says what to do, in a sentence', () => {
    const document = flowOf(
      'x: teleport',
      'fork: branch <<q>>',
      'q: ask',
      'start -> fork',
      'fork.yes -> q',
      'fork.no -> x',
    );
    for (const { message } of validateFlow(document, definitions)) expect(message).toMatch(/^[A-Z][^.]+: [^:]+\.$/);
  });

  it('is fast for a flow made to be slow: every question leads back to the one before', () => {
    const lines = Array.from({ length: 1990 }, (_, i) => [
      `n${i}: ask <<n${i}>>`,
      `n${i} -> n${i + 1}`,
      `n${i}.failed -> n${Math.max(0, i - 1)}`,
    ]).flat();
    const document = flowOf(...lines, 'n1990: end', 'start -> n0');
    const start = performance.now();
    expect(validateFlow(document, definitions)).toHaveLength(1990);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('is fast enough for a thousand nodes at every keystroke', () => {
    const lines = Array.from({ length: 500 }, (_, i) => [
      `q${i}: ask Question ${i}, after <<q${Math.max(0, i - 1)}|nothing>>`,
      `b${i}: branch <<q${i}>>`,
      `q${i} -> b${i}`,
      `b${i}.yes -> q${i + 1}`,
      `b${i}.no -> q${Math.floor(i / 2)}`,
    ]).flat();
    const document = flowOf(...lines, 'q500: end <<q7>>', 'start -> q0');
    expect(validateFlow(document, definitions)).toEqual([]);
    const start = performance.now();
    const moved = { ...document, nodes: document.nodes.map((node) => ({ ...node, position: { x: 1, y: 1 } })) };
    validateFlow(moved, definitions);
    // A few milliseconds on an idle machine; this only tells what grows with the square.
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

function withData(id: string, data: FlowDocument['nodes'][number]['data']): FlowDocument {
  const document = flowOf(...sound);
  return { ...document, nodes: document.nodes.map((node) => (node.id === id ? { ...node, data } : node)) };
}
