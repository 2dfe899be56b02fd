import type { ConversationRow } from '@baton/contracts';

/** A row for tests: a bot talks to Kim on the website; say only what matters. */
export function conversationRow(over: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: 'c1',
    version: 1,
    contact: { id: 'k1', name: 'Kim' },
    channel: { id: 'w1', type: 'widget', name: 'Website' },
    flow: { id: 'f1', name: 'Booking' },
    mode: {
      kind: 'bot',
      phase: null,
      owner: null,
      onPhone: false,
      since: null,
      expiresAt: null,
      asked: null,
      transfer: null,
    },
    team: null,
    submissionStatus: null,
    last: { text: 'Hello', author: { kind: 'customer' }, at: '2026-01-01T10:00:00.000Z' },
    lastSeq: 1,
    unread: 0,
    stalled: false,
    waitingSince: null,
    archived: false,
    ...over,
  };
}
