import type { UserFromGetMe } from 'grammy/types';
import { createChanges } from '../until.ts';
import { BotUpdates } from './bot-updates.ts';
import { createGroup, type EmulatedGroup, type GroupWish } from './control/group.ts';
import { createPerson, type Person, type PersonWish } from './control/person.ts';
import { createFaults, type Fault } from './faults.ts';
import { findMethod } from './methods/method-table.ts';
import { type RecordedCall, startServer } from './server.ts';
import { TelegramError } from './telegram-error.ts';
import type { EmulatedBot, StoredMessage, TapAnswer, World } from './world.ts';

export interface BotWish {
  readonly name?: string;
  readonly username?: string;
}

/** Telegram for tests: a Bot API server on this machine, and people who use their apps. */
export interface TelegramEmulator {
  /** What a bot's library is given in place of https://api.telegram.org. */
  readonly url: string;
  /** Makes a bot, as @BotFather would. */
  bot(wish?: BotWish): EmulatedBot;
  /** Takes a bot's token away: every call with it is unauthorized. */
  revoke(bot: EmulatedBot): void;
  person(wish?: PersonWish): Person;
  group(wish?: GroupWish): EmulatedGroup;
  /** Lets something go wrong with the next calls that it fits. */
  fail(fault: Fault): void;
  /** How many connections bots have open now, idle ones too. */
  connections(): number;
  clearFaults(): void;
  /** Every call of a bot that was carried out or refused, in order; those that a fault kept from arriving are not in it. */
  readonly calls: readonly RecordedCall[];
  callsOf(method: string): RecordedCall[];
  /** What people saw in answer to their taps. */
  readonly tapAnswers: readonly TapAnswer[];
  readonly actions: World['actions'];
  /** The bytes of a message's file, as a person's app loads them; undefined where it holds none. */
  bytesOf(message: StoredMessage | undefined): Uint8Array | undefined;
  /** Waits until something is so, looking after every change; says what it waited for when that takes too long. */
  until<T>(what: string, look: () => T | undefined | false | null): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a Bot API server of its own for a test. Stop it afterwards. */
export async function startTelegramEmulator(): Promise<TelegramEmulator> {
  const changes = createChanges();
  const faults = createFaults();
  const calls: RecordedCall[] = [];
  let ids = 5_000_000;
  const newId = () => {
    ids += 1;
    return ids;
  };

  const world: World = {
    bots: new Map(),
    users: new Map(),
    groups: new Map(),
    files: new Map(),
    tapAnswers: [],
    actions: [],
    now: () => Math.floor(Date.now() / 1000),
    changed: changes.notify,
    call: (bot, method, parameters) => carryOut({ bot, method, parameters, files: new Map() }),
  };

  async function carryOut(call: RecordedCall): Promise<unknown> {
    calls.push(call);
    try {
      const method = findMethod(call.method);
      if (!method) throw new TelegramError(404, 'Not Found: method not found');
      const result = await method.call({ world, bot: call.bot, files: call.files }, call.parameters);
      call.outcome = { ok: true, result: structuredClone(result) };
      return result;
    } catch (error) {
      const { code, message } = error instanceof TelegramError ? error : { code: 500, message: String(error) };
      call.outcome = { ok: false, code, description: message };
      throw error;
    } finally {
      changes.notify();
    }
  }

  const server = await startServer({ world, faults, carryOut });

  return {
    url: server.url,
    bot(wish = {}) {
      const id = newId();
      const token = `${id}:AAE${'emulated'.repeat(4)}`;
      const bot: EmulatedBot = {
        token,
        me: accountOf(id, wish),
        updates: new BotUpdates(changes.notify),
        privateChats: new Map(),
        blockedBy: new Set(),
        openQueries: new Set(),
        commands: [],
      };
      world.bots.set(token, bot);
      return bot;
    },
    revoke: ({ token }) => void world.bots.delete(token),
    person: (wish) => createPerson(world, newId(), wish),
    group: (wish) => createGroup(world, -newId(), wish),
    fail: faults.add,
    connections: server.connections,
    clearFaults: faults.clear,
    calls,
    callsOf: (method) => calls.filter((call) => call.method.toLowerCase() === method.toLowerCase()),
    tapAnswers: world.tapAnswers,
    actions: world.actions,
    bytesOf(message) {
      const { photo, video, animation, audio, voice, sticker, document } = message ?? {};
      const file = photo?.at(-1) ?? video ?? animation ?? audio ?? voice ?? sticker ?? document;
      return file && world.files.get(file.file_id)?.data;
    },
    until: changes.until,
    async stop() {
      for (const { updates } of world.bots.values()) updates.stop();
      await server.close();
    },
  };
}

function accountOf(id: number, { name = 'Salon Verde', username = `bot${id}_bot` }: BotWish): UserFromGetMe {
  return {
    id,
    is_bot: true,
    first_name: name,
    username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_guest_queries: false,
    supports_join_request_queries: false,
  };
}
