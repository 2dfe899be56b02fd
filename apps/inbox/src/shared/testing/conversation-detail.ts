import type { ConversationDetail } from '@baton/contracts';
import { conversationRow } from './conversation-row.ts';

/** A conversation for tests: say only what matters. */
export function conversationDetail(over: Partial<ConversationDetail> = {}): ConversationDetail {
  return {
    ...conversationRow(),
    botAsking: null,
    transitionTexts: { humanTakesOver: 'A person is here.', botResumes: 'The bot is back.' },
    submissions: [],
    requests: [],
    contactDetail: {
      createdAt: '2026-01-01T09:00:00.000Z',
      blocked: false,
      unreachable: null,
      verifiedId: null,
      attributes: [],
    },
    writableUntil: null,
    earlier: [],
    startedAt: '2026-01-01T09:00:00.000Z',
    ...over,
  };
}
