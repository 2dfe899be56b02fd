import { randomUUID } from 'node:crypto';
import { createStaffBot } from '@baton/channels/telegram-staff';
import { type PrivateTalk, startTelegramEmulator } from '@baton/testing/telegram';
import { pino } from 'pino';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createDatabase } from '../db/client.ts';
import { beat, forgetInstances } from '../db/instances.ts';
import { putPost } from '../db/telegram/posts.ts';
import { createTestDatabase } from '../db/testing/create-test-database.ts';
import type { Loop } from '../effects/loop.ts';
import { createFiles } from '../files/create-files.ts';
import { systemClock } from '../system-clock.ts';
import { eventually } from '../testing/eventually.ts';
import type { OperatorBot } from './operator-bots.ts';
import { createPostSender } from './send-posts.ts';
import { say } from './words.ts';

// The queue of what operators are told, shared by several processes of which some are killed. Telegram is played by the
// emulator.

const telegram = await startTelegramEmulator();
const { url, pool } = await createTestDatabase();
const database = createDatabase(url, { log: { warn: () => undefined } });
const account = telegram.bot();
await pool.query(`INSERT INTO "Workspace" (id, name) VALUES ('w', 'W')`);
vi.setConfig({ testTimeout: 60_000 });

const running: Loop[] = [];
afterEach(async () => {
  for (const sender of running.splice(0)) await sender.stop();
});
afterAll(async () => {
  await database.close();
  await telegram.stop();
});

const row = {
  workspaceId: 'w',
  channelId: 'c',
  source: 'token',
  groupId: null,
  groupTitle: null,
  groupMode: null,
  groupProblem: null,
  secrets: null,
  version: 1,
  accountId: null,
  account: null,
} as const;

/** A process that lives, with what its bot does when it sends. */
async function process(send?: OperatorBot['staff']['send']) {
  const instanceId = randomUUID();
  await beat(database, instanceId);
  const staff = createStaffBot(account.token, telegram.url);
  const bot = { row, id: '1', username: 'b', staff: { ...staff, send: send ?? staff.send } };
  const sender = createPostSender({
    database,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    instanceId,
    bots: { of: async () => bot, stop: () => undefined },
    files: createFiles(database),
  });
  sender.nudge();
  return { instanceId, sender, staff };
}

function post(talk: PrivateTalk, key: string, text = key) {
  const chatId = String(talk.messages[0]?.chat.id);
  return putPost(database, { workspaceId: 'w', conversationId: null, chatId, key, content: say(text) }, Date.now());
}

function somebody(): PrivateTalk {
  const talk = telegram.person().with(account);
  talk.start();
  return talk;
}

/** What is still under way. */
async function open(): Promise<number> {
  const { rows } = await pool.query(`SELECT 1 FROM "OperatorPost" WHERE status IN ('pending', 'claimed')`);
  return rows.length;
}

test('two processes share it: each message is sent once, in order per chat', async () => {
  const talks = [somebody(), somebody(), somebody()];
  const words = ['one', 'two', 'three', 'four'];
  for (const each of words) for (const talk of talks) await post(talk, each);
  for (const { sender } of [await process(), await process()]) running.push(sender);
  await eventually(async () => expect(await open()).toBe(0));
  for (const talk of talks) expect(talk.texts).toEqual(words);
});

test.each([
  ['between claim and send', false],
  ['between send and the note of it', true],
])('a process that is killed %s: the others send it, marked as a second copy, and what follows it', async (_, sent) => {
  const talk = somebody();
  await post(talk, 'alert', '🔔 Nora waits');
  await post(talk, 'next');
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const killed = await process(async (chatId, message) => {
    if (sent) await killed.staff.send(chatId, message);
    resolve();
    // It never comes back from there.
    return new Promise(() => undefined);
  });
  await reached;
  // Nothing is heard of it any more; waiting for what it has begun would be for ever.
  void killed.sender.stop();
  const other = await process();
  running.push(other.sender);
  expect(await open()).toBe(2);
  await forgetInstances(database, { id: killed.instanceId });
  await eventually(async () => expect(await open()).toBe(0));
  const again = '↻ Sent again: the first copy may not have arrived.\n\n🔔 Nora waits';
  expect(talk.texts).toEqual([...(sent ? ['🔔 Nora waits'] : []), again, 'next']);
});
