/** What can be wrong with a flow, for tests and for links to help. */
export type ProblemCode =
  | 'no_entry'
  | 'several_entries'
  | 'duplicate_id'
  | 'unknown_type'
  | 'invalid_data'
  | 'node'
  | 'broken_edge'
  | 'unknown_exit'
  | 'duplicate_edge'
  | 'edge_into_entry'
  | 'dangling_exit'
  | 'unreachable'
  | 'endless_loop'
  | 'unknown_reference'
  | 'maybe_unanswered'
  | 'malformed_reference'
  | 'unknown_team'
  | 'missing_file'
  | 'pre_handoff_form'
  | 'reentry_node'
  | 'trigger'
  | 'text_too_long'
  | 'too_many_options';

/** Something the owner should fix. An error refuses publishing; the message is a sentence that says what to do. */
export interface Problem {
  severity: 'error' | 'warning';
  code: ProblemCode;
  message: string;
  /** The node to look at; absent for the flow as a whole and for Configure. */
  nodeId?: string;
  /** The exit of that node. */
  exit?: string;
  /** The setting: of the node's data, or `configure.…`. */
  path?: string;
}

/** What a channel can show, as far as a flow is checked against it. */
export interface ChannelLimits {
  /** The channel's name, as people know it. */
  name: string;
  /** Choices shown as buttons; more become a numbered list. 0: it never has buttons. */
  buttons: number;
  /** Characters of one text; longer ones are sent in parts. */
  textLength: number;
}
