import type { Actor } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { postByKey, putPost } from '../db/telegram/posts.ts';
import type { Clock } from '../services.ts';
import { undeliveredKey } from './post-keys.ts';
import { say } from './words.ts';

/** Sends a message to a customer once more; false where it has been sent meanwhile. */
export type Resend = (wish: {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly commandId: string;
}) => Promise<boolean>;

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly resend: Resend;
  readonly onPosted: () => void;
}

/** Sends what did not arrive once more, at the wish of an operator; answers what to tell them. */
export async function resend(
  { database, clock, resend: sendAgain, onPosted }: Deps,
  wish: {
    readonly workspaceId: string;
    readonly conversationId: string;
    readonly seq: number;
    readonly chatId: string;
    readonly actor: Actor;
  },
  updateKey: string,
): Promise<string> {
  const { workspaceId, conversationId, seq, chatId, actor } = wish;
  if (!actor.canHandoff) return 'You are no operator any more.';
  const key = undeliveredKey(conversationId, seq);
  const notice = await postByKey(database, { workspaceId, chatId, key });
  // Only what its writer was told of can be sent again from here.
  if (!notice) return 'This button is not known any more.';
  const again = await sendAgain({ workspaceId, conversationId, seq, commandId: `telegram:${updateKey}` });
  const words = again ? 'Sent again.' : 'This was sent meanwhile.';
  // Should it fail once more, the notice is put anew.
  await putPost(database, { ...notice, content: say(`↻ ${words}`) }, clock.now());
  onPosted();
  return words;
}
