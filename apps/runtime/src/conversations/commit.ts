import type { TranscriptEntry } from '@baton/contracts';
import type { ConversationEffect, ConversationState } from '@baton/engine';
import type { Turn } from '../db/turn/read-turn.ts';

/** A conversation that was changed: what everybody who watches it is told, after it is stored. */
export interface Commit {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly version: number;
  readonly channel: Turn['channel'];
  readonly address: string;
  readonly flow: Turn['flow'];
  readonly contact: { readonly id: string; readonly name: string };
  readonly before: ConversationState | null;
  readonly state: ConversationState;
  readonly effects: readonly ConversationEffect[];
  readonly entries: readonly TranscriptEntry[];
  /** What was said last, before or by these entries. */
  readonly last: { readonly text: string; readonly author: TranscriptEntry['author']; readonly at: string } | null;
  /** Entries of the flow that a take-over kept from being sent. */
  readonly discarded: readonly number[];
  /** Operators on Telegram are to be told. */
  readonly told: boolean;
}

/** Whether there is something to send that could not go before: what was written, or what waited behind the discarded. */
export function leavesWork({ entries, discarded }: Commit): boolean {
  return discarded.length > 0 || entries.some(({ delivery }) => delivery === 'queued');
}
