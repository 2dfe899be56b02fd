import { configureSchema, type FlowDocument } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from './edit.ts';
import { createEditorStore } from './editor-store.ts';

const ids = ['start', 'a', 'b', 'c', 'd'];

function newDocument(): FlowDocument {
  return {
    schemaVersion: 1,
    nodes: [
      { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
      { id: 'a', type: 'message', position: { x: 0, y: 0 }, data: { text: 'Hello <<b>>' } },
      { id: 'b', type: 'question', position: { x: 0, y: 0 }, data: { text: 'Who?' } },
    ],
    edges: [{ from: 'start', exit: 'next', to: 'a' }],
    configure: configureSchema.parse({}),
  };
}

function newStore(document = newDocument()) {
  let at = 0;
  const store = createEditorStore({ document, types: nodeDefinitions, now: () => at });
  return {
    store,
    state: () => store.getState(),
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
  };
}

const id = fc.constantFrom(...ids);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ from: id, to: id }).map(({ from, to }): Edit => ({ kind: 'connect', edge: { from, exit: 'next', to } })),
  fc.array(id).map((nodes): Edit => ({ kind: 'remove', nodes, edges: [] })),
  id.map((from): Edit => ({ kind: 'remove', nodes: [], edges: [{ from, exit: 'next' }] })),
  fc.tuple(id, fc.integer()).map(([node, x]): Edit => ({ kind: 'move', positions: new Map([[node, { x, y: 0 }]]) })),
  fc.tuple(id, fc.string()).map(([nodeId, text]): Edit => ({ kind: 'set_data', nodeId, data: { text } })),
  fc.string().map((text): Edit => ({ kind: 'configure', change: { botResumes: text } })),
  fc.constantFrom('c', 'd').map((node): Edit => {
    const added = { id: node, type: 'message', position: { x: 1, y: 1 }, data: { text: node } };
    return { kind: 'add', nodes: [added], edges: [{ from: 'a', exit: 'next', to: node }] };
  }),
);

describe('history', () => {
  it('undo after any sequence of edits returns to the start, redo to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEdit, fc.boolean(), fc.integer({ min: 0, max: 2000 }))), (edits) => {
        const { state, pass } = newStore();
        const start = structuredClone(state().document);
        for (const [edit, grouped, pause] of edits) {
          state().apply(edit, grouped ? { group: edit.kind } : {});
          pass(pause);
        }
        const end = structuredClone(state().document);
        for (const _ of edits) state().undo();
        expect(state().document).toEqual(start);
        for (const _ of edits) state().redo();
        expect(state().document).toEqual(end);
      }),
    );
  });

  it('undoes typing as one step, and begins another after a pause or a look elsewhere', () => {
    const { state, pass } = newStore();
    const type = (text: string) =>
      state().apply({ kind: 'set_data', nodeId: 'a', data: { text } }, { group: 'data a' });
    type('H');
    pass(100);
    type('Hi');
    pass(1500);
    type('Hi there');
    state().select({ nodes: ['b'] });
    type('Hi there!');
    const text = () => state().document.nodes.find((node) => node.id === 'a')?.data.text;
    state().undo();
    expect(text()).toBe('Hi there');
    state().undo();
    expect(text()).toBe('Hi');
    state().undo();
    expect(text()).toBe('Hello <<b>>');
  });

  it('forgets what was undone once something new is done', () => {
    const { state } = newStore();
    state().apply({ kind: 'configure', change: { botResumes: 'one' } });
    state().undo();
    state().apply({ kind: 'configure', change: { botResumes: 'two' } });
    state().redo();
    expect(state().document.configure.botResumes).toBe('two');
  });
});

describe('selection', () => {
  it('follows a rename, and loses what is removed', () => {
    const { state } = newStore();
    state().select({ nodes: ['a', 'b'] });
    state().apply({ kind: 'rename', from: 'a', to: 'hello' });
    expect(state().selection.nodes).toEqual(['hello', 'b']);
    state().apply({ kind: 'remove', nodes: ['b'], edges: [] });
    expect(state().selection.nodes).toEqual(['hello']);
    state().undo();
    state().undo();
    expect(state().selection.nodes).toEqual([]);
  });

  it('stays the same object when an edit does not touch it', () => {
    const { state } = newStore();
    state().select({ nodes: ['a'] });
    const { selection } = state();
    state().apply({ kind: 'set_data', nodeId: 'a', data: { text: 'x' } });
    expect(state().selection).toBe(selection);
  });
});
