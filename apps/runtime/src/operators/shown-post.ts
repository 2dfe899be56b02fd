import type { Database } from '../db/client.ts';
import { findPost, isPosting, type ShownAs, type StoredPost } from '../db/telegram/posts.ts';
import type { Clock } from '../services.ts';

const LOOK_AGAIN_MS = 50;
const PATIENCE_MS = 10_000;

/**
 * The post that Telegram shows as this message or topic; null for one that is none of ours. Telegram shows a message
 * before it has answered the call that sent it, and people tap and reply at once: while something of the chat is on
 * its way, it may be that.
 */
export async function shownPost(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  where: ShownAs,
): Promise<StoredPost | null> {
  const giveUpAt = clock.now() + PATIENCE_MS;
  for (;;) {
    // Asked first: what was settled in between is found.
    const onItsWay = await isPosting(database, where);
    const post = await findPost(database, where);
    if (post || !onItsWay || clock.now() >= giveUpAt) return post;
    await new Promise<void>((resolve) => {
      clock.after(LOOK_AGAIN_MS, resolve);
    });
  }
}
