import type { MessageEntity } from 'grammy/types';
import { z } from 'zod';
import { type Caller, integer, json, method, truth } from '../method.ts';
import { badRequest } from '../telegram-error.ts';
import type { EmulatedChat, StoredMessage } from '../world.ts';
import {
  chatId,
  checkCaption,
  checkEntities,
  checkText,
  entities,
  inlineMarkup,
  placeOf,
  post,
  sending,
  shownMarkup,
} from './places.ts';

const linkPreview = { link_preview_options: json(z.looseObject({ is_disabled: truth.optional() })).optional() };
const one = { chat_id: chatId, message_id: integer };

function textOf(text: string, list: MessageEntity[] = []) {
  checkText(text);
  checkEntities(text, list);
  return { text, ...(list.length > 0 && { entities: list }) };
}

/** https://core.telegram.org/bots/api#sendmessage */
const sendMessage = method({ ...sending, text: z.string().default(''), entities, ...linkPreview }, (caller, p) =>
  post(caller, p, textOf(p.text, p.entities)),
);

/** https://core.telegram.org/bots/api#editmessagetext */
const editMessageText = method(
  { ...one, text: z.string().default(''), entities, ...linkPreview, reply_markup: inlineMarkup },
  (caller, p) => {
    const { place, message } = ownMessage(caller, p);
    if (message.text === undefined) throw badRequest('there is no text in the message to edit');
    const { entities: _, ...rest } = message;
    return edit(caller, place, message, { ...rest, ...textOf(p.text, p.entities) }, p.reply_markup);
  },
);

/** https://core.telegram.org/bots/api#editmessagecaption */
const editMessageCaption = method(
  { ...one, caption: z.string().default(''), caption_entities: entities, reply_markup: inlineMarkup },
  (caller, p) => {
    const { place, message } = ownMessage(caller, p);
    const media = message.photo ?? message.document ?? message.video ?? message.audio ?? message.voice;
    if (!media) throw badRequest('there is no caption in the message to edit');
    checkCaption(p.caption);
    checkEntities(p.caption, p.caption_entities ?? []);
    const { caption: _, caption_entities: __, ...rest } = message;
    const caption = p.caption === '' ? {} : { caption: p.caption, caption_entities: p.caption_entities };
    return edit(caller, place, message, { ...rest, ...caption }, p.reply_markup);
  },
);

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
const editMessageReplyMarkup = method({ ...one, reply_markup: inlineMarkup }, (caller, p) => {
  const { place, message } = ownMessage(caller, p);
  return edit(caller, place, message, message, p.reply_markup);
});

/** https://core.telegram.org/bots/api#deletemessage: a bot can delete its own messages, and all where it may as an administrator. */
const deleteMessage = method(one, (caller, p) => {
  const place = placeOf(caller, p.chat_id);
  const message = place.messages.get(p.message_id);
  if (!message) throw badRequest('message to delete not found');
  if (!mayDelete(caller, place, message)) throw badRequest("message can't be deleted");
  place.messages.delete(p.message_id);
  caller.world.changed();
  return true as const;
});

/** https://core.telegram.org/bots/api#deletemessages: "If some of the specified messages can't be found, they are skipped." */
const deleteMessages = method({ chat_id: chatId, message_ids: json(z.array(integer).min(1).max(100)) }, (caller, p) => {
  const place = placeOf(caller, p.chat_id);
  for (const id of p.message_ids) {
    const message = place.messages.get(id);
    if (message && mayDelete(caller, place, message)) place.messages.delete(id);
  }
  caller.world.changed();
  return true as const;
});

/** https://core.telegram.org/bots/api#copymessage: "Service messages … can't be copied." */
const copyMessage = method(
  { ...sending, from_chat_id: chatId, message_id: integer, caption: z.string().optional() },
  (caller, p) => {
    const original = placeOf(caller, p.from_chat_id).messages.get(p.message_id);
    if (!original) throw badRequest('message to copy not found');
    const content = contentOf(original);
    if (Object.keys(content).length === 0) throw badRequest("message can't be copied");
    const caption = p.caption === undefined ? {} : { caption: p.caption };
    return { message_id: post(caller, p, { ...content, ...caption }).message_id };
  },
);

/** What of a message is its content, rather than where and by whom it was sent. */
function contentOf(message: StoredMessage) {
  const { text, entities: marks, photo, document, video, audio, voice, sticker, location, contact, caption } = message;
  const content = { text, entities: marks, photo, document, video, audio, voice, sticker, location, contact, caption };
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

function mayDelete({ bot }: Caller, place: EmulatedChat, message: StoredMessage): boolean {
  if (message.from.id === bot.me.id || place.chat.type === 'private') return true;
  const member = place.members.get(bot.me.id);
  return member?.status === 'administrator' && member.can_delete_messages;
}

function ownMessage(caller: Caller, p: { chat_id: number | string; message_id: number }) {
  const place = placeOf(caller, p.chat_id);
  const message = place.messages.get(p.message_id);
  if (!message) throw badRequest('message to edit not found');
  if (message.from.id !== caller.bot.me.id) throw badRequest("message can't be edited");
  return { place, message };
}

/** An edit without a keyboard takes the keyboard away. The words of the refusal are the Bot API server's. */
function edit<Edited extends StoredMessage>(
  { world }: Caller,
  place: EmulatedChat,
  before: StoredMessage,
  after: Edited,
  markup: z.output<typeof inlineMarkup>,
): Edited & { edit_date: number } {
  const { reply_markup: _, ...rest } = after;
  const edited = { ...after, ...rest, reply_markup: shownMarkup(markup).reply_markup, edit_date: world.now() };
  if (face(edited) === face(before)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  place.messages.set(before.message_id, edited);
  world.changed();
  return edited;
}

function face({
  text,
  entities: marks = [],
  caption,
  caption_entities: captionMarks = [],
  reply_markup,
}: StoredMessage) {
  return JSON.stringify([text, marks, caption, captionMarks, reply_markup?.inline_keyboard ?? []]);
}

export const messagesMethods = {
  sendMessage,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  copyMessage,
};
