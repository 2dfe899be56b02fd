import type { DeliveryState } from '@baton/chat-ui';
import type { VisitorEntry } from '@baton/contracts';
import type { MessageContent } from '@baton/engine';
import type { ChatState } from '../core/chat-state.ts';

/** A message as the panel draws it, whether the server has it or not. */
export interface TranscriptItem {
  /** The same before and after the server has it, so that its bubble stays the same element. */
  key: string;
  author: VisitorEntry['author'];
  content: MessageContent;
  at: Date;
  /** Of the visitor's own messages only. */
  delivery: DeliveryState | null;
  /** Set while the message is on its way or was refused. */
  pendingId: string | null;
}

/** What the visitor sees, in order: the transcript without what was never sent, then what waits to be sent. */
export function transcriptItems({ entries, pending, status }: ChatState): TranscriptItem[] {
  const shown = entries.filter(({ delivery }) => delivery !== 'discarded');
  return [
    ...shown.map(({ seq, author, content, at, clientId }): TranscriptItem => {
      const own = author.kind === 'customer';
      const delivery = !own ? null : seq <= status.readSeq ? 'read' : 'sent';
      return { key: clientId ?? `seq-${seq}`, author, content, at: new Date(at), delivery, pendingId: null };
    }),
    ...pending.map(
      ({ clientId, content, at, state }): TranscriptItem => ({
        key: clientId,
        author: { kind: 'customer' },
        content,
        at: new Date(at),
        delivery: pendingDelivery[state],
        pendingId: clientId,
      }),
    ),
  ];
}

const pendingDelivery = { queued: 'queued', sent: 'sent', refused: 'failed' } as const;

/** Whether two messages in a row are from the same author, close enough to share a name and a time. */
export function sameGroup(a: TranscriptItem | undefined, b: TranscriptItem | undefined): boolean {
  if (!a || !b || a.author.kind !== b.author.kind) return false;
  if (a.author.kind === 'agent' && b.author.kind === 'agent' && a.author.name !== b.author.name) return false;
  return b.at.getTime() - a.at.getTime() < 5 * 60_000;
}
