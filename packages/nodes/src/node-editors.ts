import type * as definitions from './definitions.ts';
import * as list from './editors.ts';
import type { NodeEditor } from './node-editor.tsx';

export type {
  AiState,
  FileFieldProps,
  HandoffView,
  NodeEditor,
  NodeEditorContext,
  NodeEditorProps,
  TemplateFieldProps,
} from './node-editor.tsx';

/** Does not compile while a definition has no editor. */
const editors: Record<keyof typeof definitions, NodeEditor> = list;

/** Every node type's editor by its `type`. The builder loads it; the runtime never does. */
export const nodeEditors: Readonly<Record<string, NodeEditor>> = Object.fromEntries(
  Object.values(editors).map((editor) => [editor.type, editor]),
);
