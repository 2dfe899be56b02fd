import type { ChannelKey } from '../channels/channel-key.ts';
import { storable } from '../conversations/storable.ts';
import { readOperatorBot } from '../db/telegram/bots.ts';
import { linkKind, useOperatorLink } from '../db/telegram/links.ts';
import { changeOperator, connectOperator, findOperator } from '../db/telegram/people.ts';
import { putPost } from '../db/telegram/posts.ts';
import { createGroupChat, type InGroup } from './group-chat.ts';
import type { OperatorBot, OperatorBots } from './operator-bots.ts';
import { type ChatDeps, createOperatorChat } from './operator-chat.ts';
import { answerKey } from './post-keys.ts';
import {
  commandOf,
  type Membership,
  type Message,
  nameOf,
  type Person,
  type Tap,
  type Update,
  updateSchema,
} from './update.ts';
import { say } from './words.ts';

interface ReceiveDeps extends ChatDeps {
  readonly bots: OperatorBots;
}

/** What somebody did in a private chat with the operators' bot. */
interface Came {
  readonly bot: OperatorBot;
  readonly person: Person;
  readonly updateKey: string;
}

const WELCOME =
  'You are connected. When a customer wants a person, the alert arrives here: Accept it, and write to them in this chat. /help says what else there is.';
const refusedLink = {
  unknown: 'This link is not known. Ask for a new one in Settings → Telegram operators.',
  expired: 'This link has expired: it works for 24 hours. Ask for a new one.',
  used: 'This link was used before: each one works once. Ask for a new one in Settings → Telegram operators.',
  taken: 'This link was used by somebody else: each one works once. Ask for one of your own.',
} as const;

/**
 * Takes what came to a bot before customers' messages are looked at: true where it is the operators' and nobody
 * else's. An operator's own chat is never a contact, also where the same bot serves customers.
 */
export function createUpdateReceiver(deps: ReceiveDeps) {
  const { database, clock } = deps;
  const chat = createOperatorChat(deps);
  const group = createGroupChat(deps);

  async function receive({ workspaceId, channelId }: ChannelKey, payload: unknown): Promise<boolean> {
    const row = await readOperatorBot(database, workspaceId);
    if (row?.channelId !== channelId) return false;
    const update = updateSchema.safeParse(payload).data;
    const bot = update && (await deps.bots.of(workspaceId));
    if (!update || !bot) return row.source !== 'channel';
    const { message, callback_query: tap, edited_message: edited, my_chat_member: membership } = update;
    const place = message?.chat ?? tap?.message?.chat ?? edited?.chat ?? membership?.chat;
    const person = message?.from ?? tap?.from ?? edited?.from ?? membership?.from;
    if (!place || !person) return row.source !== 'channel';
    // Nobody is a customer in a group.
    if (place.type !== 'private') {
      await receiveInGroup(
        { bot, chatId: String(place.id), updateKey: `${bot.id}:${update.update_id}` },
        person,
        update,
      );
      return true;
    }
    return receivePrivate({ bot, person, updateKey: `${bot.id}:${update.update_id}` }, update);
  }

  async function receiveInGroup(at: InGroup, person: Person, update: Update): Promise<void> {
    const { message, callback_query: tap, edited_message: edited, my_chat_member: membership } = update;
    if (membership) await group.onMembership(at, membership);
    else if (tap) await group.onTap(at, tap);
    else if (edited) await group.onEdited(at, edited);
    else if (message) await group.onMessage(at, person, message);
  }

  async function receivePrivate(came: Came, update: Update): Promise<boolean> {
    const { message, callback_query: tap, edited_message: edited, my_chat_member: membership } = update;
    const { bot, person } = came;
    const { workspaceId, source } = bot.row;
    const start = message && commandOf(message.text);
    if (message && start?.name === 'start' && linkKind(start.rest) === 'person') {
      await connect(came, start.rest);
      return true;
    }
    const operator = await findOperator(database, workspaceId, String(person.id));
    if (!operator || operator.revokedAt !== null) return source === 'channel' ? false : turnAway(came, message, tap);
    const heard = { bot, operator, updateKey: came.updateKey };
    if (membership) await onMembership(came, membership);
    else if (tap) await chat.onTap(heard, tap);
    else if (edited) await chat.onEdited(heard, edited);
    else if (message) await chat.onMessage(heard, message);
    return true;
  }

  async function answer({ bot, person, updateKey }: Came, text: string): Promise<void> {
    const { workspaceId } = bot.row;
    const post = {
      workspaceId,
      conversationId: null,
      chatId: String(person.id),
      key: answerKey(updateKey),
      content: say(text),
    };
    await putPost(database, post, clock.now(), { once: true });
    deps.onPosted();
  }

  async function connect(came: Came, payload: string): Promise<void> {
    const { bot, person } = came;
    const { workspaceId } = bot.row;
    const telegramId = String(person.id);
    const used = await database.prisma.$transaction(async (tx) => {
      const link = await useOperatorLink(tx, { workspaceId, payload, telegramId, now: clock.now() });
      if (link.outcome === 'used') {
        const about = { name: storable(nameOf(person)), username: person.username ?? null, userId: link.userId };
        await connectOperator(tx, { workspaceId, telegramId, botId: bot.id, ...about });
      }
      return link;
    });
    if (used.outcome === 'refused') return answer(came, refusedLink[used.why]);
    if (used.outcome === 'used') deps.onAvailable(workspaceId);
    const operator = await findOperator(database, workspaceId, telegramId);
    // Whoever was revoked does not come back by the link they came by.
    await answer(came, operator?.revokedAt === null ? WELCOME : refusedLink.used);
  }

  /** Somebody who is no operator, on a bot that is for operators only. */
  async function turnAway(came: Came, message: Message | undefined, tap: Tap | undefined): Promise<boolean> {
    if (tap) await came.bot.staff.answerTap(tap.id, 'You are no operator any more.', true);
    if (message)
      await answer(came, 'This bot is for the people who answer customers. Open the link that you were given.');
    return true;
  }

  async function onMembership({ bot, person }: Came, { new_chat_member: { status } }: Membership): Promise<void> {
    const { workspaceId } = bot.row;
    const blocked = status === 'kicked';
    const change = blocked
      ? { blockedAt: new Date(clock.now()), problem: 'Has blocked the bot' }
      : { blockedAt: null, problem: null };
    await changeOperator(database, { workspaceId, telegramId: String(person.id) }, change);
    if (!blocked) deps.onAvailable(workspaceId);
  }

  return receive;
}
