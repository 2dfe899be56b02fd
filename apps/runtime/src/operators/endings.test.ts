import { randomUUID } from 'node:crypto';
import { type PrivateTalk, startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createDrivenClock } from '../driven-clock.ts';
import { closeSockets, openVisitor } from '../sockets/testing/browsers.ts';
import { connectGroup, topicOf } from '../testing/salon-group.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// How alerts, offers and sessions on Telegram end when nobody ends them there: the product as it runs, with Telegram
// played by the emulator, and a clock that is put forward.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const clock = createDrivenClock(Date.now());
const { client, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url }, { clock });
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const operators = await openOperators(staff, telegram, { account: telegram.bot() });
const [ana, ben] = [await operators.connect('Ana'), await operators.connect('Ben')];
const both = [ana, ben];
const website = z
  .array(z.object({ id: z.string(), type: z.string() }))
  .parse((await staff.get('/api/channels')).body)
  .find(({ type }) => type === 'widget');
const begun: string[] = [];
afterEach(async () => {
  closeSockets();
  for (const id of begun.splice(0)) await salon.command(id, 'end').catch(() => undefined);
});
afterAll(telegram.stop);

const TWO_MINUTES = 2 * 60_000;
/** The newest message to an operator whose words begin so. */
const heard = (talk: PrivateTalk, words: string) => talk.messages.findLast(({ text }) => text?.startsWith(words));

async function waiting(name: string) {
  const { talk, id } = await salon.waiting(name);
  await telegram.until('both are alerted', () => both.every((each) => heard(each, `🔔 ${name}`)));
  begun.push(id);
  return { talk, id };
}

/** A conversation that Ben has accepted. */
async function withBen(name: string) {
  const customer = await waiting(name);
  ben.tap('Accept', heard(ben, `🔔 ${name}`)?.message_id);
  await telegram.until('it is his', () => heard(ben, `You answer ${name}`));
  return customer;
}

/** A visitor of the website who waits for a person, under the name that operators read. */
async function waitingVisitor() {
  const visitor = await openVisitor(client(), website?.id ?? '');
  const act = async (name: string) => {
    const { status, text } = await visitor.post(name, { commandId: randomUUID() });
    if (status !== 200) throw new Error(`${name} was refused: ${text}`);
  };
  await act('start');
  await act('request-person');
  const values = { topic: 'Prices', details: '' };
  const content = { kind: 'form_answer', formId: 'about-your-request', values };
  const { status, text } = await visitor.post('messages', { clientId: randomUUID(), content });
  if (status !== 200) throw new Error(`The form was refused: ${text}`);
  await telegram.until('both are alerted', () => both.every((each) => heard(each, '🔔 Visitor')));
  const alert = heard(ana, '🔔 Visitor');
  const name = /^🔔 (.*) waits/.exec(alert?.text ?? '')?.[1] ?? '';
  return { act, alert, name };
}

describe('an alert', () => {
  test('expires when nobody accepts in time', async () => {
    await waiting('Nora');
    const alerts = both.map((each) => heard(each, '🔔 Nora')?.message_id);
    clock.advance(TWO_MINUTES);
    await telegram.until('it has expired', () =>
      both.every((each) => heard(each, 'Nora\n')?.text === 'Nora\nExpired: nobody accepted in time.'),
    );
    expect(both.map((each) => heard(each, 'Nora\n')?.message_id)).toEqual(alerts);
    expect(both.flatMap((each, index) => each.buttons(alerts[index]))).toEqual([]);
  });

  test('is cancelled when the customer waits no longer', async () => {
    const { act, alert, name } = await waitingVisitor();
    await act('cancel-waiting');
    await telegram.until('it is cancelled', () =>
      both.every((each) => heard(each, name)?.text === `${name}\nCancelled: the customer waits no longer.`),
    );
    expect(ana.buttons(alert?.message_id)).toEqual([]);
    await act('end-chat');
  });
});

test('a visitor who closes the chat is said to have done so, in private and in the topic', async () => {
  const zoe = telegram.person({ firstName: 'Zoe', username: 'zoe_salon' });
  const { group } = await connectGroup({ staff, telegram, bot: operators.account, by: zoe }, { forum: true });
  const { act, alert, name } = await waitingVisitor();
  ana.tap('Accept', alert?.message_id);
  await telegram.until('it is hers', () => heard(ana, `You answer ${name}`));
  await act('end-chat');
  await telegram.until('in private', () => heard(ana, `${name}: Visitor closed the chat.`));
  await telegram.until('in the topic', () => topicOf(group, name).texts.at(-1)?.endsWith('— Visitor closed the chat'));
  await telegram.until('it is closed', () => group.topics.get(topicOf(group, name).threadId ?? 0)?.closed);
  expect(ana.buttons(heard(ana, `${name}\n`)?.message_id)).toEqual([]);
});

describe('a conversation that is passed on', async () => {
  const anaId = z
    .object({ operators: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse((await staff.get('/api/telegram-operators')).body)
    .operators.find(({ name }) => name === 'Ana')?.id;
  const offer = async (id: string, name: string) => {
    await salon.command(id, 'transfer', { operatorId: `telegram:${anaId}`, note: '' });
    const words = `A colleague passes ${name} to you`;
    await telegram.until('the offer', () => heard(ana, words) && ana.buttons(heard(ana, words)?.message_id).length > 0);
    return heard(ana, words)?.message_id;
  };

  test('is theirs once they accept the offer', async () => {
    const { talk, id } = await withBen('Olga');
    const offered = await offer(id, 'Olga');
    expect(ana.buttons(offered)).toEqual(['Accept', 'Reject']);
    ana.tap('Accept', offered);
    await telegram.until('it is hers', () => heard(ana, 'You answer Olga')?.message_id === offered);
    await telegram.until('Ben knows', () => heard(ben, 'Olga: Ana answers now.'));
    ana.say('Hello Olga');
    await telegram.until('she answers', () => talk.texts.at(-1) === 'Hello Olga');
  });

  test('stays with its owner when the offer is rejected, or not answered in time', async () => {
    const { id } = await withBen('Pia');
    const rejected = await offer(id, 'Pia');
    ana.tap('Reject', rejected);
    await telegram.until('Ben knows', () => heard(ben, 'Pia: the transfer was not accepted.'));
    await telegram.until('it is over', () => heard(ana, 'Pia\nThis offer is over: Ben answers.'));
    expect(ana.buttons(rejected)).toEqual([]);

    const late = await offer(id, 'Pia');
    expect(late).not.toBe(rejected);
    clock.advance(TWO_MINUTES);
    await telegram.until('it is over', () => ana.buttons(late).length === 0);
    const refusals = () => ben.texts.filter((text) => text === 'Pia: the transfer was not accepted.');
    await telegram.until('Ben knows again', () => refusals().length === 2);
    ben.say('/done');
    await telegram.until('still his', () => heard(ben, 'Pia: Session ended.'));
  });
});
