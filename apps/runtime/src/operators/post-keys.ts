// What each post is called: a post of the same name changes the one before it.

/** A handoff alert; each ringing is another one, so that phones ring again. */
export const alertKey = (conversationId: string, ring: number) => `alert:${conversationId}:${ring}`;
/** Alerts of a conversation, and what an operator has of a session that nobody alerted them about. */
export const alertsOf = (conversationId: string) => `alert:${conversationId}:`;
export const sessionKey = (conversationId: string, epoch: number) => `alert:${conversationId}:session-${epoch}`;
/** A conversation that a colleague wants to pass on. */
export const offersOf = (conversationId: string) => `alert:${conversationId}:offer-`;
export const offerKey = (conversationId: string, seq: number) => `${offersOf(conversationId)}${seq}`;
export const messageKey = (conversationId: string, seq: number) => `message:${conversationId}:${seq}`;
/** What was said before a session, up to a message. */
export const earlierKey = (conversationId: string, epoch: number, seq: number) =>
  `earlier:${conversationId}:${epoch}:${seq}`;
export const noticeKey = (conversationId: string, seq: number, what: string) =>
  `notice:${conversationId}:${seq}:${what}`;
/** What became of a message: the customer has changed it, or it did not arrive. */
export const editedKey = (conversationId: string, seq: number, fileId: string) =>
  `edited:${conversationId}:${seq}:${fileId}`;
export const undeliveredKey = (conversationId: string, seq: number) => `undelivered:${conversationId}:${seq}`;
/** An answer to an update: the same update again is answered once. */
export const answerKey = (updateKey: string) => `update:${updateKey}`;
/** The conversation's place in the operators' group, and its card there. */
export const topicKey = (conversationId: string) => `topic:${conversationId}`;
export const cardKey = (conversationId: string) => `card:${conversationId}`;
export const saidIn = (conversationId: string) => `said:${conversationId}:`;
export const saidKey = (conversationId: string, seq: number) => `${saidIn(conversationId)}${seq}`;
export const requestedKey = (conversationId: string, ring: number) => `requested:${conversationId}:${ring}`;
