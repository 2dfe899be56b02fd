import { createServer, type IncomingMessage } from 'node:http';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, expect, test, vi } from 'vitest';
import { freePort } from '../testing/free-port.ts';
import { connectGroup, topicOf } from '../testing/salon-group.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// Telegram brings every update again, as it does one whose confirmation it did not get: at the same moment, and once
// more when it has been done. Operators and customers notice nothing.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const [port, doublingPort] = [await freePort(), await freePort()];
const { signedIn } = await startTestRuntime({
  owner,
  port,
  publicUrl: `http://localhost:${doublingPort}`,
  telegramApiRoot: telegram.url,
});

let brought = 0;
const doubling = createServer(async (request, response) => {
  const body = await bodyOf(request);
  const { 'content-type': type = '', 'x-telegram-bot-api-secret-token': secret = '' } = request.headers;
  const bring = () =>
    fetch(`http://localhost:${port}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-telegram-bot-api-secret-token': String(secret) },
      body,
    });
  const [one, other] = await Promise.all([bring(), bring()]);
  const late = await bring();
  if (one.ok && other.ok && late.ok) brought += 1;
  response.writeHead(late.status).end();
});
await new Promise<void>((resolve) => {
  doubling.listen(doublingPort, 'localhost', resolve);
});
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const operators = await openOperators(staff, telegram, salon);
afterAll(async () => {
  await telegram.stop();
  doubling.closeAllConnections();
  doubling.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}

const times = (texts: readonly string[], words: string) => texts.filter((text) => text.includes(words)).length;

test('in a private chat each is done and answered once', async () => {
  const ana = await operators.connect('Ana');
  const { talk: nora, id } = await salon.waiting('Nora');
  await telegram.until('the alert', () => ana.buttons().includes('Accept'));
  ana.tap('Accept');
  await telegram.until('it is hers', () => ana.texts.some((text) => text.startsWith('You answer Nora')));
  ana.say('Hello Nora');
  await telegram.until('the reply', () => nora.texts.at(-1) === 'Hello Nora');
  nora.say('Hello Ana');
  await telegram.until('the customer', () => ana.texts.at(-1) === 'Nora\nHello Ana');
  ana.say('/done');
  await telegram.until('it is over', () => ana.texts.at(-1) === 'Nora: Session ended.');
  ana.say('Anybody?');
  await telegram.until('an answer', () => ana.texts.at(-1)?.startsWith('You answer nobody now'));
  ana.say('/help');
  await telegram.until('the last', () => ana.texts.at(-1)?.startsWith('Alerts arrive here'));

  expect(brought).toBeGreaterThan(8);
  const heard = ['You are connected', 'Nora\nHello Ana', 'Nora: Session ended.', 'You answer nobody now'];
  expect(heard.map((words) => times(ana.texts, words))).toEqual(heard.map(() => 1));
  expect(times(nora.texts, 'Hello Nora')).toBe(1);
  expect(times(nora.texts, 'Connected to Ana')).toBe(1);
  expect(times(await salon.transcript(id), 'Hello')).toBe(3);
  expect((await operators.view()).operators).toHaveLength(1);
});

test('in a topic too', async () => {
  const ben = telegram.person({ firstName: 'Ben', username: 'ben_salon' });
  const { group } = await connectGroup({ staff, telegram, bot: salon.account, by: ben }, { forum: true });
  const olga = salon.customer('Olga');
  olga.start();
  await telegram.until('the topic', () => topicOf(group, 'Olga').texts.length >= 2);
  const topic = topicOf(group, 'Olga').threadId ?? 0;
  const { id } = await salon.conversation('Olga');
  group.say(ben, 'Hello Olga', { topic });
  await telegram.until('the reply', () => olga.texts.at(-1) === 'Hello Olga');
  group.say(ben, '/handback', { topic });
  await telegram.until('the bot again', () => times(topicOf(group, 'Olga').texts, 'The AI answers again.') > 0);
  group.say(ben, 'Still here', { topic });
  await telegram.until('the next reply', () => olga.texts.at(-1) === 'Still here');
  group.say(ben, '/done', { topic });
  await telegram.until('it is over', () => times(topicOf(group, 'Olga').texts, 'Session ended.') > 0);
  await salon.command(id, 'end');
  await telegram.until('closed', () => group.topics.get(topic)?.closed);

  expect(group.topics.size).toBe(1);
  expect(times(olga.texts, 'Hello Olga')).toBe(1);
  expect(times(olga.texts, 'Still here')).toBe(1);
  const told = topicOf(group, 'Olga').texts;
  expect(told.filter((text) => text.includes('was not sent'))).toEqual([]);
  expect(times(told, 'The AI answers again.')).toBe(1);
  expect(times(told, 'Session ended.')).toBe(1);
  expect(group.messages.filter(({ text }) => text?.startsWith('This group is connected'))).toHaveLength(1);
});
