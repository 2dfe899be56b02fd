import { readStaffSaid } from '@baton/channels/telegram-staff';
import type { Actor, Command } from '@baton/engine';
import { assertExecuted } from '../conversations/refusals.ts';
import { storable } from '../conversations/storable.ts';
import { noteOperatorGroup, setOperatorGroup } from '../db/telegram/bots.ts';
import { useOperatorLink } from '../db/telegram/links.ts';
import { changeOperator, connectOperator, findOperator, type OperatorRow } from '../db/telegram/people.ts';
import { type PostMessage, putPost } from '../db/telegram/posts.ts';
import { takeSeat } from '../db/telegram/sessions.ts';
import { moveGroup } from '../db/telegram/topics.ts';
import { checkGroup, NOT_IN_GROUP } from './check-group.ts';
import { actorOf } from './operator-actor.ts';
import type { OperatorBot } from './operator-bots.ts';
import type { ChatDeps } from './operator-chat.ts';
import { answerKey } from './post-keys.ts';
import { readReply } from './read-reply.ts';
import { resend } from './resend.ts';
import { SEAT } from './seat.ts';
import { shownPost } from './shown-post.ts';
import { clientIdOf } from './tell-changes.ts';
import { FROM_GROUP } from './tell-group.ts';
import { commandOf, isRewritten, type Membership, type Message, nameOf, type Person, type Tap } from './update.ts';
import { notChanged, refusalWords, say } from './words.ts';

/** What happened in a group, by which bot, in which update. */
export interface InGroup {
  readonly bot: OperatorBot;
  readonly chatId: string;
  readonly updateKey: string;
}

const GROUP_ONLY = 'Answers in the group only: make them a link for alerts of their own';
const NOT_SENT = 'Your message was not sent.';
const REVOKED = 'You are no operator any more.';

/** The operators' group: whoever is in it may answer. Everything they do is a command of the conversation. */
export function createGroupChat(deps: ChatDeps) {
  const { database, clock, execute, onPosted } = deps;

  /** Says something in the group, under the message it is about. */
  async function answer(
    { bot, chatId, updateKey }: InGroup,
    content: PostMessage | string,
    conversationId?: string,
  ): Promise<void> {
    const post = {
      workspaceId: bot.row.workspaceId,
      conversationId: conversationId ?? null,
      chatId,
      key: answerKey(updateKey),
      inTopic: conversationId !== undefined && bot.row.groupMode === 'topics',
      content: typeof content === 'string' ? say(content) : content,
    };
    await putPost(database, post, clock.now(), { once: true });
    onPosted();
  }

  async function onMessage(at: InGroup, person: Person, message: Message): Promise<void> {
    const { bot, chatId } = at;
    const { workspaceId, groupId } = bot.row;
    if (message.migrate_to_chat_id !== undefined && chatId === groupId) {
      const to = String(message.migrate_to_chat_id);
      await moveGroup(database, { workspaceId, from: chatId, to });
      await checkGroup(database, bot, to);
      return;
    }
    const command = commandOf(message.text);
    if (command?.name === 'start' && command.rest.startsWith('grp_')) return connect(at, person, command.rest);
    if (chatId !== groupId || person.is_bot) return;
    const conversationId = await conversationOf(at, message);
    // Telegram's own news of the chat make nobody an operator.
    if (conversationId === null || !readStaffSaid(message)) return;
    const actor = actorOf(await operatorOf(bot, person));
    if (command) return carryOut(at, actor, conversationId, command.name);
    if (!actor.canHandoff) return answer(at, `${REVOKED} ${NOT_SENT}`, conversationId);
    const read = await readReply(deps.files, { ...at, actor }, message);
    if (read.status !== 'read') return answer(at, read.why, conversationId);
    const clientId = clientIdOf(FROM_GROUP, at.updateKey, message.message_id);
    const refused = await give(at, conversationId, { type: 'operator.reply', actor, content: read.content, clientId });
    if (refused !== null) await answer(at, `${refused} ${NOT_SENT}`, conversationId);
  }

  async function onEdited(at: InGroup, edited: Message): Promise<void> {
    if (at.chatId !== at.bot.row.groupId || !isRewritten(edited)) return;
    const conversationId = await conversationOf(at, edited);
    if (conversationId !== null) await answer(at, notChanged(edited.message_id), conversationId);
  }

  async function carryOut(at: InGroup, actor: Actor, conversationId: string, name: string): Promise<void> {
    const commands: Readonly<Record<string, Command>> = {
      done: { type: 'operator.resolve', actor, note: '' },
      handback: { type: 'operator.hand_back', actor },
    };
    const command = commands[name];
    // Other commands are for other bots.
    if (!command) return;
    const refused = actor.canHandoff ? await give(at, conversationId, command) : REVOKED;
    if (refused !== null) await answer(at, refused, conversationId);
  }

  /** By the topic it stands in; else by the message it replies to. */
  async function conversationOf({ bot, chatId }: InGroup, message: Message): Promise<string | null> {
    const { workspaceId, groupMode } = bot.row;
    const { message_thread_id: thread, reply_to_message: original } = message;
    const [kind, id] =
      groupMode === 'topics' ? (['topic', thread] as const) : (['message', original?.message_id] as const);
    if (id === undefined) return null;
    return (await shownPost(deps, { workspaceId, chatId, kind, providerId: String(id) }))?.conversationId ?? null;
  }

  async function onTap(at: InGroup, tap: Tap): Promise<void> {
    const { staff, row } = at.bot;
    if (at.chatId !== row.groupId) return staff.answerTap(tap.id, 'This group is not connected any more.', true);
    const [, action = '', conversationId = '', seq = ''] = (tap.data ?? '').split(':');
    const actor = actorOf(await operatorOf(at.bot, tap.from));
    if (action === 'resend') {
      const again = { workspaceId: row.workspaceId, conversationId, seq: Number(seq), chatId: at.chatId, actor };
      return staff.answerTap(tap.id, await resend(deps, again, at.updateKey));
    }
    const commands: Readonly<Record<string, Command>> = {
      take: { type: 'operator.take_over', actor },
      handback: { type: 'operator.hand_back', actor },
    };
    const command = commands[action];
    if (!command) return staff.answerTap(tap.id, 'This button is not known any more.');
    const refused = actor.canHandoff ? await give(at, conversationId, command) : REVOKED;
    await staff.answerTap(tap.id, refused ?? '', refused !== null);
  }

  /** Gives a command; answers why it was refused, or null. */
  async function give({ bot, updateKey }: InGroup, conversationId: string, command: Command): Promise<string | null> {
    const { workspaceId } = bot.row;
    if (command.type === 'operator.reply' || command.type === 'operator.take_over') {
      await takeSeat(database, { workspaceId, conversationId, telegramId: SEAT });
    }
    const executed = await execute({
      target: { workspaceId, conversationId },
      command,
      commandId: `telegram:${updateKey}`,
    });
    if (executed.status === 'refused') return refusalWords(executed.refusal);
    if (executed.status === 'missing') return 'This conversation is not there any more.';
    assertExecuted(executed);
    return null;
  }

  /** Whoever is in the group may answer, and is among the operators from then on, unless they were revoked. */
  async function operatorOf(bot: OperatorBot, person: Person): Promise<OperatorRow> {
    const { workspaceId } = bot.row;
    const telegramId = String(person.id);
    const known = await findOperator(database, workspaceId, telegramId);
    if (known) return known;
    const about = { name: storable(nameOf(person)), username: person.username ?? null, userId: null };
    await database.prisma.$transaction((tx) =>
      connectOperator(tx, { workspaceId, telegramId, botId: bot.id, ...about }),
    );
    // No bot can write to somebody who has not started it.
    await changeOperator(
      database,
      { workspaceId, telegramId },
      { blockedAt: new Date(clock.now()), problem: GROUP_ONLY },
    );
    const joined = await findOperator(database, workspaceId, telegramId);
    if (!joined) throw new Error('An operator who has just joined is not there');
    return joined;
  }

  async function connect(at: InGroup, person: Person, payload: string): Promise<void> {
    const { bot, chatId } = at;
    const { workspaceId } = bot.row;
    const telegramId = String(person.id);
    const isConnected = await database.prisma.$transaction(async (tx) => {
      const link = await useOperatorLink(tx, { workspaceId, payload, telegramId, now: clock.now() });
      if (link.outcome === 'used') await setOperatorGroup({ prisma: tx }, workspaceId, { groupId: chatId });
      if (link.outcome !== 'again') return link.outcome === 'used';
      // As it is now: what comes twice may come at once, and the group may have been disconnected since.
      return (await tx.operatorBot.findUnique({ where: { workspaceId } }))?.groupId === chatId;
    });
    if (!isConnected) return answer(at, 'This link is not valid any more. Make a new one in Settings.');
    // Also when it comes again: Telegram may not have answered the first time.
    await checkGroup(database, bot, chatId);
    await answer(at, 'This group is connected: customers are answered here from now on.');
  }

  async function onMembership({ bot, chatId }: InGroup, { new_chat_member: { status } }: Membership): Promise<void> {
    const { workspaceId, groupId } = bot.row;
    if (chatId !== groupId) return;
    if (status === 'left' || status === 'kicked')
      await noteOperatorGroup(database, { workspaceId, groupId }, { groupProblem: NOT_IN_GROUP });
    else await checkGroup(database, bot, chatId);
  }

  return { onMessage, onTap, onEdited, onMembership };
}
