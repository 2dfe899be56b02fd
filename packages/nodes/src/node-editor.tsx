import { Alert } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import {
  type AvailableAnswer,
  type DataSchema,
  type FileFacts,
  readData,
  type StoredData,
  storeData,
} from './editor-data.ts';

/** A text with `<<node-id>>` in it, edited with chips and a picker. The builder brings it. */
export interface TemplateFieldProps {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  /** The field of the node's data, as its definition names it in problems. */
  path: string;
  /** One line, without Markdown: for names and values. */
  singleLine?: boolean;
  /** Read by people as it stands: its Markdown is not offered, since nobody would see it as such. */
  plain?: boolean;
}

/** A file that the flow sends, stored as soon as it is chosen. The builder brings it. */
export interface FileFieldProps {
  label: string;
  description?: ReactNode;
  value: FileFacts | null;
  onChange: (value: FileFacts | null) => void;
  /** The field of the node's data, as its definition names it in problems. */
  path: string;
}

/** What a request for a person meets in this flow. */
export interface HandoffView {
  /** Who has switched it off; null while customers can reach a person. */
  off: 'workspace' | 'flow' | null;
  /** When people are there for a team, or for everybody: "at the workspace’s hours". */
  peopleAre(team: string | null): string;
}

/** An AI that answers; none that was set up; or one that was asked as often today as the workspace allows. */
export type AiState = 'ready' | 'none' | 'used_up';

/** What an editor knows about the flow around its node. */
export interface NodeEditorContext {
  nodeId: string;
  /** The answers that can exist when a run comes to this node. */
  answers: readonly AvailableAnswer[];
  /** Whether there is an AI to ask, and may be asked again today; undefined while that is not known. */
  ai: AiState | undefined;
  /** What requests for a person meet; undefined while that is not known. */
  handoff: HandoffView | undefined;
  /** The teams of the workspace, for nodes that ask one. */
  teams: readonly { readonly id: string; readonly name: string }[];
  TemplateField: ComponentType<TemplateFieldProps>;
  FileField: ComponentType<FileFieldProps>;
  /** What is wrong at a field of the node's data; undefined when nothing. */
  errorAt(path: string): string | undefined;
}

export interface NodeEditorProps<Data> {
  data: Data;
  onChange: (data: Data) => void;
  context: NodeEditorContext;
}

/** A node type in the builder: its icon, and the form of its settings. */
export interface NodeEditor {
  type: string;
  icon: Icon;
  Editor: ComponentType<NodeEditorProps<StoredData>>;
}

interface NodeEditorParts<Data> {
  definition: { type: string };
  schema: DataSchema<Data>;
  icon: Icon;
  Editor: ComponentType<NodeEditorProps<Data>>;
}

/** Seals an editor's data type behind its schema, so that the registry holds every node type alike. */
export function defineNodeEditor<Data extends object>(parts: NodeEditorParts<Data>): NodeEditor {
  const { definition, schema, icon, Editor } = parts;

  function SealedEditor({ data, onChange, context }: NodeEditorProps<StoredData>) {
    const parsed = readData(schema, data);
    if (parsed === null) {
      return (
        <Alert color="red" title="These settings can’t be read">
          They were made elsewhere and do not fit this type of node. Delete the node and add it again.
        </Alert>
      );
    }
    return <Editor data={parsed} onChange={(next) => onChange(storeData(next))} context={context} />;
  }

  return { type: definition.type, icon, Editor: SealedEditor };
}
