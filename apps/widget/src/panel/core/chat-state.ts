import type { VisitorEntry, VisitorSnapshot, VisitorStatus } from '@baton/contracts';
import type { InboundContent } from '@baton/engine';

/** What the visitor sent and the transcript does not show yet. `clientId` makes a repeat harmless. */
export interface PendingMessage {
  clientId: string;
  content: InboundContent;
  /** Milliseconds since 1970. */
  at: number;
  /** `queued` until the server has it, `sent` until it shows in the transcript, `refused` when it never will. */
  state: 'queued' | 'sent' | 'refused';
}

export interface ChatState {
  conversationId: string | null;
  status: VisitorStatus;
  /** The version of the conversation that `status` is of: an older status never replaces a newer one. */
  version: number;
  /** In order of `seq`, each once. Numbers are missing where lines are for staff only. */
  entries: readonly VisitorEntry[];
  /** Everything the visitor may see up to here is in `entries`. */
  lastSeq: number;
  pending: readonly PendingMessage[];
  typing: { name: string | null } | null;
  /** How often news came that do not fit, and how many of those a sync has answered. */
  missed: number;
  settled: number;
}

/** How things stood when the server was asked: they may have moved on before the answer came. */
export type Asked = Pick<ChatState, 'conversationId' | 'missed'>;

export type ChatEvent =
  /** What the server knows after `after`, complete, asked for when things stood as `asked`. */
  | { type: 'synced'; snapshot: VisitorSnapshot; after: number; asked: Asked }
  /** The answer to a command: the conversation as it is, from its beginning or from somewhere later. */
  | { type: 'answered'; snapshot: VisitorSnapshot }
  /** One change, pushed. */
  | { type: 'changed'; snapshot: VisitorSnapshot }
  | { type: 'delivery'; conversationId: string; seq: number; delivery: VisitorEntry['delivery'] }
  | { type: 'typing'; typing: { name: string | null } | null }
  /** Something may have been missed: the connection was gone, or another tab did something. */
  | { type: 'missed' }
  | { type: 'queued'; message: PendingMessage }
  | { type: 'moved'; clientId: string; to: PendingMessage['state'] }
  | { type: 'dropped'; clientId: string };

/** A chat that nothing is known of. */
export function emptyChat(): ChatState {
  return {
    conversationId: null,
    status: { mode: 'none', agentName: null, position: null, headset: false, readSeq: 0 },
    version: -1,
    entries: [],
    lastSeq: 0,
    pending: [],
    typing: null,
    missed: 0,
    settled: 0,
  };
}

/** Whether the server must be asked what else there is. */
export function needsSync(state: ChatState): boolean {
  return state.missed > state.settled;
}
