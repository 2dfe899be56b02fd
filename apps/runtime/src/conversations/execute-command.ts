import { randomUUID } from 'node:crypto';
import { type Command, type Decision, decide, type Facts, newConversation } from '@baton/engine';
import type { Turn } from '../db/turn/read-turn.ts';
import { createTurns } from '../db/turn/turns.ts';
import type { TurnWritten } from '../db/turn/write-turn.ts';
import { provideNoFlow } from '../flows/no-flow.ts';
import type { CommandDeps, ExecuteCommand, Executed, Execution } from './execution.ts';
import { gatherFacts } from './gather-facts.ts';
import { storable } from './storable.ts';
import { type Assignments, commitOf, writeOf } from './turn-write.ts';

/** Writers of one conversation at the same time: one of them wins each round, so this many can't all lose. */
const ATTEMPTS = 50;

interface Decided {
  readonly decision: Exclude<Decision, { type: 'needs_desk' }>;
  readonly assignments: Assignments;
}

/** What makes a conversation where none is open. */
const opening: ReadonlySet<Command['type']> = new Set([
  'customer.message',
  'customer.start',
  'customer.request_handoff',
  'phone.reply',
]);

/**
 * Carries a command out: reads the conversation, decides, and writes state and effects in one statement. When
 * somebody else wrote in between, it reads and decides again: the first to write wins, the next sees the outcome.
 */
export function createCommandExecutor(deps: CommandDeps): ExecuteCommand {
  const { faultPoint } = deps;
  const turns = createTurns(deps.database);

  async function attempt(execution: Execution): Promise<Executed | 'again'> {
    const { command } = execution;
    const turn = await turns.read(execution);
    if (!turn) return { status: 'missing' };
    const { conversation } = turn;
    if (turn.repeated) return { status: 'repeated', conversationId: conversation?.id ?? null };
    if (!conversation && !opening.has(command.type)) return { status: 'unchanged', conversationId: null };
    const facts = await gatherFacts(deps, turn, command);
    if (!facts) {
      // A channel that has none: what answers there is made with its first message.
      const isMade = turn.flow === null && (await provideNoFlow(deps.database, turn.workspaceId));
      return isMade ? 'again' : { status: 'no_flow' };
    }

    const { decision, assignments } = await decideWithDesks(turn, command, facts);
    if (decision.type === 'refused') return { status: 'refused', refusal: decision.refusal };
    if (decision.type === 'unchanged') return { status: 'unchanged', conversationId: conversation?.id ?? null };
    const written = await write(turn, decision, execution, { at: facts.at, assignments });
    if (written.outcome === 'duplicate') return { status: 'repeated', conversationId: conversation?.id ?? null };
    if (written.outcome === 'moved' || decision.type === 'superseded') return 'again';
    return { status: 'changed', conversationId: written.conversationId };
  }

  /** Decides; where that depends on who is there, looks and decides again, once for each team it comes to. */
  async function decideWithDesks(turn: Turn, command: Command, facts: Facts): Promise<Decided> {
    const state = turn.conversation?.state ?? newConversation();
    const assignments = new Map<string, number>();
    let desks: Facts['desks'] = {};
    for (;;) {
      const decision = decide(state, command, { ...facts, desks });
      if (decision.type !== 'needs_desk') return { decision, assignments };
      const { desk, counters } = await deps.desk(turn.workspaceId, decision.desk);
      desks = { ...desks, [decision.desk]: desk };
      for (const [operatorId, count] of counters) assignments.set(operatorId, count);
    }
  }

  async function write(
    turn: Turn,
    decision: Extract<Decision, { type: 'changed' | 'superseded' }>,
    execution: Execution,
    seen: { readonly at: number; readonly assignments: Assignments },
  ): Promise<TurnWritten & { readonly conversationId: string }> {
    const newIds = { conversation: randomUUID(), contact: randomUUID() };
    const input = writeOf(turn, decision, execution, newIds, seen);
    await faultPoint('before-write');
    const written = await turns.write(input);
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
