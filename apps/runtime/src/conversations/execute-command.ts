import { randomUUID } from 'node:crypto';
import { type Command, type Decision, decide, type NodeExecutors, newConversation, type Refusal } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { readTurn, type Turn, type TurnTarget } from '../db/turn/read-turn.ts';
import { type TurnWritten, writeTurn } from '../db/turn/write-turn.ts';
import type { FaultPoint } from '../effects/fault-point.ts';
import type { Clock } from '../services.ts';
import type { Commit } from './commit.ts';
import type { FlowVersions } from './flow-versions.ts';
import { gatherFacts } from './gather-facts.ts';
import { storable } from './storable.ts';
import { commitOf, writeOf } from './turn-write.ts';

export interface Execution {
  readonly target: TurnTarget;
  readonly command: Command;
  /** The command's own id: carried out once, however often it is sent. */
  readonly commandId?: string;
  /** The inbound event's key: taken once, however often it is delivered. */
  readonly eventKey?: string;
  /** How to call a contact who is not known yet. */
  readonly contactName?: string | null;
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
  /** Nobody to answer: the channel has no flow, or the flow was never published. */
  | { readonly status: 'no_flow' };

export type ExecuteCommand = (execution: Execution) => Promise<Executed>;

export interface CommandDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly executors: NodeExecutors;
  readonly versions: FlowVersions;
  /** How many operators could be alerted now. */
  readonly eligibleOperators: (workspaceId: string) => number;
  readonly faultPoint: FaultPoint;
  /** Called after each write, before the answer. Must not throw. */
  readonly onCommit: (commit: Commit) => void;
}

/** Writers of one conversation at the same time: one of them wins each round, so this many can't all lose. */
const ATTEMPTS = 50;

/** What makes a conversation where none is open. */
const opening: ReadonlySet<Command['type']> = new Set([
  'customer.message',
  'customer.start',
  'customer.request_handoff',
]);

/**
 * Carries a command out: reads the conversation, decides, and writes state and effects in one statement. When
 * somebody else wrote in between, it reads and decides again: the first to write wins, the next sees the outcome.
 */
export function createCommandExecutor(deps: CommandDeps): ExecuteCommand {
  const { database, faultPoint } = deps;

  async function attempt(execution: Execution): Promise<Executed | 'again'> {
    const { target, command } = execution;
    const turn = await readTurn(database, target, execution);
    if (!turn) return { status: 'missing' };
    const { conversation } = turn;
    if (turn.repeated) return { status: 'repeated', conversationId: conversation?.id ?? null };
    if (!conversation && !opening.has(command.type)) return { status: 'unchanged', conversationId: null };
    const facts = await gatherFacts(deps, turn);
    if (!facts) return { status: 'no_flow' };

    const decision = decide(conversation?.state ?? newConversation(), command, facts);
    if (decision.type === 'refused') return { status: 'refused', refusal: decision.refusal };
    if (decision.type === 'unchanged') return { status: 'unchanged', conversationId: conversation?.id ?? null };
    const written = await write(turn, decision, execution, facts.at);
    if (written.outcome === 'duplicate') return { status: 'repeated', conversationId: conversation?.id ?? null };
    if (written.outcome === 'moved' || decision.type === 'superseded') return 'again';
    return { status: 'changed', conversationId: written.conversationId };
  }

  async function write(
    turn: Turn,
    decision: Extract<Decision, { type: 'changed' | 'superseded' }>,
    execution: Execution,
    at: number,
  ): Promise<TurnWritten & { readonly conversationId: string }> {
    const newIds = { conversation: randomUUID(), contact: randomUUID() };
    const input = writeOf(turn, decision, execution, newIds, at);
    await faultPoint('before-write');
    const written = await writeTurn(database, input);
    if (written.outcome === 'written') {
      await faultPoint('after-write');
      deps.onCommit(commitOf(turn, decision, input, written));
    }
    return { ...written, conversationId: input.conversationId };
  }

  return async (untrusted) => {
    const execution = { ...untrusted, command: storable(untrusted.command) };
    for (let tries = 0; tries < ATTEMPTS; tries += 1) {
      const executed = await attempt(execution);
      if (executed !== 'again') return executed;
    }
    throw new Error(`The conversation kept moving: ${execution.command.type} was not carried out`);
  };
}
