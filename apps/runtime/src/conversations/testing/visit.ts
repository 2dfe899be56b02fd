import { randomUUID } from 'node:crypto';
import type { Session, VisitorSnapshot } from '@baton/contracts';
import type { InboundContent } from '@baton/engine';
import { expect, vi } from 'vitest';
import type { VisitorKey } from '../../db/visitor.ts';
import type { ConversationService } from '../create-conversation-service.ts';
import { getConversation } from '../get-conversation.ts';
import { receiveMessage } from '../receive-message.ts';

/** A visitor who talks to a process. */
export interface Visit {
  readonly visitor: VisitorKey;
  /** Opens the chat; answers the conversation's id. */
  start(): Promise<string>;
  say(text: string, clientId?: string): Promise<void>;
  send(content: InboundContent, clientId?: string): Promise<void>;
  requestPerson(): Promise<VisitorSnapshot>;
  cancel(): Promise<VisitorSnapshot>;
  endChat(): Promise<VisitorSnapshot>;
  /** What the visitor sees, once nothing is on its way any more. */
  sees(): Promise<VisitorSnapshot>;
  /** The texts of what they see. */
  texts(): Promise<string[]>;
}

export function visit(service: ConversationService, visitor: VisitorKey): Visit {
  const { visitors, database } = service;

  async function send(content: InboundContent, clientId: string = randomUUID()): Promise<void> {
    const { address } = visitor;
    await receiveMessage(service.execute, visitor, {
      key: `${address}:${clientId}`,
      address,
      name: null,
      clientId,
      content,
    });
  }

  async function sees(): Promise<VisitorSnapshot> {
    return vi.waitFor(async () => {
      const waiting = `SELECT 1 FROM "OutboxRow" WHERE address = $1 AND status IN ('pending', 'claimed')`;
      expect((await database.pool.query(waiting, [visitor.address])).rows).toEqual([]);
      return visitors.snapshot(visitor);
    }, 5_000);
  }

  return {
    visitor,
    send,
    sees,
    async start() {
      const { conversationId } = await visitors.start(visitor, randomUUID());
      if (conversationId === null) throw new Error('No conversation was made');
      return conversationId;
    },
    say: (text, clientId) => send({ kind: 'text', text }, clientId),
    requestPerson: () => visitors.requestPerson(visitor, randomUUID()),
    cancel: () => visitors.cancelWaiting(visitor, randomUUID()),
    endChat: () => visitors.endChat(visitor, randomUUID()),
    async texts() {
      const { messages } = await sees();
      return messages.map(({ content }) => {
        if (content.kind === 'text' || content.kind === 'choices') return content.text;
        return content.kind === 'form' ? content.title : content.kind;
      });
    },
  };
}

/** The input of a staff command, with an id of its own. */
export const commandFor = (id: string) => ({ id, commandId: randomUUID() });

/** Who answers in a conversation, and in which phase it is. */
export async function modeOf(service: ConversationService, session: Session, id: string) {
  const { mode } = await getConversation(service, session, id);
  return [mode.kind, mode.phase ?? mode.owner?.name ?? null];
}
