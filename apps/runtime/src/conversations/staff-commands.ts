import type { ConversationDetail, Session } from '@baton/contracts';
import type { Actor, Command, Operator, ReplyContent, TemplateUse } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { blockContact } from '../db/contacts.ts';
import { teamExists } from '../db/operators.ts';
import { whereIs } from '../db/transcript.ts';
import type { Files } from '../files/create-files.ts';
import type { OperatorDirectory } from '../routing/operator-directory.ts';
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
  readonly operators: OperatorDirectory;
  /** What staff know about somebody has changed, and no conversation did. */
  readonly onContactChanged: (workspaceId: string) => void;
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
    async transfer(session: Session, input: Input & { operatorId: string; note: string }): Answer {
      const { note } = input;
      if (!(await whereIs(deps.database, session.workspace.id, input.id))) throw new AppError('NOT_FOUND');
      const to = await colleague(deps, session, input.operatorId);
      return give(session, input, { type: 'operator.transfer', actor: actorOf(session), to, note });
    },
    answerTransfer: (session: Session, input: Input & { accept: boolean }): Answer =>
      give(session, input, { type: 'operator.answer_transfer', actor: actorOf(session), accept: input.accept }),
    async transferToTeam(session: Session, input: Input & { teamId: string | null; note: string }): Answer {
      const { teamId: team, note } = input;
      if (team !== null && !(await teamExists(deps.database, session.workspace.id, team))) {
        throw new AppError('NOT_FOUND');
      }
      return give(session, input, { type: 'operator.transfer_to_team', actor: actorOf(session), team, note });
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
    /** Blocks the contact, and ends the conversation where it has not ended; or lets them write again. */
    async block(session: Session, input: Input & { blocked: boolean }): Answer {
      // Whoever may answer customers may also refuse to.
      if (!session.canHandoff) throw new AppError('FORBIDDEN');
      const { id: workspaceId } = session.workspace;
      const change = { conversationId: input.id, blocked: input.blocked, by: actorOf(session) };
      if (!(await blockContact(deps.database, workspaceId, change))) throw new AppError('NOT_FOUND');
      if (!input.blocked) {
        deps.onContactChanged(workspaceId);
        return getConversation(deps, session, input.id);
      }
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

/** Somebody who may have the conversation, and hears of it now: an offer that nobody sees helps no customer. */
async function colleague({ operators }: StaffDeps, { workspace }: Session, id: string): Promise<Operator> {
  const found = (await operators.list(workspace.id)).find((each) => each.id === id);
  if (!found) throw new AppError('NOT_FOUND');
  const { name, canHandoff, reachable, availability } = found;
  if (!canHandoff) throw new AppError('NOT_REACHABLE', { message: `${name} may not answer customers.` });
  if (!reachable) throw new AppError('NOT_REACHABLE', { message: `${name} is offline. Choose somebody who is there.` });
  if (availability === 'away') {
    throw new AppError('NOT_REACHABLE', { message: `${name} is away. Choose somebody who is there.` });
  }
  return { id, name };
}

function actorOf({ user, canHandoff, supervisor }: Session): Actor {
  return { id: user.id, name: user.name, canHandoff, supervisor };
}
