import { type EmulatedGroup, type Person, type PrivateTalk, startTelegramEmulator } from '@baton/testing/telegram';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { alertsOf, topicKey } from '../../operators/post-keys.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

/** Operators on Telegram: one who has an inbox too, and a group with a topic per conversation. */
export interface TelegramDesk {
  /** Ben's phone: the same person as at his inbox. */
  readonly phone: PrivateTalk;
  readonly group: EmulatedGroup;
  /** Somebody in the group who has no inbox. */
  readonly ola: Person;
  /** The message on Ben's phone that asks for somebody, once it is there: who comes is told of all that ring already. */
  alert(conversationId: string): Promise<number>;
  /** A conversation's topic, once it is made. */
  topic(conversationId: string): Promise<number>;
  /** The lines that the bot has written into a topic, oldest first; none where it was deleted. */
  linesIn(topic: number): string[];
  /** Takes the operators' bot away again. */
  close(): Promise<void>;
}

/** Telegram for the two processes: what they call, and how the operators are set up on it. */
export interface TelegramForRaces {
  readonly url: string;
  /** Sets the operators up, as Ana does it in Settings. */
  open(ana: Desk, benId: string): Promise<TelegramDesk>;
  stop(): Promise<void>;
}

const linkSchema = z.object({ url: z.string() });
const botSchema = z.object({ bot: z.object({ connection: z.object({ state: z.string() }) }).nullable() });

export async function startTelegramForRaces(database: Database): Promise<TelegramForRaces> {
  const telegram = await startTelegramEmulator();

  async function open(ana: Desk, benId: string): Promise<TelegramDesk> {
    const account = telegram.bot();
    await ana.ask('a', 'PUT', '/api/telegram-operators/bot', { token: account.token });
    await until('the operators’ bot is connected', async () => {
      const { bot } = botSchema.parse(await ana.ask('a', 'GET', '/api/telegram-operators'));
      return bot?.connection.state === 'connected' || undefined;
    });
    const payload = async (path: string, body: object, name: string) => {
      const { url } = linkSchema.parse(await ana.ask('a', 'POST', `/api/telegram-operators/${path}`, body));
      return new URL(url).searchParams.get(name) ?? '';
    };

    const person = telegram.person({ firstName: 'Ben' });
    const phone = person.with(account);
    phone.start(await payload('links', { userId: benId }, 'start'));
    await telegram.until('Ben is welcomed', () => phone.texts.at(-1)?.startsWith('You are connected'));

    const ola = telegram.person({ firstName: 'Ola', username: 'ola' });
    const group = telegram.group({ forum: true });
    group.join(ola);
    group.promote(account);
    group.say(ola, `/start@${account.me.username} ${await payload('group-links', {}, 'startgroup')}`);
    await telegram.until('the group is connected', () =>
      group.messages.some(({ text }) => text?.startsWith('This group is connected')),
    );

    /** Telegram's number of what the operators were told; 0 before it has one. */
    const shownAs = async (chatId: number, conversationId: string, key: string | { startsWith: string }) => {
      const where = { conversationId, key, chatId: String(chatId) };
      const post = await database.prisma.operatorPost.findFirst({ where });
      return Number(post?.providerId ?? 0);
    };
    return {
      phone,
      group,
      ola,
      alert: (conversationId) =>
        until('the alert', async () => {
          const id = await shownAs(person.user.id, conversationId, { startsWith: alertsOf(conversationId) });
          return phone.buttons(id).includes('Accept') ? id : undefined;
        }),
      topic: (conversationId) =>
        until('the conversation has a topic', async () => {
          const id = await shownAs(group.id, conversationId, topicKey(conversationId));
          return group.topics.has(id) ? id : undefined;
        }),
      linesIn: (topic) =>
        group.messages.flatMap(({ message_thread_id, from, text }) =>
          message_thread_id === topic && from.is_bot && text !== undefined ? text.split('\n') : [],
        ),
      async close() {
        await ana.ask('a', 'DELETE', '/api/telegram-operators/bot');
      },
    };
  }

  return { url: telegram.url, open, stop: telegram.stop };
}
