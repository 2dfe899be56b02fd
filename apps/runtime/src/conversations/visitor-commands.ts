import type { VisitorSnapshot } from '@baton/contracts';
import type { Command } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { readVisitorConversation, type VisitorKey } from '../db/visitor.ts';
import type { ExecuteCommand } from './execution.ts';
import { assertExecuted } from './refusals.ts';
import { visitorSnapshot } from './views.ts';

export interface VisitorDeps {
  readonly database: Database;
  readonly execute: ExecuteCommand;
}

/** What a visitor does besides writing. Each answers the conversation as they see it then. */
export function createVisitorCommands({ database, execute }: VisitorDeps) {
  async function give(
    visitor: VisitorKey,
    commandId: string,
    command: Command,
    contactName?: string,
  ): Promise<VisitorSnapshot> {
    const executed = await execute({
      target: visitor,
      command,
      contactName,
      // A visitor's ids are their own: they can't be taken for somebody else's.
      commandId: `visitor:${visitor.channelId}:${visitor.address}:${commandId}`,
    });
    // What the machine does not allow visitors is a person, where handoff is off.
    if (executed.status === 'refused' && executed.refusal.code === 'not_allowed') throw new AppError('NO_PERSON');
    assertExecuted(executed);
    return snapshot(visitor);
  }

  async function snapshot(
    visitor: VisitorKey,
    from?: { readonly conversationId?: string; readonly after?: number },
  ): Promise<VisitorSnapshot> {
    return visitorSnapshot(await readVisitorConversation(database, visitor, from));
  }

  return {
    snapshot,
    /** `name` is what a new contact is called, where somebody has vouched for it. */
    start: (visitor: VisitorKey, commandId: string, name?: string) =>
      give(visitor, commandId, { type: 'customer.start' }, name),
    requestPerson: (visitor: VisitorKey, commandId: string) =>
      give(visitor, commandId, { type: 'customer.request_handoff', trigger: 'headset', reason: 'Asked for a person' }),
    cancelWaiting: (visitor: VisitorKey, commandId: string) =>
      give(visitor, commandId, { type: 'customer.cancel_waiting' }),
    endChat: (visitor: VisitorKey, commandId: string) => give(visitor, commandId, { type: 'customer.end_chat' }),
  };
}
export type VisitorCommands = ReturnType<typeof createVisitorCommands>;
