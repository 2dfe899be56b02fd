import { describe, expect, it } from 'vitest';
import { readFlowDocument } from './import.ts';
import { definitions, flowOf } from './testing/toy-nodes.ts';

const node = { id: 'a', type: 'say', position: { x: 0, y: 0 }, data: { text: 'A' } };
const flow = { schemaVersion: 1, nodes: [node], edges: [], configure: {} };

describe('readFlowDocument', () => {
  it('reads what it wrote', () => {
    const document = flowOf('a: say A', 'start -> a');
    expect(readFlowDocument(JSON.parse(JSON.stringify(document)), definitions)).toEqual({ ok: true, document });
  });

  it('fills in what Configure does not say', () => {
    expect(readFlowDocument(flow, definitions)).toMatchObject({
      ok: true,
      document: { configure: { connectedTo: 'Connected to <<operator>>', review: true } },
    });
  });

  it('drops what it does not know', () => {
    const read = readFlowDocument({ ...flow, evil: true, nodes: [{ ...node, evil: true }] });
    expect(JSON.stringify(read)).not.toContain('evil');
  });

  it('takes an unfinished flow: that is for validation', () => {
    expect(readFlowDocument({ ...flow, nodes: [] }, definitions)).toMatchObject({ ok: true });
  });

  it.each<[string, unknown, string | RegExp]>([
    ['nothing', undefined, /^This is not a flow/],
    ['text', 'flow', /^This is not a flow/],
    ['a list', [flow], /^This is not a flow/],
    ['another program’s file', { version: '6', groups: [] }, /^This is not a flow/],
    ['a flow of the future', { ...flow, schemaVersion: 2 }, /newer version of Baton.*Update Baton/],
    ['nodes that are no list', { ...flow, nodes: {} }, /^The flow can't be read at nodes: /],
    [
      'a node without a place',
      { ...flow, nodes: [{ ...node, position: { x: 'left', y: 0 } }] },
      /^The node “a” can't be read at position.x: /,
    ],
    ['a node without an id', { ...flow, nodes: [node, { ...node, id: 7 }] }, /^Node 2 can't be read at id: /],
    ['a node that is nothing', { ...flow, nodes: [null] }, /^Node 1 can't be read at its top level: /],
    [
      'an id that is no slug',
      { ...flow, nodes: [{ ...node, id: 'A b' }] },
      /^The node “A b” can't be read at id: .*lower-case/,
    ],
    [
      'a node type that does not exist',
      { ...flow, nodes: [{ ...node, type: 'teleport' }] },
      'The node “a” is of an unknown type, “teleport”.',
    ],
    ['an inherited name for a type', { ...flow, nodes: [{ ...node, type: 'constructor' }] }, /unknown type/],
    [
      'settings that the type can not read',
      { ...flow, nodes: [{ ...node, data: { text: 7 } }] },
      /^The node “a” can't be read at text: /,
    ],
    [
      'a connection without an end',
      { ...flow, edges: [{ from: 'a', exit: 'next' }] },
      /^The flow can't be read at edges.0.to: /,
    ],
  ])('refuses %s in a sentence', (_name, input, message) => {
    expect(readFlowDocument(input, definitions)).toEqual({
      ok: false,
      problems: [expect.stringMatching(message)],
    });
  });

  it('does not list hundreds of problems', () => {
    const read = readFlowDocument({ ...flow, nodes: Array.from({ length: 500 }, () => ({ ...node, id: 'A' })) });
    expect(!read.ok && read.problems).toHaveLength(21);
    expect(!read.ok && read.problems.at(-1)).toBe('And 480 more.');
  });
});
