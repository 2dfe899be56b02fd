import type { FlowDocument, NodeDefinitions, Problem } from '@baton/engine';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyEdit, type EdgeStart, type Edit } from './edit.ts';

export interface Selection {
  nodes: readonly string[];
  edges: readonly EdgeStart[];
}

/** A wish to look at something: the canvas centres the node, the inspector or Configure goes to the field. */
export interface FocusRequest {
  nodeId: string | null;
  path: string | null;
  exit: string | null;
  /** Whether the canvas moves: not for a node that was just put where the eye is. */
  centre: boolean;
}

export interface EditorState {
  document: FlowDocument;
  selection: Selection;
  past: readonly FlowDocument[];
  future: readonly FlowDocument[];
  /** As of the last validation, a moment behind the document. */
  problems: readonly Problem[];
  focus: FocusRequest | null;
  /** Does an edit. Edits of one `group` that follow each other closely are undone together: typing, nudging. */
  apply: (edit: Edit, options?: ApplyOptions) => void;
  undo: () => void;
  redo: () => void;
  select: (selection: Partial<Selection>) => void;
  requestFocus: (focus: Partial<FocusRequest>) => void;
  setProblems: (problems: readonly Problem[]) => void;
  /** Begins anew with another document: nothing before it can be undone. */
  reset: (document: FlowDocument) => void;
}

interface ApplyOptions {
  group?: string;
  /** What is selected afterwards. */
  select?: Partial<Selection>;
}

export type EditorStore = StoreApi<EditorState>;

interface EditorOptions {
  document: FlowDocument;
  types: NodeDefinitions;
  now?: () => number;
}

const MAX_STEPS = 200;
/** A pause as long as this ends a group: the next key begins another undo step. */
const GROUP_MS = 1000;
const nothing: Selection = { nodes: [], edges: [] };

/** The state of one open flow: its document with history, what is selected, what is wrong. */
export function createEditorStore({ document, types, now = Date.now }: EditorOptions): EditorStore {
  let group: string | null = null;
  let groupedAt = 0;

  return createStore<EditorState>()((set, get) => {
    const step = (to: FlowDocument, past: readonly FlowDocument[], future: readonly FlowDocument[]) => {
      group = null;
      set({ document: to, past, future, selection: existing(get().selection, to) });
    };

    return {
      document,
      selection: nothing,
      past: [],
      future: [],
      problems: [],
      focus: null,
      apply: (edit, options = {}) => {
        const before = get();
        const next = applyEdit(before.document, edit, types);
        if (next !== before.document) {
          const at = now();
          const joins = options.group !== undefined && options.group === group && at - groupedAt < GROUP_MS;
          group = options.group ?? null;
          groupedAt = at;
          set({
            document: next,
            past: joins ? before.past : [...before.past, before.document].slice(-MAX_STEPS),
            future: [],
          });
        }
        const wanted = options.select ? { ...nothing, ...options.select } : followRename(before.selection, edit);
        set({ selection: existing(wanted, next) });
      },
      undo: () => {
        const { past, future, document: current } = get();
        const previous = past.at(-1);
        if (previous) step(previous, past.slice(0, -1), [current, ...future]);
      },
      redo: () => {
        const { past, future, document: current } = get();
        const next = future[0];
        if (next) step(next, [...past, current], future.slice(1));
      },
      select: (selection) => {
        // Going elsewhere ends a group of edits.
        group = null;
        set({ selection: { ...nothing, ...selection } });
      },
      requestFocus: (focus) => set({ focus: { nodeId: null, path: null, exit: null, centre: true, ...focus } }),
      setProblems: (problems) => set({ problems }),
      reset: (to) => {
        group = null;
        set({ document: to, past: [], future: [], selection: nothing, problems: [] });
      },
    };
  });
}

function followRename(selection: Selection, edit: Edit): Selection {
  if (edit.kind !== 'rename') return selection;
  return {
    nodes: selection.nodes.map((id) => (id === edit.from ? edit.to : id)),
    edges: selection.edges.map((edge) => (edge.from === edit.from ? { ...edge, from: edit.to } : edge)),
  };
}

/** What of a selection still exists; the same object when all of it does. */
function existing(selection: Selection, document: FlowDocument): Selection {
  if (selection.nodes.length === 0 && selection.edges.length === 0) return selection;
  const ids = new Set(document.nodes.map((node) => node.id));
  const nodes = selection.nodes.filter((id) => ids.has(id));
  const edges = selection.edges.filter((start) =>
    document.edges.some((edge) => edge.from === start.from && edge.exit === start.exit),
  );
  const all = nodes.length === selection.nodes.length && edges.length === selection.edges.length;
  return all ? selection : { nodes, edges };
}
