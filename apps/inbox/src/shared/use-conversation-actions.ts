import type { ConversationDetail } from '@baton/contracts';
import { api } from '@baton/ui';
import { useMemo } from 'react';
import { useCommand } from './use-command.ts';

type Send = (commandId: string) => Promise<ConversationDetail>;

/** Everything a member can do to a conversation, each one command. */
export function useConversationActions(id: string) {
  const { run, pending, problem, dismiss } = useCommand(id);
  return useMemo(() => {
    const { conversations } = api;
    const command = (name: string, send: Send) => (onDone?: () => void) => run({ name, send, onDone });
    return {
      /** The name of the command under way. */
      pending,
      problem,
      dismiss,
      takeOver: command('take over', (commandId) => conversations.takeOver({ id, commandId })),
      accept: command('accept', (commandId) => conversations.accept({ id, commandId })),
      reject: command('reject', (commandId) => conversations.reject({ id, commandId })),
      transfer: (operatorId: string, note: string) =>
        command('transfer', (commandId) => conversations.transfer({ id, commandId, operatorId, note }))(),
      transferToTeam: (teamId: string | null, note: string) =>
        command('transfer', (commandId) => conversations.transferToTeam({ id, commandId, teamId, note }))(),
      answerTransfer: (accept: boolean, onDone?: () => void) =>
        command(accept ? 'accept' : 'decline', (commandId) => conversations.answerTransfer({ id, commandId, accept }))(
          onDone,
        ),
      handBack: command('hand back', (commandId) => conversations.handBack({ id, commandId })),
      end: command('end', (commandId) => conversations.end({ id, commandId })),
      reopen: command('reopen', (commandId) => conversations.reopen({ id, commandId })),
      resolve: (note: string, onDone?: () => void) =>
        command('resolve', (commandId) => conversations.resolve({ id, commandId, note }))(onDone),
      decide: (submission: number, decision: 'approved' | 'declined', message: string, onDone?: () => void) =>
        command(decision, (commandId) => conversations.decide({ id, commandId, submission, decision, message }))(
          onDone,
        ),
      archive: (archived: boolean) =>
        command('archive', (commandId) => conversations.archive({ id, commandId, archived }))(),
      block: (blocked: boolean) => command('block', (commandId) => conversations.block({ id, commandId, blocked }))(),
    };
  }, [id, run, pending, problem, dismiss]);
}

export type ConversationActions = ReturnType<typeof useConversationActions>;
