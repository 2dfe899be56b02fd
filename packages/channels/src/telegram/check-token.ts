import type { ChannelAdapterFactory } from '../channel-adapter.ts';
import { problemOf } from './failures.ts';
import { createTelegramApi, withinPatience } from './telegram-api.ts';

/** Asks Telegram whose token it is: https://core.telegram.org/bots/api#getme. */
export const checkToken: NonNullable<ChannelAdapterFactory['check']> = async ({ secrets, apiRoot }) => {
  const token = secrets.token ?? '';
  // The form that @BotFather gives tokens: what is none is not sent anywhere.
  if (!/^\d{1,20}:[\w-]{20,100}$/.test(token))
    return { ok: false, problem: 'This is not a bot token. @BotFather’s look like 123456789:AAE…' };
  try {
    const { id, username } = await createTelegramApi(token, apiRoot).getMe(withinPatience());
    return { ok: true, account: { id: String(id), name: `@${username}`, url: `https://t.me/${username}` } };
  } catch (error) {
    return { ok: false, problem: `${problemOf(error)}.` };
  }
};
