import type { ChatMember, Message } from 'grammy/types';
import { removeTopic } from '../methods/places.ts';
import {
  type EmulatedBot,
  type EmulatedChat,
  keep,
  newChat,
  publicUser,
  type StoredMessage,
  type World,
} from '../world.ts';
import { buttonsOf, changed, entitiesOf, type FileWish, fileMessage, type Person, pushTap, quoting } from './person.ts';

export interface GroupWish {
  readonly title?: string;
  readonly forum?: boolean;
  /** A basic group, which may become a supergroup later. */
  readonly basic?: boolean;
}

interface Where {
  readonly topic?: number;
  readonly replyTo?: number;
}

/** A group as its people use it. */
export interface EmulatedGroup {
  readonly id: number;
  readonly messages: readonly StoredMessage[];
  readonly topics: EmulatedChat['topics'];
  join(person: Person): void;
  /** Adds a bot as an administrator, with or without the right to manage topics. */
  promote(bot: EmulatedBot, rights?: { readonly topics?: boolean }): void;
  remove(bot: EmulatedBot): void;
  /** Turns topics on or off; bots are told nothing of it. */
  setForum(forum: boolean): void;
  say(person: Person, text: string, where?: Where): StoredMessage;
  sendFile(person: Person, file: FileWish, where?: Where): StoredMessage;
  edit(person: Person, messageId: number, to: string | FileWish): StoredMessage;
  tap(person: Person, label: string, messageId?: number): string;
  /** Deletes a topic with its messages, as an administrator does in the app. */
  deleteTopic(threadId: number): void;
  /** Makes a supergroup of a basic group, with a new id: https://core.telegram.org/bots/api#message, migrate_to_chat_id. */
  upgrade(): EmulatedGroup;
}

export function createGroup(world: World, id: number, wish: GroupWish = {}): EmulatedGroup {
  const { title = 'Operators', forum = false, basic = false } = wish;
  const forumOnly = forum ? ({ is_forum: true } as const) : {};
  const place = newChat(basic ? { id, title, type: 'group' } : { id, title, type: 'supergroup', ...forumOnly });
  world.groups.set(id, place);
  return groupOf(world, place);
}

function groupOf(world: World, place: EmulatedChat): EmulatedGroup {
  const { id } = place.chat;

  /**
   * Who hears a message: administrators all of them; others, with privacy mode on, commands, replies to themselves
   * and service messages: https://core.telegram.org/bots/features#privacy-mode.
   */
  function listeners(message: StoredMessage): EmulatedBot[] {
    return [...world.bots.values()].filter(({ me }) => {
      const status = place.members.get(me.id)?.status;
      if (status === 'administrator' || me.can_read_all_group_messages) return status !== undefined;
      const meant = message.text?.startsWith('/') || message.reply_to_message?.from?.id === me.id;
      return status === 'member' && meant === true;
    });
  }

  function post(person: Person, content: Partial<Message>): StoredMessage {
    if (!place.members.has(person.user.id)) throw new Error(`${person.user.first_name} is not in the group`);
    const message = keep(world, place, person.user, content);
    for (const bot of listeners(message))
      bot.updates.push('message', { message: { ...structuredClone(message), chat: message.chat } });
    return message;
  }

  function placed({ topic, replyTo }: Where): Partial<Message> {
    return {
      ...quoting(place, replyTo),
      ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true }),
    };
  }

  function setMember(bot: EmulatedBot, member: ChatMember): void {
    const before = place.members.get(bot.me.id) ?? { status: 'left', user: publicUser(bot) };
    place.members.set(bot.me.id, member);
    const [from] = world.users.values();
    if (!from) throw new Error('Somebody has to do it: make a person first');
    bot.updates.push('my_chat_member', {
      my_chat_member: { chat: place.chat, from, date: world.now(), old_chat_member: before, new_chat_member: member },
    });
  }

  return {
    id,
    get messages() {
      return [...place.messages.values()];
    },
    topics: place.topics,
    join: ({ user }) => void place.members.set(user.id, { status: 'member', user }),
    promote: (bot, { topics = true } = {}) => setMember(bot, administrator(bot, topics)),
    setForum(forum) {
      if (place.chat.type !== 'supergroup') throw new Error('Only a supergroup has topics');
      place.chat = { id, title: place.chat.title, type: 'supergroup', ...(forum && { is_forum: true }) };
      world.changed();
    },
    remove: (bot) => setMember(bot, { status: 'kicked', user: publicUser(bot), until_date: 0 }),
    say: (person, text, where = {}) => post(person, { text, ...entitiesOf(text), ...placed(where) }),
    sendFile: (person, file, where = {}) => post(person, { ...fileMessage(world, file), ...placed(where) }),
    edit(person, messageId, to) {
      const content = typeof to === 'string' ? { text: to, ...entitiesOf(to) } : fileMessage(world, to);
      const edited = changed(world, place, person.user, messageId, content);
      for (const bot of listeners(edited))
        bot.updates.push('edited_message', { edited_message: { ...structuredClone(edited), chat: edited.chat } });
      return edited;
    },
    tap(person, label, messageId) {
      const button = buttonsOf(this.messages, messageId).findLast(({ text }) => text === label);
      const bot = [...world.bots.values()].find(({ me }) => me.id === button?.message.from.id);
      if (!button || !bot) throw new Error(`${person.user.first_name} sees no button “${label}”`);
      return pushTap(world, bot, person.user, button.message, button.data);
    },
    deleteTopic(threadId) {
      removeTopic(place, threadId);
      world.changed();
    },
    upgrade() {
      if (place.chat.type !== 'group') throw new Error('Only a basic group becomes a supergroup');
      const next = newChat({ id: id - 1_000_000_000_000, type: 'supergroup', title: place.chat.title });
      for (const [userId, member] of place.members) next.members.set(userId, member);
      world.groups.set(next.chat.id, next);
      place.migratedTo = next.chat.id;
      const [from] = [...world.users.values()].filter((user) => place.members.has(user.id));
      if (!from) throw new Error('A group without people stays as it is');
      const message = keep(world, place, from, { migrate_to_chat_id: next.chat.id });
      for (const bot of world.bots.values())
        if (place.members.has(bot.me.id))
          bot.updates.push('message', { message: { ...structuredClone(message), chat: message.chat } });
      return groupOf(world, next);
    },
  };
}

function administrator(bot: EmulatedBot, can_manage_topics: boolean): ChatMember {
  return {
    status: 'administrator',
    user: publicUser(bot),
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_pin_messages: true,
    can_manage_topics,
    can_send_welcome_messages: false,
  };
}
