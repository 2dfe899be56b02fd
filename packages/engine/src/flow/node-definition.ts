import type { z } from 'zod';
import type { FlowNode } from './document.ts';

/** A way out of a node. An `optional` one may stay unconnected: the run ends there. */
export interface Exit {
  id: string;
  label: string;
  optional?: boolean;
  /** True where the run leaves without the node's answer (too many invalid ones). */
  unanswered?: boolean;
}

/** The exit of a node that has one way on: where `{ do: 'continue' }` goes. */
export const nextExit: Exit = { id: 'next', label: 'Next' };

/** The palette's groups; each has its own colour. */
export const nodeGroups = ['start', 'say', 'ask', 'decide', 'do', 'people'] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/**
 * What a node leaves behind for `<<node-id>>`: one value, or named fields (`<<node-id.field>>`).
 * An `optional` field may be left empty.
 */
export type AnswerShape =
  | { kind: 'value' }
  | { kind: 'fields'; fields: { id: string; label: string; optional?: boolean }[] };

/** Something the owner should fix. An `error` refuses publishing. `path` names the field of `data`, where there is one. */
export interface NodeProblem {
  severity: 'error' | 'warning';
  message: string;
  path?: string;
}

/** The id of a team, and the field of `data` that names it. */
export interface NamedTeam {
  id: string;
  path: string;
}

/** A stored file that a node sends, what it is called, and the field that says so. */
export interface NamedFile {
  id: string;
  name: string;
  path: string;
}

/**
 * A node type as the builder, validation and compilation know it: pure data and functions of `data`.
 * Browsers load it. What the node does at run time is its executor; how it is edited, its editor.
 */
export interface NodeDefinition<Data = unknown> {
  type: string;
  group: NodeGroup;
  /** Sentence case, as in the palette: "Star rating". */
  title: string;
  /** One line under the title in the palette's tooltip. */
  description: string;
  /** Name of an icon of `@tabler/icons-react`, e.g. `IconMessage`. */
  icon: string;
  schema: z.core.$ZodType<Data>;
  /** The data of a freshly dropped node. Valid by `schema`, possibly with problems. */
  initial(): Data;
  exits(data: Data): Exit[];
  /** What it leaves for `<<node-id>>`; null when nothing. */
  answer(data: Data): AnswerShape | null;
  /** Every text of `data` in which `<<node-id>>` is replaced. */
  templates(data: Data): string[];
  /** The same data with every template rewritten, used when a node's id changes. */
  mapTemplates(data: Data, map: (template: string) => string): Data;
  /** Up to a few lines that the card shows: the real content. */
  preview(data: Data): string[];
  /** Problems that only this type can see (empty text, duplicate options). */
  problems(data: Data): NodeProblem[];
  /** The labels of the options it offers to tap, checked against what channels can show. */
  optionLabels?(data: Data): string[];
  /** The teams whose ids it names, and where; checked against those that there are. */
  teams?(data: Data): NamedTeam[];
  /** The stored files that it sends, and where; checked against those that there are. */
  files?(data: Data): NamedFile[];
  /** True where the run rests until the customer, or a person, does something. */
  waits?: boolean;
  /** True for the node a run begins at: exactly one per flow, can't be deleted, no way in. */
  entry?: boolean;
  /** True where a run may stop for good: needs no exit. */
  final?: boolean;
  /** True where Configure's "Collect before handoff" may point at this node. */
  preHandoffForm?: boolean;
}

/** A definition whose data type has been sealed behind its schema, as registries hold it. */
export interface SealedNodeDefinition {
  type: string;
  group: NodeGroup;
  title: string;
  description: string;
  icon: string;
  entry: boolean;
  final: boolean;
  preHandoffForm: boolean;
  waits: boolean;
  initial(): FlowNode['data'];
  /**
   * Checks stored data. Answers are kept per data object, so that checking a flow again after an edit costs
   * only what changed: never mutate data that was parsed, make a new object.
   */
  parse(data: unknown): { ok: true; node: ParsedNode } | { ok: false; problems: NodeProblem[] };
}

/** A node's data after its schema accepted it, with everything its definition says about it. */
export interface ParsedNode {
  data: FlowNode['data'];
  exits: Exit[];
  answer: AnswerShape | null;
  templates: string[];
  preview: string[];
  problems: NodeProblem[];
  optionLabels: string[];
  teams: NamedTeam[];
  files: NamedFile[];
  mapTemplates(map: (template: string) => string): FlowNode['data'];
}

/** The node types by name: one line each in packages/nodes. */
export type NodeDefinitions = Readonly<Record<string, SealedNodeDefinition>>;
