import type { ChatFullInfo, ChatMemberAdministrator, ChatMemberOwner } from 'grammy/types';
import { z } from 'zod';
import { type Caller, integer, method, truth } from '../method.ts';
import { badRequest } from '../telegram-error.ts';
import { type EmulatedChat, keep, publicUser, type Topic } from '../world.ts';
import { chatId, mayManageTopics, placeOf, removeTopic } from './places.ts';

const accepted = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};

/** https://core.telegram.org/bots/api#getchat */
const getChat = method({ chat_id: chatId }, (caller, p): ChatFullInfo => {
  const { chat } = placeOf(caller, p.chat_id);
  return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: accepted };
});

/** https://core.telegram.org/bots/api#getchatmember */
const getChatMember = method({ chat_id: chatId, user_id: integer }, (caller, p) => {
  const { members } = placeOf(caller, p.chat_id);
  const member = members.get(p.user_id);
  if (member) return member;
  const user = caller.world.users.get(p.user_id);
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID');
  return { status: 'left' as const, user };
});

/** https://core.telegram.org/bots/api#getchatadministrators: "administrators in a chat, which aren't bots" without `return_bots`. */
const getChatAdministrators = method(
  { chat_id: chatId, return_bots: truth.default(false) },
  (caller, p): (ChatMemberOwner | ChatMemberAdministrator)[] => {
    const { chat, members } = placeOf(caller, p.chat_id);
    if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
    const all = [...members.values()].flatMap((member) =>
      member.status === 'creator' || member.status === 'administrator' ? [member] : [],
    );
    return all.filter(({ user }) => p.return_bots || !user.is_bot);
  },
);

/** https://core.telegram.org/bots/api#pinchatmessage */
const pinChatMessage = method(
  { chat_id: chatId, message_id: integer, disable_notification: truth.optional() },
  (caller, p) => {
    const place = placeOf(caller, p.chat_id);
    const { chat, members, messages, pinned } = place;
    const member = members.get(caller.bot.me.id);
    if (chat.type !== 'private' && !(member?.status === 'administrator' && member.can_pin_messages))
      throw badRequest('not enough rights to manage pinned messages in the chat');
    if (!messages.has(p.message_id)) throw badRequest('message to pin not found');
    pinned.add(p.message_id);
    return true as const;
  },
);

/** "Topic name, 1-128 characters": #createforumtopic. */
const topicName = z.string().min(1, 'topic name must be non-empty').max(128, 'topic name is too long');
/** "Color of the topic icon in RGB format. Currently, must be one of …": #createforumtopic. */
const topicColours = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047];
const iconColour = integer
  .default(7322096)
  .refine((colour) => topicColours.includes(colour), 'invalid forum topic icon color specified');
const oneTopic = { chat_id: chatId, message_thread_id: integer };

/** https://core.telegram.org/bots/api#createforumtopic */
const createForumTopic = method({ chat_id: chatId, name: topicName, icon_color: iconColour }, (caller, p) => {
  const place = forumOf(caller, p.chat_id, 'create a topic');
  const service = { forum_topic_created: { name: p.name, icon_color: p.icon_color } };
  // A topic's id is that of the message that made it: https://core.telegram.org/api/forum#forum-topics.
  const message_thread_id = place.nextMessageId;
  place.topics.set(message_thread_id, { name: p.name, iconColor: p.icon_color, closed: false });
  keep(caller.world, place, publicUser(caller.bot), { message_thread_id, is_topic_message: true, ...service });
  return { message_thread_id, name: p.name, icon_color: p.icon_color };
});

/** https://core.telegram.org/bots/api#editforumtopic: "0-128 characters … If not specified or empty, the current name of the topic will be kept". */
const editForumTopic = method({ ...oneTopic, name: z.string().max(128).default('') }, (caller, p) => {
  const { topic } = topicOf(caller, p, 'edit the topic');
  if (p.name === topic.name) throw badRequest('TOPIC_NOT_MODIFIED');
  if (p.name !== '') topic.name = p.name;
  caller.world.changed();
  return true as const;
});

/** https://core.telegram.org/bots/api#closeforumtopic */
const closeForumTopic = method(oneTopic, (caller, p) => setClosed(caller, p, true));
/** https://core.telegram.org/bots/api#reopenforumtopic */
const reopenForumTopic = method(oneTopic, (caller, p) => setClosed(caller, p, false));

/** https://core.telegram.org/bots/api#deleteforumtopic: "along with all its messages". */
const deleteForumTopic = method(oneTopic, (caller, p) => {
  const { place } = topicOf(caller, p, 'delete the topic');
  removeTopic(place, p.message_thread_id);
  caller.world.changed();
  return true as const;
});

function setClosed(caller: Caller, p: { chat_id: number | string; message_thread_id: number }, closed: boolean): true {
  const { place, topic } = topicOf(caller, p, closed ? 'close the topic' : 'reopen the topic');
  if (topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.closed = closed;
  const service = closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
  const thread = { message_thread_id: p.message_thread_id, is_topic_message: true };
  keep(caller.world, place, publicUser(caller.bot), { ...thread, ...service });
  return true;
}

function topicOf(
  caller: Caller,
  p: { chat_id: number | string; message_thread_id: number },
  wish: string,
): { place: EmulatedChat; topic: Topic } {
  const place = forumOf(caller, p.chat_id, wish);
  const topic = place.topics.get(p.message_thread_id);
  // The words for a topic that is gone: https://core.telegram.org/method/channels.editForumTopic, TOPIC_ID_INVALID.
  if (!topic) throw badRequest('message thread not found');
  return { place, topic };
}

/** "The bot must be an administrator in the chat for this to work and must have the can_manage_topics administrator rights": #createforumtopic. */
function forumOf(caller: Caller, id: number | string, wish: string): EmulatedChat {
  const place = placeOf(caller, id);
  if (place.chat.type !== 'supergroup' || !place.chat.is_forum) throw badRequest('the chat is not a forum');
  if (!mayManageTopics(place, caller.bot.me.id)) throw badRequest(`not enough rights to ${wish}`);
  return place;
}

export const groupsMethods = {
  getChat,
  getChatMember,
  getChatAdministrators,
  pinChatMessage,
  createForumTopic,
  editForumTopic,
  closeForumTopic,
  reopenForumTopic,
  deleteForumTopic,
};
