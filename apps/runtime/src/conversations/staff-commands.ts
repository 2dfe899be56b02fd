import type { ConversationDetail, Session } from '@baton/contracts';
import type { Actor, Command, ReplyContent, TemplateUse } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { blockContact } from '../db/contacts.ts';
import type { Files } from '../files/create-files.ts';
import type { ExecuteCommand } from './execution.ts';
import { fileContent, goneFile } from './file-content.ts';
import type { FlowVersions } from './flow-versions.ts';
import { getConversation } from './get-conversation.ts';
import { assertExecuted } from './refusals.ts';

export interface StaffDeps {
  readonly database: Database;
  readonly files: Files;
  readonly versions: FlowVersions;
  readonly execute: ExecuteCommand;
}

interface Input {
  readonly id: string;
  readonly commandId: string;
}

type Answer = Promise<ConversationDetail>;

/** What staff do to a conversation. Each answers the conversation as it is then, also when it was done before. */
export function createStaffCommands(deps: StaffDeps) {
  const give = (session: Session, input: Input, command: Command) => giveCommand(deps, session, input, command);
  return {
    takeOver: (session: Session, input: Input): Answer =>
      give(session, input, { type: 'operator.take_over', actor: actorOf(session) }),
    accept: (session: Session, input: Input): Answer =>
      give(session, input, { type: 'operator.accept', actor: actorOf(session) }),
    reject: (session: Session, input: Input): Answer =>
      give(session, input, { type: 'operator.reject', actor: actorOf(session) }),
    /** A text, or a file with the text under it. */
    async reply(session: Session, input: Input & { text: string; fileId?: string; clientId: string }): Answer {
      const content = await replyContent(deps.files, session, input);
      return give(session, input, {
        type: 'operator.reply',
        actor: actorOf(session),
        content,
        clientId: input.clientId,
      });
    },
    /** A text that the provider has approved, as the customer reads it. */
    replyByTemplate: (
      session: Session,
      input: Input & { text: string; template: TemplateUse; clientId: string },
    ): Answer => {
      const { text, template, clientId } = input;
      const content = { kind: 'text', text, template } as const;
      return give(session, input, { type: 'operator.reply', actor: actorOf(session), content, clientId });
    },
    handBack: (session: Session, input: Input): Answer =>
      give(session, input, { type: 'operator.hand_back', actor: actorOf(session) }),
    resolve: (session: Session, input: Input & { note: string }): Answer =>
      give(session, input, { type: 'operator.resolve', actor: actorOf(session), note: input.note }),
    end: (session: Session, input: Input): Answer =>
      give(session, input, { type: 'operator.end', actor: actorOf(session) }),
    reopen: (session: Session, input: Input): Answer =>
      give(session, input, { type: 'operator.reopen', actor: actorOf(session) }),
    decide: (
      session: Session,
      input: Input & { submission: number; decision: 'approved' | 'declined'; message: string },
    ): Answer => {
      const { submission, decision, message } = input;
      return give(session, input, { type: 'staff.decide', actor: actorOf(session), submission, decision, message });
    },
    archive: (session: Session, input: Input & { archived: boolean }): Answer =>
      give(session, input, { type: 'staff.archive', actor: actorOf(session), archived: input.archived }),
    /** Blocks the contact, and ends the conversation where it has not ended. */
    async block(session: Session, input: Input): Answer {
      // Whoever may answer customers may also refuse to.
      if (!session.canHandoff) throw new AppError('FORBIDDEN');
      const { id: workspaceId } = session.workspace;
      if (!(await blockContact(deps.database, workspaceId, input.id))) throw new AppError('NOT_FOUND');
      return give(session, input, { type: 'contact.blocked', actor: actorOf(session) });
    },
  };
}
export type StaffCommands = ReturnType<typeof createStaffCommands>;

async function replyContent(
  files: Files,
  { workspace }: Session,
  { id, text, fileId }: { id: string; text: string; fileId?: string },
): Promise<ReplyContent> {
  if (fileId === undefined) return { kind: 'text', text };
  const file = await files.open({ workspaceId: workspace.id, fileId });
  // What was sent to somebody else stays there.
  const elsewhere = file !== null && file.conversationId !== null && file.conversationId !== id;
  if (!file || elsewhere) throw new AppError('NOT_FOUND', { message: goneFile });
  return fileContent(file.facts, text);
}

async function giveCommand(deps: StaffDeps, session: Session, { id, commandId }: Input, command: Command): Answer {
  const executed = await deps.execute({
    target: { workspaceId: session.workspace.id, conversationId: id },
    command,
    // A command is its sender's own: somebody else's with the same id is another.
    commandId: `staff:${session.user.id}:${commandId}`,
  });
  assertExecuted(executed);
  return getConversation(deps, session, id);
}

function actorOf({ user, canHandoff, supervisor }: Session): Actor {
  return { id: user.id, name: user.name, canHandoff, supervisor };
}
