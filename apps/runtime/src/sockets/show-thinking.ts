import type { Database } from '../db/client.ts';
import { whereIs } from '../db/transcript.ts';
import type { VisitorKey } from '../db/visitor.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { rooms, type VisitorNamespace } from './socket-types.ts';

interface Deps {
  readonly database: Database;
  readonly visitors: VisitorNamespace;
  /** On a channel that has its own way to show it. */
  readonly showTyping: (visitor: VisitorKey, typing: boolean) => Promise<void>;
}

interface Place {
  readonly workspaceId: string;
  readonly conversationId: string;
}

/** Shows customers that the bot is about to answer, and then that it has. */
export function createThinkingSigns({ database, visitors, showTyping }: Deps) {
  const inTurn = createKeyedQueue();

  async function show({ workspaceId, conversationId }: Place, typing: boolean): Promise<void> {
    const where = await whereIs(database, workspaceId, conversationId);
    // A person who is there types for themselves.
    if (!where || (typing && where.mode === 'human')) return;
    const visitor = { workspaceId, channelId: where.channelId, address: where.address };
    visitors.to(rooms.visitor(visitor)).emit('typing', { typing, name: null });
    await showTyping(visitor, typing);
  }

  // One after the other: an answer may come before it was shown that there will be one.
  return (place: Place, typing: boolean) => inTurn(place.conversationId, () => show(place, typing));
}
