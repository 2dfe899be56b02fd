import { configureSchema, type FlowDocument } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { describe, expect, it } from 'vitest';
import { copyNodes, pasteNodes } from './clipboard.ts';

const at = { x: 0, y: 0 };
const document: FlowDocument = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', type: 'start', position: at, data: {} },
    { id: 'name', type: 'question', position: at, data: { text: 'Who?' } },
    { id: 'hello', type: 'message', position: at, data: { text: 'Hello <<name>>, <<city>>' } },
  ],
  edges: [
    { from: 'start', exit: 'next', to: 'name' },
    { from: 'name', exit: 'next', to: 'hello' },
  ],
  configure: configureSchema.parse({}),
};
const empty: FlowDocument = { ...document, nodes: [], edges: [] };
const copied = copyNodes(document, nodeDefinitions, ['start', 'name', 'hello']) ?? '';

describe('copying and pasting nodes', () => {
  it('gives copies free ids, and references among them follow', () => {
    const pasted = pasteNodes(copied, document, nodeDefinitions);
    expect(pasted?.nodes.map(({ id }) => id)).toEqual(['name-2', 'hello-2']);
    expect(pasted?.nodes[1]?.data.text).toBe('Hello <<name-2>>, <<city>>');
    expect(pasted?.edges).toEqual([{ from: 'name-2', exit: 'next', to: 'hello-2' }]);
    expect(pasted?.nodes[0]?.position).not.toEqual(at);
  });

  it('keeps ids that are free in another flow', () => {
    expect(pasteNodes(copied, empty, nodeDefinitions)?.nodes.map(({ id }) => id)).toEqual(['name', 'hello']);
  });

  it('never copies the start', () => {
    expect(copyNodes(document, nodeDefinitions, ['start'])).toBeNull();
  });

  it.each([
    ['some words', 'Hello'],
    ['other JSON', '{"a":1}'],
    [
      'nodes of unknown types',
      JSON.stringify({ baton: 'nodes', nodes: [{ id: 'x', type: 'y', position: at, data: {} }], edges: [] }),
    ],
    ['broken nodes', '{"baton":"nodes","nodes":[{"id":"X"}],"edges":[]}'],
    ['half a copy', copied.slice(0, 40)],
  ])('ignores %s', (_what, text) => {
    expect(pasteNodes(text, document, nodeDefinitions)).toBeNull();
  });
});
