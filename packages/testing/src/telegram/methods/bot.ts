import { z } from 'zod';
import { integer, json, method, truth } from '../method.ts';
import { badRequest } from '../telegram-error.ts';
import { chatId, placeOf } from './places.ts';

/** https://core.telegram.org/bots/api#getme */
const getMe = method({}, ({ bot }) => bot.me);

/** https://core.telegram.org/bots/api#botcommand: "1-32 characters. Can contain only lowercase English letters, digits and underscores." */
const command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/, 'BOT_COMMAND_INVALID'),
  description: z.string().min(1).max(256),
});

/** https://core.telegram.org/bots/api#setmycommands: "At most 100 commands can be specified." Scopes are not told apart. */
const setMyCommands = method(
  { commands: json(z.array(command).max(100)), scope: json(z.looseObject({ type: z.string() })).optional() },
  ({ bot }, p) => {
    bot.commands = p.commands;
    return true as const;
  },
);

const action = z.enum([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
]);

/** https://core.telegram.org/bots/api#sendchataction */
const sendChatAction = method({ chat_id: chatId, message_thread_id: integer.optional(), action }, (caller, p) => {
  const { chat } = placeOf(caller, p.chat_id);
  caller.world.actions.push({ chatId: chat.id, action: p.action });
  caller.world.changed();
  return true as const;
});

/** https://core.telegram.org/bots/api#answercallbackquery: "0-200 characters"; a query can be answered once, and not for long. */
const answerCallbackQuery = method(
  {
    callback_query_id: z.string(),
    text: z.string().default(''),
    show_alert: truth.default(false),
    cache_time: integer.optional(),
  },
  ({ world, bot }, p) => {
    if (p.text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
    if (!bot.openQueries.delete(p.callback_query_id))
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    world.tapAnswers.push({ queryId: p.callback_query_id, text: p.text, alert: p.show_alert });
    world.changed();
    return true as const;
  },
);

const reaction = z.strictObject({ type: z.literal('emoji'), emoji: z.string() });

/** https://core.telegram.org/bots/api#setmessagereaction: "Bots can set at most one reaction per message" (as of non-premium users). */
const setMessageReaction = method(
  {
    chat_id: chatId,
    message_id: integer,
    reaction: json(z.array(reaction).max(1, 'REACTIONS_TOO_MANY')).default([]),
    is_big: truth.optional(),
  },
  (caller, p) => {
    if (!placeOf(caller, p.chat_id).messages.has(p.message_id)) throw badRequest('message to react not found');
    return true as const;
  },
);

export const botMethods = {
  getMe,
  setMyCommands,
  sendChatAction,
  answerCallbackQuery,
  setMessageReaction,
};
