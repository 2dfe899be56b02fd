/** Where the unsent reply to a conversation is kept in this browser. */
export function draftKey(conversationId: string): string {
  return `baton.draft.${conversationId}`;
}
