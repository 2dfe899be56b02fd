import type { EmulatedBot, PrivateTalk, TelegramEmulator } from '@baton/testing/telegram';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { TestClient } from './test-client.ts';

const viewSchema = z.object({
  bot: z.looseObject({ source: z.string(), connection: z.looseObject({ state: z.string() }) }).nullable(),
  operators: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      username: z.string().nullable(),
      userId: z.string().nullable(),
      availability: z.string(),
      problem: z.string().nullable(),
    }),
  ),
});

/** What staff see and do in Settings → Telegram operators, over HTTP. */
export interface SalonOperators {
  readonly account: EmulatedBot;
  view(): Promise<z.infer<typeof viewSchema>>;
  /** The payload of a new link for a member, or for somebody without inbox. */
  link(userId?: string): Promise<string>;
  /** Somebody who has opened a link of their own, and has been welcomed. */
  connect(name: string, userId?: string, username?: string): Promise<PrivateTalk>;
}

/** Gives the workspace's operators a bot; that of a channel is named, or else it is their own. */
export async function openOperators(
  staff: TestClient,
  telegram: TelegramEmulator,
  bot: { readonly account: EmulatedBot; readonly channelId?: string },
): Promise<SalonOperators> {
  const view = async () => viewSchema.parse((await staff.get('/api/telegram-operators')).body);
  const choice = bot.channelId === undefined ? { token: bot.account.token } : { channelId: bot.channelId };
  const chosen = await staff.request('PUT', '/api/telegram-operators/bot', choice);
  if (chosen.status !== 200) throw new Error(`The bot was not chosen: ${chosen.text}`);
  await vi.waitFor(async () => expect((await view()).bot?.connection.state).toBe('connected'), 10_000);

  async function link(userId: string | null = null): Promise<string> {
    const answer = await staff.post('/api/telegram-operators/links', { userId });
    const { url } = z.object({ url: z.string() }).parse(answer.body);
    return new URL(url).searchParams.get('start') ?? '';
  }

  return {
    account: bot.account,
    view,
    link,
    async connect(firstName, userId, username) {
      const talk = telegram.person({ firstName, ...(username !== undefined && { username }) }).with(bot.account);
      talk.start(await link(userId));
      await telegram.until(`${firstName} is welcomed`, () => talk.texts.at(-1)?.startsWith('You are connected'));
      return talk;
    },
  };
}
