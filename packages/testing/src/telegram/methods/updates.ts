import { z } from 'zod';
import { integer, json, method, truth } from '../method.ts';
import { badRequest } from '../telegram-error.ts';

const allowed_updates = json(z.array(z.string())).optional();
const drop_pending_updates = truth.default(false);

/** https://core.telegram.org/bots/api#getupdates */
const getUpdates = method(
  { offset: integer.optional(), limit: integer.optional(), timeout: integer.optional(), allowed_updates },
  ({ bot }, p) => bot.updates.poll(p),
);

/**
 * https://core.telegram.org/bots/api#setwebhook, as a local Bot API server takes it: "Use an HTTP URL for the webhook.
 * Use any local IP address for the webhook. Use any port for the webhook.": #using-a-local-bot-api-server.
 */
const setWebhook = method(
  {
    url: z.string(),
    secret_token: z.string().optional(),
    max_connections: integer.optional(),
    allowed_updates,
    drop_pending_updates,
  },
  ({ world, bot }, p) => {
    // "If empty, the webhook integration is removed": the Bot API server takes it as deleteWebhook.
    if (p.url === '') {
      bot.updates.deleteWebhook(p.drop_pending_updates);
      return true as const;
    }
    if (!URL.canParse(p.url)) throw badRequest('invalid webhook URL specified');
    const secret = p.secret_token;
    // "1-256 characters. Only characters A-Z, a-z, 0-9, _ and - are allowed."
    if (secret !== undefined && secret.length > 256) throw badRequest('secret token is too long');
    if (secret !== undefined && !/^[\w-]+$/.test(secret))
      throw badRequest('secret token contains unallowed characters');
    const onAnswer = async (name: string, parameters: Record<string, unknown>) => {
      // "It's not possible to know that such a request was successful or get its result."
      await world.call(bot, name, parameters).catch(() => undefined);
    };
    bot.updates.setWebhook({ url: p.url, secret, onAnswer }, p.drop_pending_updates, p.allowed_updates);
    return true as const;
  },
);

/** https://core.telegram.org/bots/api#deletewebhook */
const deleteWebhook = method({ drop_pending_updates }, ({ bot }, p) => {
  bot.updates.deleteWebhook(p.drop_pending_updates);
  return true as const;
});

/** https://core.telegram.org/bots/api#getwebhookinfo */
const getWebhookInfo = method({}, ({ bot }) => bot.updates.info());

export const updatesMethods = {
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
};
