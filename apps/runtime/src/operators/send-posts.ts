import type { StaffBot, StaffMedia, StaffMessage, StaffResult } from '@baton/channels/telegram-staff';
import type { Database } from '../db/client.ts';
import { noteOperatorGroup } from '../db/telegram/bots.ts';
import { changeOperator } from '../db/telegram/people.ts';
import {
  claimPosts,
  type PostMedia,
  type PostMessage,
  postByKey,
  recoverPosts,
  retryPost,
  type StoredPost,
  settlePost,
} from '../db/telegram/posts.ts';
import { moveGroup, remakeTopic } from '../db/telegram/topics.ts';
import { createLoop, type Loop } from '../effects/loop.ts';
import { createPatience } from '../effects/patience.ts';
import type { Files } from '../files/create-files.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { NOT_IN_GROUP } from './check-group.ts';
import type { OperatorBots } from './operator-bots.ts';
import { topicKey } from './post-keys.ts';
import { sentAgain, withoutMedia } from './words.ts';

export interface SendPostsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instanceId: string;
  readonly bots: OperatorBots;
  readonly files: Pick<Files, 'open'>;
}

const goneFile: StaffResult = { status: 'failed', problem: 'other', reason: 'it is not there any more' };
/** Posts on their way at the same time, each to another chat. */
const AT_ONCE = 16;
/** What other processes have left, and what is due again, is seen within this time. */
const POLL_MS = 1_000;
const MAX_ATTEMPTS = 10;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;
/** As for messages to customers: who was silent for so long is dead. */
const DEAD_AFTER_SECONDS = 10;

/** Brings what operators are told to Telegram: in order per chat, each post by one process, for as long as it takes. */
export function createPostSender(deps: SendPostsDeps): Loop {
  const { database, clock, log, instanceId, bots, files } = deps;
  const sending = new Set<Promise<void>>();
  const patiently = createPatience(clock, (error) => log.warn({ err: error }, 'Trying again'));

  async function look(): Promise<number> {
    await recoverPosts(database, DEAD_AFTER_SECONDS);
    const free = AT_ONCE - sending.size;
    if (free <= 0) return POLL_MS;
    const claimed = await claimPosts(database, { instanceId, now: clock.now(), limit: free });
    for (const post of claimed) {
      const sent = deliver(post)
        .catch((error: unknown) => log.error({ err: error, ...about(post) }, 'A post could not be settled'))
        .finally(() => {
          sending.delete(sent);
          // The next one of the same chat may go.
          loop.nudge();
        });
      sending.add(sent);
    }
    return POLL_MS;
  }

  async function deliver(post: StoredPost): Promise<void> {
    const bot = await patiently.until(() => bots.of(post.workspaceId));
    if (!bot) return settle(post, { status: 'failed', error: 'The operators have no bot that is connected' });
    let result: StaffResult;
    try {
      result = await carryOut(bot.staff, post);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Staff rather get it twice than never; an edit made twice looks the same.
      return retry(post, { reason, retryAfterMs: null, mayHaveArrived: post.providerId === null });
    }
    if (result.status === 'done') await settle(post, { status: 'sent', providerId: result.id });
    else if (result.status === 'failed') await giveUp(post, result);
    else if (post.attempts < MAX_ATTEMPTS) await retry(post, { ...result, mayHaveArrived: false });
    else await settle(post, { status: 'failed', error: result.reason });
  }

  async function carryOut(bot: StaffBot, post: StoredPost): Promise<StaffResult> {
    const { chatId, content, providerId } = post;
    if (content.kind === 'topic') {
      return providerId === null
        ? bot.makeTopic(chatId, content.name)
        : bot.closeTopic(chatId, providerId, content.closed);
    }
    const message = await messageOf(post, content);
    if (message === null) return { status: 'failed', problem: 'other', reason: 'Its topic could not be made' };
    if (providerId !== null) return bot.edit(chatId, providerId, message);
    if (!content.media) return bot.send(chatId, message);
    const media = await readMedia(post.workspaceId, content.media);
    const sent = media ? await bot.send(chatId, { ...message, media }) : goneFile;
    if (sent.status !== 'failed' || sent.problem !== 'other') return sent;
    log.warn({ ...about(post), reason: sent.reason }, 'Operators are told in words of what Telegram does not show');
    return bot.send(chatId, { ...message, ...withoutMedia(content, sent.reason) });
  }

  /** Undefined for a file that is not there any more. */
  async function readMedia(workspaceId: string, media: PostMedia): Promise<StaffMedia | undefined> {
    if (media.kind !== 'file') return media;
    const file = await files.open({ workspaceId, fileId: media.fileId });
    return file ? { kind: 'file', file: file.facts, bytes: () => file.bytes() } : undefined;
  }

  /** The message as Telegram takes it; null where it belongs into a topic that could not be made. */
  async function messageOf(post: StoredPost, content: PostMessage): Promise<StaffMessage | null> {
    const { workspaceId, chatId, conversationId } = post;
    const isNew = post.providerId === null;
    const { text, entities } = content.again === true && isNew ? sentAgain(content) : content;
    const original = content.replyTo && (await postByKey(database, { workspaceId, chatId, key: content.replyTo }));
    const replyTo = original ? (original.providerId ?? undefined) : content.replyToId;
    const shared = { text, entities, keyboard: content.keyboard, ...(replyTo !== undefined && { replyTo }) };
    if (!post.inTopic || conversationId === null) return shared;
    const topic = await postByKey(database, { workspaceId, chatId, key: topicKey(conversationId) });
    return topic?.providerId ? { ...shared, threadId: topic.providerId } : null;
  }

  async function giveUp(post: StoredPost, { problem, reason, movedTo }: Extract<StaffResult, { status: 'failed' }>) {
    const { workspaceId, chatId } = post;
    // Somebody has deleted it: there is nothing to change.
    if (problem === 'gone') return settle(post, { status: 'sent' });
    if (problem === 'moved' && movedTo !== undefined) {
      return moveGroup(database, { workspaceId, from: chatId, to: movedTo });
    }
    if (problem === 'no_topic' && (await remakeTopic(database, post, instanceId, clock.now()))) return;
    if (chatId.startsWith('-') && (problem === 'rights' || problem === 'blocked')) {
      const groupProblem = problem === 'rights' ? reason : NOT_IN_GROUP;
      await noteOperatorGroup(database, { workspaceId, groupId: chatId }, { groupProblem });
    } else if (problem === 'blocked') {
      const blockedAt = new Date(clock.now());
      await changeOperator(
        database,
        { workspaceId, telegramId: chatId },
        { blockedAt, problem: 'Has blocked the bot' },
      );
    }
    log.warn({ ...about(post), reason }, 'Operators could not be told');
    await settle(post, { status: 'failed', error: reason });
  }

  async function settle(post: StoredPost, outcome: Parameters<typeof settlePost>[3]): Promise<void> {
    await patiently.until(() => settlePost(database, post, instanceId, outcome));
  }

  async function retry(
    post: StoredPost,
    { reason, retryAfterMs, mayHaveArrived }: { reason: string; retryAfterMs: number | null; mayHaveArrived: boolean },
  ): Promise<void> {
    if (post.attempts >= MAX_ATTEMPTS) return settle(post, { status: 'failed', error: reason });
    const backOff = Math.min(FIRST_RETRY_MS * 2 ** (post.attempts - 1), LAST_RETRY_MS);
    const dueAt = clock.now() + (retryAfterMs ?? backOff);
    await patiently.until(() => retryPost(database, post, instanceId, { dueAt, error: reason, mayHaveArrived }));
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: POLL_MS,
    onError: (error) => log.error({ err: error }, 'What operators are told could not be read'),
  });
  return {
    nudge: loop.nudge,
    async stop() {
      await loop.stop();
      // What can't be settled now is taken over by the others, or by the next start.
      patiently.end();
      await Promise.all(sending);
    },
  };
}

function about({ workspaceId, conversationId, chatId, key }: StoredPost) {
  return { workspaceId, conversationId, chatId, post: key };
}
