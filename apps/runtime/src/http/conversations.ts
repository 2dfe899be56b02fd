import type { ConversationService } from '../conversations/create-conversation-service.ts';
import { getConversation } from '../conversations/get-conversation.ts';
import { getMessages } from '../conversations/get-messages.ts';
import { getCounts, listConversations } from '../conversations/list-conversations.ts';
import { markRead } from '../conversations/mark-read.ts';
import { resendMessage } from '../conversations/resend-message.ts';
import { listTemplates, sendTemplate } from '../conversations/templates.ts';
import { memberRoutes } from './routes.ts';

/** The inbox's side of the contract. Every member sees the workspace's conversations; the machine says who may act. */
export function conversationRoutes(service: ConversationService) {
  const { database, staff } = service;
  const routes = memberRoutes.conversations;

  return {
    list: routes.list.handler(({ input, context: { session } }) => listConversations(database, session, input)),
    counts: routes.counts.handler(({ context: { session } }) => getCounts(database, session)),
    get: routes.get.handler(({ input, context: { session } }) => getConversation(service, session, input.id)),
    messages: routes.messages.handler(({ input, context: { session } }) => getMessages(database, session, input)),
    markRead: routes.markRead.handler(async ({ input, context: { session } }) => {
      await markRead(service, session, input);
      return { ok: true } as const;
    }),
    takeOver: routes.takeOver.handler(({ input, context: { session } }) => staff.takeOver(session, input)),
    accept: routes.accept.handler(({ input, context: { session } }) => staff.accept(session, input)),
    reject: routes.reject.handler(({ input, context: { session } }) => staff.reject(session, input)),
    reply: routes.reply.handler(({ input, context: { session } }) => staff.reply(session, input)),
    templates: routes.templates.handler(({ input, context: { session } }) => listTemplates(service, session, input.id)),
    sendTemplate: routes.sendTemplate.handler(({ input, context: { session } }) =>
      sendTemplate(service, session, input),
    ),
    transfer: routes.transfer.handler(({ input, context: { session } }) => staff.transfer(session, input)),
    answerTransfer: routes.answerTransfer.handler(({ input, context: { session } }) =>
      staff.answerTransfer(session, input),
    ),
    transferToTeam: routes.transferToTeam.handler(({ input, context: { session } }) =>
      staff.transferToTeam(session, input),
    ),
    handBack: routes.handBack.handler(({ input, context: { session } }) => staff.handBack(session, input)),
    resolve: routes.resolve.handler(({ input, context: { session } }) => staff.resolve(session, input)),
    end: routes.end.handler(({ input, context: { session } }) => staff.end(session, input)),
    reopen: routes.reopen.handler(({ input, context: { session } }) => staff.reopen(session, input)),
    decide: routes.decide.handler(({ input, context: { session } }) => staff.decide(session, input)),
    archive: routes.archive.handler(({ input, context: { session } }) => staff.archive(session, input)),
    block: routes.block.handler(({ input, context: { session } }) => staff.block(session, input)),
    resend: routes.resend.handler(async ({ input, context: { session } }) => {
      await resendMessage(service, session, input);
      return { ok: true } as const;
    }),
  };
}
