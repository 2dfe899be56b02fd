import { png } from '@baton/testing';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { connectGroup, topicOf } from '../testing/salon-group.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// What becomes of messages afterwards, as operators on Telegram hear of it: the product as it runs, with Telegram played
// by the emulator.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const { database, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url });
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const operators = await openOperators(staff, telegram, { account: telegram.bot() });
const ana = await operators.connect('Ana');
afterAll(telegram.stop);
const begun: string[] = [];
afterEach(async () => {
  telegram.clearFaults();
  for (const id of begun.splice(0)) await salon.command(id, 'end');
});

const alertOf = (name: string) => ana.messages.find(({ text }) => text?.startsWith(`🔔 ${name}`));
const newest = () => ana.messages.at(-1);

/** A customer who has answered the form with these words, and waits for a person. */
async function waiting(name: string, words: string) {
  const { talk, id, said } = await salon.waiting(name, words);
  await telegram.until('the alert', () => alertOf(name)?.text?.includes(words));
  begun.push(id);
  return { talk, said };
}

async function answered(name: string) {
  const { talk } = await waiting(name, 'Hello');
  ana.tap('Accept', alertOf(name)?.message_id);
  await telegram.until('it is hers', () => ana.texts.some((text) => text.startsWith(`You answer ${name}`)));
  return talk;
}

describe('a customer changes what they said', () => {
  test('while it rings, the alert shows it as it is now', async () => {
    const { talk, said } = await waiting('Nora', 'A haircut on Monday');
    talk.edit(said.message_id, 'A haircut on Friday');
    await telegram.until('Friday', () => alertOf('Nora')?.text?.includes('Nora: A haircut on Friday'));
  });

  test('in a session it is told once under the message, and changed there from then on', async () => {
    const talk = await answered('Olga');
    const { message_id } = talk.say('At ten');
    await telegram.until('it is there', () => newest()?.text === 'Olga\nAt ten');
    const shown = newest();
    talk.edit(message_id, 'At eleven');
    await telegram.until('the change', () => newest()?.text === '✎ Olga changed this\nAt eleven');
    expect(newest()?.reply_to_message?.message_id).toBe(shown?.message_id);
    const count = ana.messages.length;
    talk.edit(message_id, 'At noon');
    await telegram.until('again', () => newest()?.text === '✎ Olga changed this\nAt noon');
    expect(ana.messages).toHaveLength(count);

    const photo = talk.sendFile({ kind: 'photo', data: png(4, 4), caption: 'Bfore' });
    await telegram.until('the photo', () => newest()?.photo);
    talk.editCaption(photo.message_id, 'Before');
    await telegram.until('the change', () => newest()?.caption === '✎ Olga changed this\nBefore');
    expect(newest()?.photo).toBeDefined();
    expect(ana.messages).toHaveLength(count + 2);
  });

  test('another picture in place of the first is sent anew, and the inbox has that one', async () => {
    const talk = await answered('Ruth');
    const sent = talk.sendFile({ kind: 'photo', data: png(4, 4), caption: 'My hair' });
    await telegram.until('the photo', () => newest()?.caption === 'Ruth\nMy hair');
    const shown = newest();
    talk.editFile(sent.message_id, { kind: 'photo', data: png(9, 9) });
    await telegram.until('the change', () => newest()?.caption === '✎ Ruth changed this');
    expect(newest()?.reply_to_message?.message_id).toBe(shown?.message_id);
    expect(Buffer.from(telegram.bytesOf(newest()) ?? []).equals(png(9, 9))).toBe(true);
    const { id } = await salon.conversation('Ruth');
    const { rows } = await database.pool.query(
      `SELECT m.content ->> 'edited' AS edited, m.content ->> 'caption' AS caption, f.bytes = $2 AS "isNew"
       FROM "Message" m JOIN "FileChunk" f ON f."workspaceId" = m."workspaceId" AND f."fileId" = m.content ->> 'fileId'
       WHERE m."conversationId" = $1 AND m.author ->> 'kind' = 'customer'`,
      [id, png(9, 9)],
    );
    expect(rows).toEqual([{ edited: 'true', caption: null, isNew: true }]);
  });
});

describe('what an operator wrote did not arrive', () => {
  test('it is said under the message, with a way to send it again', async () => {
    const talk = await answered('Pia');
    talk.block();
    const said = ana.say('Are you there?');
    await telegram.until('it failed', () => newest()?.text?.startsWith('⚠️ This did not reach Pia'));
    expect(newest()).toMatchObject({
      text: '⚠️ This did not reach Pia: The customer has blocked the bot.',
      reply_to_message: { message_id: said.message_id },
    });
    const notice = newest()?.message_id;
    ana.tap('Resend', notice);
    await telegram.until('it is tried', () => telegram.tapAnswers.some(({ text }) => text === 'Sent again.'));
    // It fails again, and the notice is as it was before.
    await eventually(async () => {
      const { rows } = await database.pool.query(`SELECT o.status, p.content -> 'keyboard' <> '[]' AS offered
        FROM "OutboxRow" o, "OperatorPost" p WHERE o.kind = 'system' AND o.error LIKE '%blocked%'
        AND p.key LIKE 'undelivered:%' AND p."conversationId" = o."conversationId" AND p.shown = p.revision`);
      expect(rows).toEqual([{ status: 'failed', offered: true }]);
    });
    talk.unblock();
    ana.tap('Resend', notice);
    await telegram.until('it arrives', () => talk.texts.at(-1) === 'Are you there?');
    await telegram.until('it says so', () => newest()?.text === '↻ Sent again.');
    expect(newest()?.message_id).toBe(notice);
  });

  test('what may not have arrived is called so', async () => {
    const talk = await answered('Rosa');
    const chatId = talk.messages[0]?.chat.id ?? 0;
    telegram.fail({ kind: 'reset', done: true, method: 'sendMessage', bot: salon.account, chatId });
    ana.say('Hello Rosa');
    await telegram.until('it is open', () => newest()?.text === '⚠️ This may not have arrived at Rosa.');
    expect(talk.texts.filter((text) => text === 'Hello Rosa')).toHaveLength(1);
  });
});

test('an operator who changes what they wrote hears that the customer does not see it', async () => {
  const talk = await answered('Sara');
  const { message_id } = ana.say('At ten');
  await telegram.until('it arrives', () => talk.texts.at(-1) === 'At ten');
  ana.edit(message_id, 'At eleven');
  await telegram.until('it says so', () => newest()?.text?.startsWith('The customer still sees'));
  expect(newest()?.reply_to_message?.message_id).toBe(message_id);

  // The same for a picture, whatever of it is changed: also where no words are left.
  const photo = ana.sendFile({ kind: 'photo', data: png(4, 4), caption: 'At ten' });
  await telegram.until('it arrives', () => talk.messages.at(-1)?.photo);
  const told = () => ana.messages.filter(({ text }) => text?.startsWith('The customer still sees'));
  ana.editFile(photo.message_id, { kind: 'photo', data: png(5, 5) });
  await telegram.until('it says so again', () => told().length === 2);
  expect(told().at(-1)?.reply_to_message?.message_id).toBe(photo.message_id);
  expect(talk.messages.filter((each) => each.photo)).toHaveLength(1);
});

test('a reply to a message that is forgotten is asked back, also with one session only', async () => {
  const talk = await answered('Uma');
  talk.say('At ten');
  await telegram.until('it is there', () => newest()?.text === 'Uma\nAt ten');
  const shown = newest()?.message_id;
  await eventually(async () => {
    const { rowCount } = await database.pool.query(
      `DELETE FROM "OperatorPost" WHERE status = 'sent' AND content ->> 'text' = E'Uma\\nAt ten'`,
    );
    expect(rowCount).toBe(1);
  });
  ana.say('Ten is fine', shown);
  await telegram.until('the question', () => newest()?.text?.includes('Whom you reply to is not known any more'));
  ana.tap('Uma', newest()?.message_id);
  await telegram.until('it arrives', () => talk.texts.at(-1) === 'Ten is fine');
});

test('in a topic, all of it stands under the messages', async () => {
  const zoe = telegram.person({ firstName: 'Zoe', username: 'zoe_salon' });
  const { account } = operators;
  const { group } = await connectGroup({ staff, telegram, bot: account, by: zoe }, { forum: true });
  const talk = salon.customer('Tina');
  const said = talk.say('A haircut on Monday');
  const withIt = () => topicOf(group, 'Tina').messages.find(({ text }) => text?.includes('A haircut on Monday'));
  await telegram.until('it is there', withIt);
  begun.push((await salon.conversation('Tina')).id);
  talk.edit(said.message_id, 'A haircut on Friday');
  const changed = () => topicOf(group, 'Tina').messages.find(({ text }) => text?.startsWith('✎ Tina changed this'));
  await telegram.until('the change', () => changed()?.text?.endsWith('A haircut on Friday'));
  expect(changed()?.reply_to_message?.message_id).toBe(withIt()?.message_id);

  talk.block();
  const { threadId: topic = 0 } = topicOf(group, 'Tina');
  const reply = group.say(zoe, 'Friday is fine', { topic });
  const lost = () => topicOf(group, 'Tina').messages.find(({ text }) => text?.startsWith('⚠️ This did not reach Tina'));
  await telegram.until('it failed', () => lost());
  expect(lost()?.reply_to_message?.message_id).toBe(reply.message_id);
  talk.unblock();
  group.tap(zoe, 'Resend', lost()?.message_id);
  await telegram.until('it arrives', () => talk.texts.includes('Friday is fine'));
  group.edit(zoe, reply.message_id, 'Friday is perfect');
  const told = () => topicOf(group, 'Tina').texts.filter((text) => text.startsWith('The customer still sees'));
  await telegram.until('it is told', () => told().length === 1);
  const photo = group.sendFile(zoe, { kind: 'photo', data: png(4, 4) }, { topic });
  await telegram.until('it arrives', () => talk.messages.at(-1)?.photo);
  group.edit(zoe, photo.message_id, { kind: 'photo', data: png(5, 5) });
  await telegram.until('it is told again', () => told().length === 2);
});
