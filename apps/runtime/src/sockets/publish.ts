import type { ConversationEffect } from '@baton/engine';
import type { Commit } from '../conversations/commit.ts';
import { rowOfCommit, visitorSnapshot } from '../conversations/views.ts';
import type { Database } from '../db/client.ts';
import type { EditedMessage } from '../db/edited-message.ts';
import type { DeliveryMoved } from '../db/outbox.ts';
import { readVisitorConversation, type VisitorKey } from '../db/visitor.ts';
import type { Logger } from '../logging.ts';
import { ringingOf } from '../routing/ringing-for.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { rooms, type StaffNamespace, type VisitorNamespace, type VisitorNews } from './socket-types.ts';
import { createTellStaff, type TellStaff } from './tell-staff.ts';

export interface Publisher {
  /** Tells staff and the visitor about a write. */
  committed(commit: Commit): void;
  deliveryMoved(moved: DeliveryMoved): void;
  /** Shows staff a message as the customer has changed it. */
  edited(message: EditedMessage): void;
  /** What staff see of a contact has changed: they fetch it. */
  contactChanged(workspaceId: string): void;
  /** Shows the visitor an entry that is being sent. */
  push(visitor: VisitorKey, message: { readonly conversationId: string; readonly seq: number }): Promise<void>;
  /** The header of the panel may have changed ("Read"): no new entries. */
  statusChanged(visitor: VisitorKey, conversationId: string): void;
}

/** After the last entry that there can be. */
const NOTHING = 2_147_483_647;
const shownToVisitors: ReadonlySet<DeliveryMoved['delivery']> = new Set(['sent', 'delivered', 'read']);

/** Sends news over the sockets of this process and of those it shares a database with. Nothing depends on it: who missed something fetches it by its seq. */
export function createPublisher(deps: {
  readonly staff: StaffNamespace;
  readonly visitors: VisitorNamespace;
  /** Other processes may hold the visitor's socket. */
  readonly shared: boolean;
  readonly database: Database;
  readonly log: Logger;
}): Publisher {
  const { staff, visitors, shared, database, log } = deps;
  const queue = createKeyedQueue();
  const tellStaff = createTellStaff(staff, shared);

  const ignore = (what: Promise<void>) =>
    void what.catch((error: unknown) => log.warn({ err: error }, 'News did not reach a visitor'));

  function tellVisitor(visitor: VisitorKey, news: VisitorNews): Promise<void> {
    // Each process reads for its own sockets: most have none of this visitor.
    if (shared) visitors.serverSideEmit('news', visitor, news);
    return tellHere(visitor, news);
  }
  visitors.on('news', (visitor, news) => ignore(tellHere(visitor, news)));

  /** One after another per visitor, so that an older status never follows a newer one. */
  function tellHere(visitor: VisitorKey, { conversationId, ...from }: VisitorNews): Promise<void> {
    const room = rooms.visitor(visitor);
    if (!visitors.adapter.rooms.has(room)) return Promise.resolve();
    return queue(room, async () => {
      const stored = await readVisitorConversation(database, visitor, { conversationId, ...from });
      // A newer conversation has begun meanwhile: its own news tell about it.
      if (stored?.id !== conversationId) return;
      visitors.local.to(room).emit('changed', { ...visitorSnapshot(stored), conversationId });
    });
  }

  return {
    committed(commit) {
      const { workspaceId, conversationId, entries, channel, address } = commit;
      tellStaff(rooms.staff(workspaceId), 'conversation.changed', { row: rowOfCommit(commit), messages: [...entries] });
      for (const seq of commit.discarded) {
        tellStaff(rooms.staff(workspaceId), 'delivery.changed', { conversationId, seq, delivery: 'discarded' });
      }
      for (const effect of commit.effects) alert(tellStaff, commit, effect);
      const after = (entries[0]?.seq ?? commit.state.seq + 1) - 1;
      ignore(tellVisitor({ workspaceId, channelId: channel.id, address }, { conversationId, after }));
    },
    edited({ workspaceId, ...news }) {
      tellStaff(rooms.staff(workspaceId), 'message.edited', news);
    },
    contactChanged(workspaceId) {
      tellStaff(rooms.staff(workspaceId), 'contact.changed');
    },
    deliveryMoved({ workspaceId, channelId, address, conversationId, seq, delivery, problem }) {
      const news = { conversationId, seq, delivery };
      // Why is for staff only.
      tellStaff(rooms.staff(workspaceId), 'delivery.changed', { ...news, problem });
      if (!shownToVisitors.has(delivery)) return;
      visitors.to(rooms.visitor({ workspaceId, channelId, address })).emit('delivery.changed', news);
    },
    push: (visitor, { conversationId, seq }) => tellVisitor(visitor, { conversationId, after: seq - 1, sending: seq }),
    statusChanged: (visitor, conversationId) => ignore(tellVisitor(visitor, { conversationId, after: NOTHING })),
  };
}

/** The alerts among a write's effects, as the inbox hears them. */
function alert(
  tellStaff: TellStaff,
  { workspaceId, conversationId, contact, state }: Commit,
  effect: ConversationEffect,
) {
  if (effect.type === 'alert.ring') {
    const asked = effect.to.map((operatorId) => rooms.member(workspaceId, operatorId));
    // To no rooms at all would be to everybody.
    if (asked.length > 0) tellStaff(asked, 'handoff.ringing', ringingOf(conversationId, contact.name, state));
  } else if (effect.type === 'alert.settle') {
    tellStaff(rooms.handoff(workspaceId), 'handoff.settled', {
      conversationId,
      outcome: effect.outcome,
      by: effect.by,
    });
  } else if (effect.type === 'alert.reject') {
    const settled = { conversationId, outcome: 'rejected', by: null } as const;
    tellStaff(rooms.member(workspaceId, effect.operatorId), 'handoff.settled', settled);
  } else if (effect.type === 'operator.notify') {
    const { notice, by } = effect;
    const news = { conversationId, contact: contact.name, notice, by };
    tellStaff(rooms.member(workspaceId, effect.operatorId), 'operator.notice', news);
  }
}
