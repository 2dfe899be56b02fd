import type { OperatorNotice } from '@baton/engine';
import { z } from 'zod';
import type { ConversationRow, TranscriptEntry } from './conversations.ts';
import type { Ringing } from './requests.ts';
import type { VisitorEntry, VisitorSnapshot } from './widget.ts';

/** The Socket.IO namespaces. Commands go over HTTP; sockets carry news, typing and presence only. */
export const staffNamespace = '/staff';
export const visitorNamespace = '/visitor';

/**
 * News for staff of a workspace. `messages` are the entries a change added (or whose delivery moved):
 * a client that sees a gap in `seq` fetches what it lacks.
 */
export interface StaffServerEvents {
  'conversation.changed': (news: { row: Omit<ConversationRow, 'unread'>; messages: TranscriptEntry[] }) => void;
  'delivery.changed': (
    news: { conversationId: string; seq: number } & Pick<TranscriptEntry, 'delivery' | 'problem'>,
  ) => void;
  /** The customer changed a message of theirs. */
  'message.edited': (news: { conversationId: string } & Pick<TranscriptEntry, 'seq' | 'content'>) => void;
  /** What staff know about a contact has changed without a word in a conversation: they may write again. */
  'contact.changed': () => void;
  typing: (news: { conversationId: string; who: 'customer' | 'agent'; name: string; typing: boolean }) => void;
  'presence.changed': (news: { userId: string; online: boolean }) => void;
  /** Who can answer has changed: availability, capacity, teams, or the switches of the workspace. */
  'operators.changed': () => void;
  /** A person is wanted: everybody eligible gets it. */
  'handoff.ringing': (news: Ringing) => void;
  'handoff.settled': (news: { conversationId: string; outcome: string; by: string | null }) => void;
  /** Something about a conversation that was or will be this member's own; only they get it. */
  'operator.notice': (news: {
    conversationId: string;
    contact: string;
    notice: OperatorNotice;
    by: string | null;
  }) => void;
}

export interface StaffClientEvents {
  typing: (news: { conversationId: string; typing: boolean }) => void;
}

export interface VisitorServerEvents {
  changed: (news: VisitorSnapshot & { conversationId: string }) => void;
  'delivery.changed': (news: { conversationId: string; seq: number; delivery: VisitorEntry['delivery'] }) => void;
  typing: (news: { typing: boolean; name: string | null }) => void;
}

export interface VisitorClientEvents {
  typing: (news: { typing: boolean }) => void;
  /** The highest seq the visitor has on screen: delivered, and read when `visible`. */
  seen: (news: { seq: number; visible: boolean }) => void;
}

/** Checks of what clients send; anything else is dropped. */
export const staffTypingSchema = z.object({ conversationId: z.string().max(64), typing: z.boolean() });
export const visitorTypingSchema = z.object({ typing: z.boolean() });
export const visitorSeenSchema = z.object({ seq: z.int().min(0), visible: z.boolean() });
