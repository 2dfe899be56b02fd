import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelConnectionSchema } from './channels.ts';
import { apiErrors } from './errors.ts';
import { availabilitySchema } from './handoff.ts';

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND } = apiErrors;

/** Somebody who answers customers on Telegram. `id` is their number there. */
export const telegramOperatorSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string().nullable(),
  /** The member of the workspace they are; null where they have no inbox. */
  userId: z.string().nullable(),
  /** The same here and in the inbox: only who is available is asked. */
  availability: availabilitySchema,
  /** Why no alert reaches them, as a sentence; null while alerts do. */
  problem: z.string().nullable(),
});
export type TelegramOperator = z.infer<typeof telegramOperatorSchema>;

/** Everything about alerts on Telegram that Settings show. */
export const telegramOperatorsViewSchema = z.object({
  /** Null while no bot is chosen. */
  bot: z
    .object({
      /** Whose it is: a channel's that serves customers too, one of the operators' own, or the environment's. */
      source: z.enum(['channel', 'token', 'environment']),
      channelId: z.string(),
      connection: channelConnectionSchema,
      /** How updates arrive: brought to a webhook, or fetched. */
      delivery: z.enum(['webhook', 'polling']),
    })
    .nullable(),
  operators: z.array(telegramOperatorSchema),
  /** The group in which conversations are answered; null where there is none. */
  group: z
    .object({
      title: z.string(),
      /** A topic for each conversation, or replies to messages where the group has no topics. */
      mode: z.enum(['topics', 'replies']),
      problem: z.string().nullable(),
    })
    .nullable(),
});
export type TelegramOperatorsView = z.infer<typeof telegramOperatorsViewSchema>;

/** What came of a test alert. */
export const alertTestSchema = z.object({
  /** To one operator, or into the operators' group. */
  kind: z.enum(['person', 'group']),
  name: z.string(),
  ok: z.boolean(),
  /** What to do, where it did not arrive or the group lacks something. */
  problem: z.string().nullable(),
  /** What the test found to be otherwise than before. */
  news: z.string().nullable(),
});
export type AlertTest = z.infer<typeof alertTestSchema>;

const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });
const tags = ['telegram-operators'];
const operatorId = z.object({ operatorId: z.string().max(64) });
const link = z.object({ url: z.string(), expiresAt: z.string() });

export const telegramOperatorsContract = {
  get: base.route({ method: 'GET', path: '/telegram-operators', tags }).output(telegramOperatorsViewSchema),
  /** Chooses the bot: that of a connected Telegram channel, or one of its own, by its token. */
  chooseBot: base
    .route({ method: 'PUT', path: '/telegram-operators/bot', tags })
    .input(z.object({ channelId: z.string().max(64).optional(), token: z.string().max(1000).optional() }))
    .output(telegramOperatorsViewSchema),
  /** No alerts on Telegram any more; a token of its own is forgotten. */
  removeBot: base
    .route({ method: 'DELETE', path: '/telegram-operators/bot', tags })
    .output(telegramOperatorsViewSchema),
  /** A link that makes whoever opens it first an operator. Works once, for 24 hours, and is shown once. */
  link: base
    .route({ method: 'POST', path: '/telegram-operators/links', tags })
    .input(z.object({ userId: z.string().max(64).nullable() }))
    .output(link),
  /** A link that puts the bot into a group and makes it the operators' group. Works once, for 24 hours. */
  groupLink: base.route({ method: 'POST', path: '/telegram-operators/group-links', tags }).output(link),
  /** The bot says nothing in the group any more, and hears nobody there. */
  removeGroup: base
    .route({ method: 'DELETE', path: '/telegram-operators/group', tags })
    .output(telegramOperatorsViewSchema),
  /** Whether alerts are sent to them. One's own, or as an owner or admin. */
  update: base
    .route({ method: 'PATCH', path: '/telegram-operators/people/{operatorId}', tags })
    .input(operatorId.extend({ availability: availabilitySchema }))
    .output(telegramOperatorsViewSchema),
  /** They can't answer any more; customers they were answering ring for somebody else. */
  revoke: base
    .route({ method: 'DELETE', path: '/telegram-operators/people/{operatorId}', tags })
    .input(operatorId)
    .output(telegramOperatorsViewSchema),
  /** Sends everybody and the operators' group a test alert, now, and says what came of it. */
  test: base.route({ method: 'POST', path: '/telegram-operators/test', tags }).output(z.array(alertTestSchema)),
};
