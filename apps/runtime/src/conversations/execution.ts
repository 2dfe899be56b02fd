import type { Command, NodeExecutors, Refusal } from '@baton/engine';
import type { Database } from '../db/client.ts';
import type { TurnTarget } from '../db/turn/read-turn.ts';
import type { FaultPoint } from '../effects/fault-point.ts';
import type { HandoffPolicy } from '../routing/handoff-policy.ts';
import type { DeskNow } from '../routing/read-desk.ts';
import type { Clock } from '../services.ts';
import type { Commit } from './commit.ts';
import type { FlowVersions } from './flow-versions.ts';
import type { JudgeMood } from './judge-mood.ts';

export interface Execution {
  readonly target: TurnTarget;
  readonly command: Command;
  /** The command's own id: carried out once, however often it is sent. */
  readonly commandId?: string;
  /** The inbound event's key: taken once, however often it is delivered. */
  readonly eventKey?: string;
  /** How to call a contact who is not known yet. */
  readonly contactName?: string | null;
  /** Until when the contact can be written to, where what they did has changed that; null: always. */
  readonly writableUntil?: number | null;
}

/** What came of a command. Everything but `changed` wrote nothing. */
export type Executed =
  | { readonly status: 'changed'; readonly conversationId: string }
  /** A success that changes nothing. */
  | { readonly status: 'unchanged'; readonly conversationId: string | null }
  /** Carried out before. */
  | { readonly status: 'repeated'; readonly conversationId: string | null }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  /** The workspace has no such conversation or channel. */
  | { readonly status: 'missing' }
  /** Nobody to answer: the channel's flow was never published, or it is the operators' own bot. */
  | { readonly status: 'no_flow' };

export type ExecuteCommand = (execution: Execution) => Promise<Executed>;

export interface CommandDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly executors: NodeExecutors;
  readonly versions: FlowVersions;
  readonly policy: HandoffPolicy;
  /** Who answers for a team of a workspace at this moment; for the workspace itself where the id is empty. */
  readonly desk: (workspaceId: string, teamId: string) => Promise<DeskNow>;
  readonly judgeMood: JudgeMood;
  /** Whether there is an AI to ask. */
  readonly hasAi: boolean;
  readonly faultPoint: FaultPoint;
  /** Called after each write, before the answer. Must not throw. */
  readonly onCommit: (commit: Commit) => void;
}
