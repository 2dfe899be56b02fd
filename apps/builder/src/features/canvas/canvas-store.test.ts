import { configureSchema, type FlowDocument, type FlowNode } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { describe, expect, it } from 'vitest';
import { createEditorStore } from '../../editor/editor-store.ts';
import { createCanvasStore } from './canvas-store.ts';

const document: FlowDocument = {
  schemaVersion: 1,
  nodes: ['start', 'message', 'message', 'end'].map(
    (type, index): FlowNode => ({
      id: `${type}-${index}`,
      type,
      position: { x: index * 300, y: 0 },
      data: type === 'message' ? { text: 'Hi' } : {},
    }),
  ),
  edges: [
    { from: 'start-0', exit: 'next', to: 'message-1' },
    { from: 'message-1', exit: 'next', to: 'message-2' },
    { from: 'message-1', exit: 'next', to: 'end-3' },
    { from: 'gone', exit: 'next', to: 'end-3' },
  ],
  configure: configureSchema.parse({}),
};

function newCanvas() {
  const editor = createEditorStore({ document, types: nodeDefinitions });
  const { store } = createCanvasStore(editor, nodeDefinitions);
  return { editor: () => editor.getState(), canvas: () => store.getState() };
}

describe('what the canvas draws', () => {
  it('is one edge for an exit, between nodes that exist', () => {
    expect(
      newCanvas()
        .canvas()
        .edges.map(({ id }) => id),
    ).toEqual(['start-0/next', 'message-1/next']);
  });

  it('keeps the objects of everything that an edit does not touch', () => {
    const { editor, canvas } = newCanvas();
    const before = canvas().nodes;
    editor().apply({ kind: 'set_data', nodeId: 'message-1', data: { text: 'Hello' } });
    editor().apply({ kind: 'move', positions: new Map([['message-1', { x: 1, y: 1 }]]) });
    editor().select({ nodes: ['message-1'] });
    const changed = canvas().nodes.filter((node, index) => node !== before[index]);
    expect(changed.map(({ id }) => id)).toEqual(['message-1']);
    expect(canvas().edges).toHaveLength(2);
  });

  it('moves a dragged node without an edit, and keeps it there when others change', () => {
    const { editor, canvas } = newCanvas();
    const past = editor().past;
    canvas().change([{ id: 'end-3', type: 'position', position: { x: 7, y: 7 }, dragging: true }]);
    editor().apply({ kind: 'set_data', nodeId: 'message-1', data: { text: 'Hello' } });
    expect(canvas().nodes.at(-1)?.position).toEqual({ x: 7, y: 7 });
    expect(editor().past).toHaveLength(past.length + 1);
  });

  it('takes a node back to where it was when a move is undone', () => {
    const { editor, canvas } = newCanvas();
    canvas().change([{ id: 'end-3', type: 'position', position: { x: 7, y: 7 }, dragging: false }]);
    editor().apply({ kind: 'move', positions: new Map([['end-3', { x: 7, y: 7 }]]) });
    editor().undo();
    expect(canvas().nodes.at(-1)?.position).toEqual({ x: 900, y: 0 });
  });
});
