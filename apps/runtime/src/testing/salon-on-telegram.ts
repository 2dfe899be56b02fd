import { randomUUID } from 'node:crypto';
import type { EmulatedBot, PrivateTalk, TelegramEmulator } from '@baton/testing/telegram';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { TestClient } from './test-client.ts';

const channelsSchema = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    flowId: z.string(),
    connection: z
      .object({
        state: z.string(),
        error: z.string().nullable(),
        account: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
      })
      .nullable(),
  }),
);
type ChannelView = z.infer<typeof channelsSchema>[number];

const entriesSchema = z.object({
  messages: z.array(
    z.object({
      seq: z.int(),
      author: z.object({ kind: z.string() }),
      content: z.object({
        kind: z.string(),
        text: z.string().optional(),
        label: z.string().optional(),
        caption: z.string().optional(),
        media: z.string().optional(),
      }),
      delivery: z.string().nullable(),
    }),
  ),
});

interface Waiting {
  readonly talk: PrivateTalk;
  /** Of the conversation. */
  readonly id: string;
  /** Their last words, as Telegram has them. */
  readonly said: ReturnType<PrivateTalk['say']>;
}

/** A workspace's first Telegram channel, as staff set it up and use it over HTTP. */
export interface SalonOnTelegram {
  readonly channelId: string;
  readonly account: EmulatedBot;
  channel(): Promise<ChannelView>;
  connected(): Promise<void>;
  /** Somebody with the app who opens the chat. */
  customer(firstName: string): PrivateTalk;
  /** A customer who has filled in the sample flow's form, at its end with these words, and waits for a person. */
  waiting(firstName: string, words?: string): Promise<Waiting>;
  /** The conversation of the customer of that name. */
  conversation(name: string): Promise<{ id: string; mode: { kind: string } }>;
  /** "who: what (delivery)", in the transcript's order. */
  transcript(conversationId: string): Promise<string[]>;
  command(conversationId: string, name: string, more?: object): Promise<void>;
}

/** Connects a new bot as an owner does in Settings: the sample flow answers its customers. */
export async function openSalonOnTelegram(
  staff: TestClient,
  telegram: TelegramEmulator,
  account = telegram.bot(),
): Promise<SalonOnTelegram> {
  const channels = async () => channelsSchema.parse((await staff.get('/api/channels')).body);
  const flowId = (await channels())[0]?.flowId;
  const made = await staff.post('/api/channels', {
    type: 'telegram',
    name: 'Salon bot',
    flowId,
    secrets: { token: account.token },
  });
  if (made.status !== 200) throw new Error(`The channel was not made: ${made.text}`);
  const { id: channelId } = z.object({ id: z.string() }).parse(made.body);

  async function channel(): Promise<ChannelView> {
    const found = (await channels()).find(({ id }) => id === channelId);
    if (!found) throw new Error('There is no such channel');
    return found;
  }

  const conversation: SalonOnTelegram['conversation'] = (name) =>
    vi.waitFor(async () => {
      const rowSchema = z.object({
        id: z.string(),
        contact: z.object({ name: z.string() }),
        mode: z.looseObject({ kind: z.string() }),
      });
      const { body } = await staff.get('/api/conversations?view=open');
      const found = z
        .object({ rows: z.array(rowSchema) })
        .parse(body)
        .rows.find(({ contact }) => contact.name === name);
      if (!found) throw new Error(`${name} has no open conversation`);
      return found;
    }, 10_000);

  return {
    channelId,
    account,
    channel,
    connected: () =>
      vi.waitFor(async () => expect((await channel()).connection).toMatchObject({ state: 'connected' }), 10_000),
    customer: (firstName) => telegram.person({ firstName }).with(account),
    conversation,
    async waiting(firstName, words = '-') {
      const talk = telegram.person({ firstName }).with(account);
      talk.start();
      await telegram.until('the menu', () => talk.buttons().includes('Talk to a person'));
      talk.tap('Talk to a person');
      await telegram.until('the first field', () => talk.buttons().includes('Prices'));
      talk.tap('Prices');
      await telegram.until('the second field', () => talk.texts.at(-1)?.startsWith('What should we know?'));
      const said = talk.say(words);
      const { id } = await conversation(firstName);
      return { talk, id, said };
    },
    async transcript(conversationId) {
      const { body } = await staff.get(`/api/conversations/${conversationId}/messages?after=0`);
      return entriesSchema.parse(body).messages.flatMap(({ author, content, delivery }) => {
        if (content.kind === 'event') return [];
        const words = content.text ?? content.label ?? [content.media, content.caption].filter(Boolean).join(' ');
        return [`${author.kind}: ${words}${delivery === null ? '' : ` (${delivery})`}`];
      });
    },
    async command(conversationId, name, more = {}) {
      const answer = await staff.post(`/api/conversations/${conversationId}/${name}`, {
        commandId: randomUUID(),
        ...more,
      });
      if (answer.status !== 200) throw new Error(`${name} was refused: ${answer.text}`);
    },
  };
}
