import { visitorSeenSchema, visitorTypingSchema } from '@baton/contracts';
import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { DeliveryMoved } from '../db/outbox.ts';
import { findOpenConversation, markSeen, type VisitorKey } from '../db/visitor.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { createEventLimit } from './event-limit.ts';
import { rooms, type VisitorNamespace, type VisitorSocket } from './socket-types.ts';
import type { VisitorTokens } from './visitor-token.ts';

export interface VisitorSocketDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tokens: VisitorTokens;
  /** Other processes may hold a socket of the same visitor. */
  readonly shared: boolean;
  /** A visitor's first tab came, or the last one went; resolves when that is written. */
  readonly onPresence: (visitor: VisitorKey, online: boolean) => Promise<void>;
  readonly onTyping: (workspaceId: string, typing: { conversationId: string; name: string; typing: boolean }) => void;
  readonly onDelivery: (moved: DeliveryMoved) => void;
}

const handshakeSchema = z.object({ token: z.string().max(4000) });

/** Lets visitors in by their token, and passes on that they are there, type, and have seen something. */
export function serveVisitors(namespace: VisitorNamespace, deps: VisitorSocketDeps): void {
  const { clock, database, log, tokens, shared } = deps;
  const report = (error: unknown) => log.warn({ err: error }, 'News of a visitor was not passed on');

  namespace.use((socket, next) => {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    if (!handshake.success) return next(new Error('INVALID_TOKEN'));
    tokens.verify(handshake.data.token, clock.now()).then((visitor) => {
      if (!visitor) return next(new Error('INVALID_TOKEN'));
      socket.data.visitor = visitor;
      next();
    }, next);
  });

  namespace.on('connection', (socket) => {
    const { visitor } = socket.data;
    const room = rooms.visitor(visitor);
    if (!isHere(visitor)) deps.onPresence(visitor, true).catch(report);
    Promise.resolve(socket.join(room)).catch(report);
    socket.on('disconnect', () => {
      if (!isHere(visitor)) leave(visitor).catch(report);
    });
    const within = createEventLimit(clock);
    socket.on('typing', (news: unknown) => {
      const parsed = visitorTypingSchema.safeParse(news);
      if (parsed.success && within()) passTyping(socket, parsed.data.typing).catch(report);
    });
    socket.on('seen', (news: unknown) => {
      const parsed = visitorSeenSchema.safeParse(news);
      if (parsed.success && within()) passSeen(socket, parsed.data).catch(report);
    });
  });

  const isHere = (visitor: VisitorKey) => namespace.adapter.rooms.has(rooms.visitor(visitor));
  namespace.on('is.here', (visitor, answer) => answer(isHere(visitor)));

  async function leave(visitor: VisitorKey): Promise<void> {
    if (await isAnywhere(visitor)) return;
    await deps.onPresence(visitor, false);
    // A new tab may have come to another process before that was written: there, nobody seemed to have been away.
    if (shared && (await isAnywhere(visitor))) await deps.onPresence(visitor, true);
  }

  async function isAnywhere(visitor: VisitorKey): Promise<boolean> {
    // A process that does not answer has stopped, and its sockets with it.
    const elsewhere = shared ? await namespace.serverSideEmitWithAck('is.here', visitor).catch(() => []) : [];
    return elsewhere.includes(true) || isHere(visitor);
  }

  async function passTyping({ data: { visitor } }: VisitorSocket, typing: boolean): Promise<void> {
    const conversation = await findOpenConversation(database, visitor);
    if (!conversation) return;
    deps.onTyping(visitor.workspaceId, { conversationId: conversation.id, name: conversation.contactName, typing });
  }

  async function passSeen(
    { data: { visitor } }: VisitorSocket,
    seen: { seq: number; visible: boolean },
  ): Promise<void> {
    const moved = await markSeen(database, visitor, { ...seen, seq: Math.min(seen.seq, MAX_SEQ) });
    for (const each of moved) deps.onDelivery(each);
  }
}

/** The largest number that the database counts to. */
const MAX_SEQ = 2_147_483_647;
