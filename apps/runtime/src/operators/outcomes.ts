import type { AlertEffect, ToldEntry } from '../db/telegram/tasks.ts';

type Settled = Extract<AlertEffect, { type: 'alert.settle' }>;

/** What came of an alert, for those who did not take it. */
export function alertOutcome({ outcome, by }: Pick<Settled, 'outcome' | 'by'>): string {
  switch (outcome) {
    case 'taken':
      return `Taken by ${by ?? 'somebody else'}.`;
    case 'expired':
      return 'Expired: nobody accepted in time.';
    case 'cancelled':
      return by === null ? 'Cancelled: the customer waits no longer.' : `Cancelled: ${by} resolved it.`;
    case 'ended':
      return 'Ended: the conversation is over.';
  }
}

/** How a session ended, by the newest line that says so. */
export function sessionOutcome(entries: readonly ToldEntry[]): string {
  for (const { content } of entries.toReversed()) {
    if (content.kind !== 'event') continue;
    const by = content.by ?? 'Somebody';
    if (content.event === 'resolved')
      return content.by === undefined ? 'Session ended: nobody wrote for too long.' : 'Session ended.';
    if (content.event === 'handed_back') return 'Handed back: the bot answers again.';
    if (content.event === 'visitor_closed') return 'Visitor closed the chat.';
    if (content.event === 'ended') return `${by} ended the conversation.`;
    if (content.event === 'taken_over' || content.event === 'transferred') return `${by} answers now.`;
    if (content.event === 'handoff_requested') return `It rings for others: ${content.detail ?? 'nobody answers'}.`;
  }
  return 'You answer it no more.';
}
