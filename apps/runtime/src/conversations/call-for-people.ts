import type { Command } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { ringAgain } from '../db/telegram/tasks.ts';
import { findConversations } from '../db/transcript.ts';
import type { OperatorDirectory } from '../routing/operator-directory.ts';
import type { Clock } from '../services.ts';
import type { ExecuteCommand } from './execution.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly execute: ExecuteCommand;
  readonly operators: OperatorDirectory;
  /** Alerts outside the inbox may have to be made or edited. */
  readonly onAlerts: () => void;
}

/** What follows for waiting customers when somebody comes, goes, or has a place free. */
export function createCallForPeople({ database, clock, execute, operators, onAlerts }: Deps) {
  /** Gives a command to each conversation of a kind, one after the other. */
  async function eachOf(
    workspaceId: string,
    which: Parameters<typeof findConversations>[2],
    command: Command,
  ): Promise<void> {
    for (const conversationId of await findConversations(database, workspaceId, which)) {
      await execute({ target: { workspaceId, conversationId }, command });
    }
  }

  /** Somebody can take a customer now: who waits longest is asked for first. */
  async function ringQueue(workspaceId: string, except?: string): Promise<void> {
    for (const conversationId of await findConversations(database, workspaceId, { phase: 'queued' })) {
      if (conversationId === except) continue;
      await execute({ target: { workspaceId, conversationId }, command: { type: 'operators.available' } });
    }
  }

  /** Somebody can be alerted who could not be before: what rings or queues rings for them too. */
  async function operatorsAvailable(workspaceId: string): Promise<void> {
    const there = await operators.available(workspaceId, null);
    await ringAgain(database, { workspaceId, to: there.map(({ id }) => id), now: clock.now() });
    onAlerts();
    await ringQueue(workspaceId);
  }

  /** Other hours, timeouts or another fallback count now: also for those who wait already, or whom somebody answers. */
  async function applyRules(workspaceId: string): Promise<void> {
    await eachOf(workspaceId, { with: 'people' }, { type: 'rules.changed' });
  }

  return { eachOf, ringQueue, operatorsAvailable, applyRules };
}
