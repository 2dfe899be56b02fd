import { nodeDefinitions } from '@baton/nodes/definitions';
import { useEffect, useRef } from 'react';
import { copyNodes, pasteNodes } from '../../editor/clipboard.ts';
import { useEditorStore } from '../../editor/editor-context.tsx';
import type { EditorStore } from '../../editor/editor-store.ts';

interface Shortcuts {
  readOnly: boolean;
  openSearch: () => void;
}

/** The keyboard of the canvas: undo, redo, copy, cut, paste, duplicate, select all, search. Text fields keep theirs. */
export function useShortcuts(options: Shortcuts): void {
  const store = useEditorStore();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const name = `${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`;
      if (name === 'f') latest.current.openSearch();
      else if (isWriting(event.target) || latest.current.readOnly || !runKey(name, store)) return;
      event.preventDefault();
    };
    const onClipboard = (event: ClipboardEvent) => {
      if (isWriting(event.target) || latest.current.readOnly || !runClipboard(event, store)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    for (const name of ['copy', 'cut', 'paste'] as const) document.addEventListener(name, onClipboard);
    return () => {
      window.removeEventListener('keydown', onKey);
      for (const name of ['copy', 'cut', 'paste'] as const) document.removeEventListener(name, onClipboard);
    };
  }, [store]);
}

function runKey(name: string, store: EditorStore): boolean {
  const { document, selection, undo, redo, select } = store.getState();
  if (name === 'z') undo();
  else if (name === 'shift+z' || name === 'y') redo();
  else if (name === 'a') select({ nodes: document.nodes.map((node) => node.id) });
  else if (name === 'd') paste(store, copyNodes(document, nodeDefinitions, selection.nodes) ?? '');
  else return false;
  return true;
}

function runClipboard(event: ClipboardEvent, store: EditorStore): boolean {
  if (event.type === 'paste') return paste(store, event.clipboardData?.getData('text/plain') ?? '');
  // Marked words on the page are what the person means to copy.
  if (!window.getSelection()?.isCollapsed) return false;
  const { document, selection, apply } = store.getState();
  const copied = copyNodes(document, nodeDefinitions, selection.nodes);
  if (copied === null) return false;
  event.clipboardData?.setData('text/plain', copied);
  if (event.type === 'cut') apply({ kind: 'remove', nodes: selection.nodes, edges: [] });
  return true;
}

function paste(store: EditorStore, text: string): boolean {
  const { document, apply } = store.getState();
  const pasted = pasteNodes(text, document, nodeDefinitions);
  if (!pasted) return false;
  apply({ kind: 'add', ...pasted }, { select: { nodes: pasted.nodes.map((node) => node.id) } });
  return true;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
