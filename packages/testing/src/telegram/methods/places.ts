import type {
  ForceReply,
  InlineKeyboardMarkup,
  MessageEntity,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import { z } from 'zod';
import { type Caller, integer, json, truth } from '../method.ts';
import { badRequest, forbidden } from '../telegram-error.ts';
import { type EmulatedChat, keep, publicUser, type StoredMessage } from '../world.ts';

/** A chat's number; names of public chats ("@channel") are not emulated, so they lead nowhere. */
export const chatId = z.union([integer, z.string()]);

const button = z.looseObject({ text: z.string() });
const inlineKeyboard = z.object({
  inline_keyboard: z.array(
    z.array(
      z.union([
        z.strictObject({ text: z.string(), callback_data: z.string() }),
        z.strictObject({ text: z.string(), url: z.string() }),
      ]),
    ),
  ),
});
const replyMarkup = z.union([
  inlineKeyboard,
  z.looseObject({ keyboard: z.array(z.array(button)) }),
  z.looseObject({ remove_keyboard: z.literal(true) }),
  z.looseObject({ force_reply: z.literal(true) }),
]);
type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

/** What every sending method takes: https://core.telegram.org/bots/api#sendmessage. */
export const sending = {
  chat_id: chatId,
  message_thread_id: integer.optional(),
  disable_notification: truth.optional(),
  protect_content: truth.optional(),
  reply_parameters: json(
    z.looseObject({ message_id: integer, allow_sending_without_reply: truth.optional() }),
  ).optional(),
  reply_markup: json(replyMarkup).optional(),
};
type Sending = z.output<z.ZodObject<typeof sending>>;

export const inlineMarkup = json(inlineKeyboard).optional();

const anyEntity = { offset: z.int().min(0), length: z.int().min(1) };
/** https://core.telegram.org/bots/api#messageentity: those that a bot may set. */
export const entities = json(
  z.array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.enum(['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'code']),
        ...anyEntity,
      }),
      z.strictObject({ type: z.literal('expandable_blockquote'), ...anyEntity }),
      z.strictObject({ type: z.literal('pre'), language: z.string().optional(), ...anyEntity }),
      z.strictObject({ type: z.literal('text_link'), url: z.string(), ...anyEntity }),
      z.strictObject({
        type: z.enum(['url', 'email', 'phone_number', 'mention', 'hashtag', 'bot_command']),
        ...anyEntity,
      }),
    ]),
  ),
).optional();

/** The chat a bot names; refuses as the Bot API server does where the bot may not write. */
export function placeOf({ world, bot }: Caller, id: number | string): EmulatedChat {
  const number = Number(id);
  const group = world.groups.get(number);
  if (group) {
    // "parameters.migrate_to_chat_id: The group has been migrated to a supergroup": #responseparameters.
    if (group.migratedTo !== undefined)
      throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: group.migratedTo });
    const status = group.members.get(bot.me.id)?.status;
    if (status === undefined || status === 'left' || status === 'kicked')
      throw forbidden(
        `bot ${status === 'kicked' ? 'was kicked from' : 'is not a member of'} the ${group.chat.type} chat`,
      );
    return group;
  }
  const talk = bot.privateChats.get(number);
  if (talk) return talk;
  // "Bots can't initiate conversations with users": https://core.telegram.org/bots/faq.
  if (world.users.has(number)) throw forbidden("bot can't initiate conversation with a user");
  throw badRequest('chat not found');
}

/** Where a bot may put a message now. */
function openPlace(caller: Caller, { chat_id, message_thread_id }: Pick<Sending, 'chat_id' | 'message_thread_id'>) {
  const place = placeOf(caller, chat_id);
  const { bot } = caller;
  if (bot.blockedBy.has(place.chat.id)) throw forbidden('bot was blocked by the user');
  if (message_thread_id === undefined) return { place, thread: {} };
  const topic = place.topics.get(message_thread_id);
  if (!topic) throw badRequest('message thread not found');
  // An administrator who manages topics may write into closed ones: https://core.telegram.org/method/messages.sendMessage, TOPIC_CLOSED.
  if (topic.closed && !mayManageTopics(place, bot.me.id)) throw badRequest('TOPIC_CLOSED');
  return { place, thread: { message_thread_id, is_topic_message: true } };
}

export function mayManageTopics({ members }: EmulatedChat, userId: number): boolean {
  const member = members.get(userId);
  return member?.status === 'creator' || (member?.status === 'administrator' && member.can_manage_topics === true);
}

export function removeTopic({ topics, messages }: EmulatedChat, threadId: number): void {
  topics.delete(threadId);
  for (const { message_id, message_thread_id } of [...messages.values()])
    if (message_thread_id === threadId) messages.delete(message_id);
}

/** Posts what a bot says. */
export function post<Content extends object>(
  caller: Caller,
  parameters: Sending,
  content: Content,
): StoredMessage & Content {
  const { place, thread } = openPlace(caller, parameters);
  const message = { ...thread, ...repliedTo(place, parameters), ...shownMarkup(parameters.reply_markup), ...content };
  return keep(caller.world, place, publicUser(caller.bot), message);
}

function repliedTo(place: EmulatedChat, { reply_parameters: wish }: Sending) {
  if (!wish) return {};
  const original = place.messages.get(wish.message_id);
  if (original) {
    // "the Message object in this field will not contain further reply_to_message fields": #message.
    const { reply_to_message: _, ...rest } = original;
    return { reply_to_message: { ...rest, reply_to_message: undefined } };
  }
  if (wish.allow_sending_without_reply) return {};
  throw badRequest('message to be replied not found');
}

/** Only inline keyboards stay with a message; each button is checked. */
export function shownMarkup(markup: Markup | undefined): { reply_markup?: InlineKeyboardMarkup } {
  if (!markup || !('inline_keyboard' in markup)) return {};
  for (const each of markup.inline_keyboard.flat()) {
    if (each.text === '') throw badRequest('inline keyboard button text is empty');
    // "Data to be sent in a callback query to the bot when the button is pressed, 1-64 bytes": #inlinekeyboardbutton.
    if (!('callback_data' in each)) continue;
    const bytes = Buffer.byteLength(each.callback_data);
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  return markup.inline_keyboard.length === 0 ? {} : { reply_markup: markup };
}

const TEXT_LENGTH = 4096;
const CAPTION_LENGTH = 1024;

/** "Text of the message to be sent, 1-4096 characters after entities parsing": #sendmessage. Counted in UTF-16 units, the stricter reading. */
export function checkText(text: string): void {
  if (text.trim() === '') throw badRequest('message text is empty');
  if (text.length > TEXT_LENGTH) throw badRequest('message is too long');
}

/** "Media caption, 0-1024 characters after entities parsing": #sendphoto. */
export function checkCaption(caption: string): void {
  if (caption.length > CAPTION_LENGTH) throw badRequest('message caption is too long');
}

/** "Offset in UTF-16 code units to the start of the entity": #messageentity. */
export function checkEntities(text: string, list: readonly MessageEntity[]): void {
  for (const { type, offset, length } of list) {
    const splits = isInsidePair(text, offset) || isInsidePair(text, offset + length);
    if (offset + length > text.length || splits) throw badRequest(`can't parse entities: ${type} is out of bounds`);
  }
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]$/.test(text.slice(0, at));
}
