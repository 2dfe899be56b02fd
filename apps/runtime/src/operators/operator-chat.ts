import { type Command, type ReplyContent, wordsOf } from '@baton/engine';
import type { ExecuteCommand } from '../conversations/execution.ts';
import { fileContent } from '../conversations/file-content.ts';
import { assertExecuted } from '../conversations/refusals.ts';
import { storable } from '../conversations/storable.ts';
import type { Database } from '../db/client.ts';
import { saveOperator } from '../db/operators.ts';
import { changeOperator, type OperatorRow } from '../db/telegram/people.ts';
import { type PostMessage, putPost, type StoredPost } from '../db/telegram/posts.ts';
import { contactOf, type SessionRow, sessionsOf, takeSeat, wasGiven } from '../db/telegram/sessions.ts';
import type { Files } from '../files/create-files.ts';
import type { Clock } from '../services.ts';
import { actorOf } from './operator-actor.ts';
import type { OperatorBot } from './operator-bots.ts';
import { answerKey } from './post-keys.ts';
import { readReply } from './read-reply.ts';
import { type Resend, resend } from './resend.ts';
import { shownPost } from './shown-post.ts';
import { clientIdOf } from './tell-changes.ts';
import { FROM_TELEGRAM } from './tell-privately.ts';
import { commandOf, isRewritten, type Message, type Tap } from './update.ts';
import { notChanged, refusalWords, say } from './words.ts';

export interface ChatDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly execute: ExecuteCommand;
  readonly files: Pick<Files, 'store' | 'open'>;
  /** There is something to send. */
  readonly onPosted: () => void;
  readonly resend: Resend;
  /** Somebody can be alerted again. */
  readonly onAvailable: (workspaceId: string) => void;
}

/** Who says something, by which bot, in which update. */
export interface Heard {
  readonly bot: OperatorBot;
  readonly operator: OperatorRow;
  /** Unique per bot: what comes twice is done once. */
  readonly updateKey: string;
}

/** What an operator wants to happen in a conversation: a command, or something said, as it is kept. */
type Wish = NonNullable<PostMessage['held']>;

const NOTHING_OPEN =
  'You answer nobody now, so this went to no one. Accept an alert, or reply to a message of the customer you mean.';
const HELP = [
  'Alerts arrive here when a customer wants a person.',
  '',
  'What you write goes to the customer you answer. With several, reply to a message of the one you mean.',
  '',
  '/done – the session is over',
  '/handback – the bot answers again',
  '/away – no more alerts',
  '/back – alerts again',
].join('\n');

/** An operator's private chat with the bot. Everything they do is a command of the conversation. */
export function createOperatorChat(deps: ChatDeps) {
  const { database, clock, execute, onPosted } = deps;

  async function answer({ bot, operator, updateKey }: Heard, content: PostMessage | string): Promise<void> {
    const post = {
      workspaceId: bot.row.workspaceId,
      conversationId: null,
      chatId: operator.telegramId,
      key: answerKey(updateKey),
      content: typeof content === 'string' ? say(content) : content,
    };
    await putPost(database, post, clock.now(), { once: true });
    onPosted();
  }

  async function onMessage(heard: Heard, message: Message): Promise<void> {
    const { operator, bot } = heard;
    const { workspaceId } = bot.row;
    if (operator.blockedAt !== null) {
      // Who writes can be written to.
      await changeOperator(database, operator, { blockedAt: null, problem: null });
      deps.onAvailable(workspaceId);
    }
    const command = commandOf(message.text);
    if (command?.name === 'start' || command?.name === 'help') return answer(heard, HELP);
    if (command?.name === 'away' || command?.name === 'back') return setAway(heard, command.name === 'away');
    const wanted = command && ['done', 'handback'].includes(command.name) ? command.name : undefined;
    if (command && wanted === undefined) return answer(heard, `There is no /${command.name}. ${HELP}`);
    await route(heard, wanted, message);
  }

  async function onEdited(heard: Heard, edited: Message): Promise<void> {
    const sessions = await sessionsOf(database, heard.bot.row.workspaceId, actorOf(heard.operator).id);
    if (sessions.length > 0 && isRewritten(edited)) await answer(heard, notChanged(edited.message_id));
  }

  async function setAway(heard: Heard, away: boolean): Promise<void> {
    const { workspaceId } = heard.bot.row;
    const availability = away ? 'away' : 'available';
    await saveOperator(database, workspaceId, actorOf(heard.operator).id, { availability });
    deps.onAvailable(workspaceId);
    await answer(
      heard,
      away ? 'You get no more alerts. /back turns them on again.' : 'You get alerts again. /away turns them off.',
    );
  }

  /** A native reply decides whom it is for; else the one session there is; else they are asked. */
  async function route(heard: Heard, command: string | undefined, message: Message): Promise<void> {
    const { workspaceId } = heard.bot.row;
    const { reply_to_message: original } = message;
    const post = original && (await postOf(heard, original));
    const conversationId = post?.conversationId;
    // Whom it was about is not known any more: a guess could bring it to somebody else.
    const forgotten = post === null && original?.from?.is_bot === true;
    const sessions = conversationId ? [] : await sessionsOf(database, workspaceId, actorOf(heard.operator).id);
    const [only, ...others] = sessions;
    const target = conversationId ?? (others.length === 0 && !forgotten ? only?.conversationId : undefined);
    // Its session may be over by the time that it comes again, or another one has begun.
    if (target === undefined && (await wasGiven(database, workspaceId, commandIdOf(heard)))) return;
    if (target === undefined && !only) return answer(heard, NOTHING_OPEN);
    const clientId = clientIdOf(FROM_TELEGRAM, heard.updateKey, message.message_id);
    const wish =
      command === undefined
        ? await readWish(heard, message, clientId)
        : { text: storable(message.text ?? ''), clientId, command };
    if (typeof wish === 'string') return answer(heard, wish);
    if (target === undefined) return answer(heard, question(sessions, wish, forgotten));
    await carryOut(heard, target, wish);
  }

  /** What they want to be said; or why it can't be, as a sentence. */
  async function readWish(heard: Heard, message: Message, clientId: string): Promise<Wish | string> {
    const read = await readReply(deps.files, { ...heard, actor: actorOf(heard.operator) }, message);
    if (read.status === 'refused') return read.why;
    if (read.content.kind === 'text') return { text: read.content.text, clientId };
    if (read.content.kind === 'location') return { text: '', clientId, place: read.content };
    const { caption = '', ...file } = read.content;
    return { text: caption, clientId, file };
  }

  async function carryOut(heard: Heard, conversationId: string, wish: Wish): Promise<void> {
    const words = await attempt(heard, conversationId, wish);
    if (words !== null) await answer(heard, words);
  }

  /** Does it; answers what to tell the operator, or null where they will see what came of it. */
  async function attempt(heard: Heard, conversationId: string, wish: Wish): Promise<string | null> {
    const actor = actorOf(heard.operator);
    const { clientId, command, file } = wish;
    const commands: Readonly<Record<string, Command>> = {
      done: { type: 'operator.resolve', actor, note: '' },
      handback: { type: 'operator.hand_back', actor },
    };
    // What waited for too long to be sent was swept.
    if (file && !(await deps.files.open({ workspaceId: heard.bot.row.workspaceId, fileId: file.fileId }))) {
      return 'This file is not here any more. Send it again.';
    }
    const reply: Command = { type: 'operator.reply', actor, content: contentOf(wish), clientId };
    const refused = await give(heard, conversationId, commands[command ?? ''] ?? reply);
    if (refused === null) return null;
    return command === undefined ? `${refused} Your message was not sent.` : refused;
  }

  /** Gives a command; answers why it was refused, or null. */
  async function give(heard: Heard, conversationId: string, command: Command): Promise<string | null> {
    const { bot, operator } = heard;
    const { workspaceId } = bot.row;
    if (command.type === 'operator.reply' || command.type === 'operator.accept') {
      await takeSeat(database, { workspaceId, conversationId, telegramId: operator.telegramId });
    }
    const executed = await execute({
      target: { workspaceId, conversationId },
      command,
      commandId: commandIdOf(heard),
    });
    if (executed.status === 'refused') return refusalWords(executed.refusal);
    if (executed.status === 'missing') return 'This conversation is not there any more.';
    assertExecuted(executed);
    return null;
  }

  async function onTap(heard: Heard, tap: Tap): Promise<void> {
    const [, action = '', conversationId = '', seq = ''] = (tap.data ?? '').split(':');
    const actor = actorOf(heard.operator);
    const { staff } = heard.bot;
    const { workspaceId } = heard.bot.row;
    if (action === 'resend') {
      const again = { workspaceId, conversationId, seq: Number(seq), chatId: heard.operator.telegramId, actor };
      return staff.answerTap(tap.id, await resend(deps, again, heard.updateKey));
    }
    if (action === 'to') return onChosen(heard, tap, conversationId);
    const commands: Readonly<Record<string, Command>> = {
      accept: { type: 'operator.accept', actor },
      reject: { type: 'operator.reject', actor },
      done: { type: 'operator.resolve', actor, note: '' },
      handback: { type: 'operator.hand_back', actor },
    };
    const command = commands[action];
    if (!command) return staff.answerTap(tap.id, 'This button is not known any more.');
    const refused = await give(heard, conversationId, command);
    await staff.answerTap(tap.id, refused ?? '', refused !== null);
    if (refused !== null) await removeButtons(heard, tap, conversationId, refused);
  }

  /** Whom a message was for that fitted several sessions. */
  async function onChosen(heard: Heard, tap: Tap, conversationId: string): Promise<void> {
    const { workspaceId } = heard.bot.row;
    const asked = tap.message ? await postOf(heard, tap.message) : null;
    const held = asked?.content.kind === 'message' ? asked.content.held : undefined;
    const contact = await contactOf(database, workspaceId, conversationId);
    if (!asked || !held || contact === null) {
      return heard.bot.staff.answerTap(tap.id, 'This was answered before.');
    }
    // The same message again, from another tap, is the same command: it is sent once.
    const words = await attempt({ ...heard, updateKey: `held:${asked.id}` }, conversationId, held);
    const done = held.command === undefined ? `Sent to ${contact}.` : `Done: ${contact}.`;
    await putPost(database, { ...asked, content: say(`${quoted(held)}\n\n${words ?? done}`) }, clock.now());
    onPosted();
    await heard.bot.staff.answerTap(tap.id, words ?? done);
  }

  function postOf({ bot, operator }: Heard, message: { readonly message_id: number }): Promise<StoredPost | null> {
    const { workspaceId } = bot.row;
    const providerId = String(message.message_id);
    return shownPost(deps, { workspaceId, chatId: operator.telegramId, kind: 'message', providerId });
  }

  /** Alerts change by themselves; a copy that nobody knows of loses its buttons here. */
  async function removeButtons(heard: Heard, tap: Tap, conversationId: string, why: string): Promise<void> {
    if (!tap.message || (await postOf(heard, tap.message))) return;
    const contact = await contactOf(database, heard.bot.row.workspaceId, conversationId);
    const { text, entities, keyboard } = say(`${contact ?? 'A customer'}: ${why}`);
    const messageId = String(tap.message.message_id);
    // Only looks: the tap has been answered, and another tap is answered the same way.
    await heard.bot.staff
      .edit(heard.operator.telegramId, messageId, { text, entities, keyboard })
      .catch(() => undefined);
  }

  return { onMessage, onTap, onEdited };
}

/** What comes twice is the same command. */
const commandIdOf = ({ updateKey }: Heard) => `telegram:${updateKey}`;

function question(sessions: readonly SessionRow[], held: Wish, forgotten: boolean): PostMessage {
  const ask = held.command === undefined ? 'Who is this for?' : 'Which conversation do you mean?';
  const keyboard = sessions.map(({ conversationId, contact }) => [
    { text: contact.slice(0, 60), data: `op:to:${conversationId}` },
  ]);
  const why = forgotten ? 'Whom you reply to is not known any more.' : 'You answer several customers.';
  return { ...say(`${quoted(held)}\n\n${ask} ${why}`, keyboard), held };
}

/** What of a wish is for the customer. */
function contentOf({ text, file, place }: Wish): ReplyContent {
  if (place) return { kind: 'location', ...place };
  return file ? fileContent(file, text) : { kind: 'text', text };
}

function quoted(held: Wish): string {
  const line = wordsOf(contentOf(held)).replaceAll(/\s+/g, ' ');
  return `“${line.length > 200 ? `${line.slice(0, 199)}…` : line}”`;
}
