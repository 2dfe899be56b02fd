import { randomUUID } from 'node:crypto';
import { pdf, png } from '@baton/testing';
import { type FileWish, type PrivateTalk, type StoredMessage, startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { closeSockets, hears, openVisitor } from '../sockets/testing/browsers.ts';
import { eventually } from '../testing/eventually.ts';
import { connectGroup, topicOf } from '../testing/salon-group.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// What is more than words, between customers and operators on Telegram: the product as it runs, with Telegram played by
// the emulator.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const { client, database, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url });
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const operators = await openOperators(staff, telegram, salon);
let ana: PrivateTalk;
beforeEach(async () => {
  // A chat takes one message a second: each test has one that is rested.
  ana = await operators.connect('Ana');
});
const zoe = telegram.person({ firstName: 'Zoe', username: 'zoe_salon' });
afterAll(telegram.stop);
const begun: string[] = [];
afterEach(async () => {
  closeSockets();
  telegram.clearFaults();
  for (const id of begun.splice(0)) await salon.command(id, 'end');
});

const voice = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(40)]);
const webp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
const holds = (message: StoredMessage | undefined, bytes: Uint8Array) =>
  Buffer.from(telegram.bytesOf(message) ?? []).equals(bytes);

/** A customer who waits for a person, having said something before. */
async function waiting(name: string, before: (talk: ReturnType<typeof salon.customer>) => void = () => undefined) {
  const { talk, id } = await salon.waiting(name);
  await telegram.until('the alert', () => ana.messages.some(({ text }) => text?.startsWith(`🔔 ${name}`)));
  before(talk);
  begun.push(id);
  return { talk, id };
}

/** The same, in a session with Ana. */
async function answered(name: string, before?: Parameters<typeof waiting>[1]) {
  const customer = await waiting(name, before);
  ana.tap('Accept', ana.messages.find(({ text }) => text?.startsWith(`🔔 ${name}`))?.message_id);
  await telegram.until('it is hers', () => card(name));
  return customer;
}

const card = (name: string) => ana.messages.find(({ text }) => text?.startsWith(`You answer ${name}`));

describe('in a private chat', () => {
  test('what a customer sends arrives as it is, also what they sent before somebody accepted', async () => {
    const { talk } = await answered('Nora', (before) => {
      before.sendFile({ kind: 'photo', data: png(7, 5), caption: 'My hair now' });
    });
    await telegram.until('the photo', () => ana.messages.at(-1)?.photo);
    expect(ana.messages.at(-1)?.caption).toBe('Nora\nMy hair now');
    expect(holds(ana.messages.at(-1), png(7, 5))).toBe(true);

    talk.sendFile({ kind: 'document', name: 'cv.pdf', data: pdf() });
    await telegram.until('the document', () => ana.messages.at(-1)?.document);
    expect(ana.messages.at(-1)).toMatchObject({ document: { file_name: 'cv.pdf' }, caption: 'Nora' });
    talk.sendFile({ kind: 'voice', data: voice, seconds: 4 });
    await telegram.until('the voice message', () => ana.messages.at(-1)?.voice);
    expect(ana.messages.at(-1)).toMatchObject({ voice: { duration: 4 }, caption: 'Nora' });
    talk.sendSticker('🐱', webp);
    await telegram.until('the sticker', () => ana.messages.at(-1)?.sticker);
    talk.sendLocation(48.21, 16.36);
    await telegram.until('the place', () => ana.messages.at(-1)?.location);
    expect(ana.messages.at(-1)?.location).toEqual({ latitude: 48.21, longitude: 16.36 });
    talk.sendContact('Mia', '+43 1 234');
    await telegram.until('the card', () => ana.messages.at(-1)?.contact);
    expect(ana.texts.filter((text) => text !== '').slice(-2)).toEqual([
      'Nora\n📍 48.21, 16.36',
      'Nora\n👤 Mia, +43 1 234',
    ]);

    // A reply to a picture is a reply to whoever sent it.
    ana.say('Lovely', ana.messages.find(({ photo }) => photo)?.message_id);
    await telegram.until('the reply', () => talk.texts.at(-1) === 'Lovely');
  });

  test('what an operator sends arrives', async () => {
    const { talk, id } = await answered('Pia');
    const files: [FileWish, 'photo' | 'document' | 'voice'][] = [
      [{ kind: 'photo', data: png(9, 9), caption: 'Like **this**?' }, 'photo'],
      [{ kind: 'document', name: 'Our prices.pdf', data: pdf() }, 'document'],
      [{ kind: 'voice', data: voice, seconds: 3 }, 'voice'],
    ];
    for (const [file, kind] of files) {
      ana.sendFile(file);
      await telegram.until(`the ${kind}`, () => talk.messages.at(-1)?.[kind]);
      expect(holds(talk.messages.at(-1), file.data ?? new Uint8Array())).toBe(true);
    }
    expect(talk.messages.find(({ photo }) => photo)).toMatchObject({ caption: 'Like this?', caption_entities: [{}] });
    expect(talk.messages.find(({ document }) => document)?.document?.file_name).toBe('Our prices.pdf');
    // A place stays one, and a card becomes its words.
    ana.sendLocation(48.21, 16.36);
    await telegram.until('the place', () => talk.messages.at(-1)?.location);
    expect(talk.messages.at(-1)?.location).toEqual({ latitude: 48.21, longitude: 16.36 });
    ana.sendLocation(48.22, 16.37, { title: 'Salon Verde', address: 'Herrengasse 14' });
    await telegram.until('the salon', () => talk.messages.at(-1)?.venue);
    expect(talk.messages.at(-1)).toMatchObject({
      location: { latitude: 48.22, longitude: 16.37 },
      venue: { title: 'Salon Verde', address: 'Herrengasse 14' },
    });
    ana.sendContact('Mia', '+43 1 234');
    await telegram.until('the card', () => talk.texts.at(-1) === '👤 Mia, +43 1 234');
    const said = (await salon.transcript(id)).filter((line) => line.startsWith('agent: '));
    expect(said).toHaveLength(6);
  });

  test('what can’t be passed on is refused with the reason, and nothing reaches the customer', async () => {
    const { talk, id } = await answered('Sara');
    ana.sendPoll('Red or blue?');
    await telegram.until('no polls', () => ana.texts.at(-1)?.startsWith('This can’t be passed on'));
    ana.sendFile({ kind: 'video', data: Buffer.alloc(21 * 1024 * 1024) });
    await telegram.until('too large', () => ana.texts.at(-1)?.startsWith('This file is too large'));
    ana.sendFile({ kind: 'document', name: 'run.exe', data: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100, 7)]) });
    await telegram.until('not allowed', () => ana.texts.at(-1)?.startsWith('Files of this kind'));
    ana.say('Sorry');
    await telegram.until('what follows', () => talk.texts.at(-1) === 'Sorry');
    expect((await salon.transcript(id)).filter((line) => line.startsWith('agent: '))).toHaveLength(1);
    expect(talk.messages.filter(({ text, from }) => from.is_bot && text === undefined)).toEqual([]);
  });

  test('a file or a place that fits no session is kept until they say whom it is for', async () => {
    const [one, other] = [await answered('Tina'), await answered('Uma')];
    ana.sendFile({ kind: 'photo', data: png(6, 6), caption: 'For you' });
    await telegram.until('the question', () => ana.texts.at(-1)?.includes('Who is this for?'));
    expect(ana.texts.at(-1)).toContain('“📷 Photo For you”');
    ana.tap('Tina', ana.messages.at(-1)?.message_id);
    await telegram.until('the photo', () => one.talk.messages.at(-1)?.photo);
    expect(one.talk.messages.at(-1)?.caption).toBe('For you');
    expect(holds(one.talk.messages.at(-1), png(6, 6))).toBe(true);
    const said = ana.messages.findLast(({ text }) => text?.startsWith('You answer Uma'));
    ana.sendFile({ kind: 'document', name: 'a.pdf', data: pdf() }, said?.message_id);
    await telegram.until('by native reply', () => other.talk.messages.at(-1)?.document);

    ana.sendLocation(48.21, 16.36);
    await telegram.until('the place', () => ana.texts.at(-1)?.startsWith('“📍 48.21, 16.36”'));
    ana.tap('Tina', ana.messages.at(-1)?.message_id);
    await telegram.until('it arrives', () => one.talk.messages.at(-1)?.location);
    expect(one.talk.messages.at(-1)?.location).toEqual({ latitude: 48.21, longitude: 16.36 });

    // What waited for too long is said to be gone.
    ana.sendFile({ kind: 'photo', data: png(8, 8) });
    await telegram.until('the question', () => ana.texts.at(-1)?.startsWith('“📷 Photo”'));
    await database.pool.query(`DELETE FROM "File" WHERE "conversationId" IS NULL`);
    ana.tap('Uma', ana.messages.at(-1)?.message_id);
    await telegram.until('it is gone', () =>
      ana.texts.at(-1)?.endsWith('This file is not here any more. Send it again.'),
    );
  });

  test('what Telegram does not show so is told all the same', async () => {
    const { talk } = await answered('Vera');
    const chatId = Number(ana.messages[0]?.chat.id);
    const description = 'Bad Request: PHOTO_INVALID_DIMENSIONS';
    telegram.fail({ kind: 'error', code: 400, description, method: 'sendPhoto', chatId });
    talk.sendFile({ kind: 'photo', data: png(4, 4), caption: 'Look' });
    await telegram.until('words', () => ana.texts.at(-1)?.startsWith('Vera\nLook\n📷 Photo can’t be shown here'));
    // A copy that may not have arrived is sent again, and says so.
    telegram.fail({ kind: 'reset', done: true, method: 'sendPhoto', chatId });
    talk.sendFile({ kind: 'photo', data: png(4, 5), caption: 'Look' });
    await telegram.until('again', () => ana.messages.at(-1)?.caption?.startsWith('↻ Sent again'));
    expect(ana.messages.slice(-2).every((each) => holds(each, png(4, 5)))).toBe(true);
    // Words without room under a picture follow it.
    talk.sendFile({ kind: 'photo', data: png(3, 3), caption: 'a'.repeat(1020) });
    await telegram.until('the words', () => ana.texts.at(-1) === 'a'.repeat(1020));
    expect(ana.messages.at(-2)).toMatchObject({ photo: [{}], caption: 'Vera' });
  });
});

test('a visitor of the website and an operator on Telegram show each other pictures, and where to come', async () => {
  const channels = z.array(z.object({ id: z.string(), type: z.string() }));
  const website = channels.parse((await staff.get('/api/channels')).body).find(({ type }) => type === 'widget');
  const browser = client();
  const visitor = await openVisitor(browser, website?.id ?? '');
  const authorization = `Bearer ${visitor.token}`;
  await visitor.post('start', { commandId: randomUUID() });
  const upload = await browser.upload('/api/widget/files?name=me.png', png(6, 4), { authorization });
  const file = z.looseObject({ fileId: z.string() });
  const content = { kind: 'file', ...file.parse(upload.body), caption: 'That is me' };
  expect((await visitor.post('messages', { clientId: randomUUID(), content })).status).toBe(200);
  const list = z.object({ rows: z.array(z.object({ id: z.string(), contact: z.object({ name: z.string() }) })) });
  const { rows } = list.parse((await staff.get('/api/conversations?view=open')).body);
  const found = rows.find(({ contact }) => contact.name.startsWith('Visitor'));
  if (!found) throw new Error('The visitor has no conversation');
  begun.push(found.id);

  // Whoever has no inbox open gets on their phone what they take over, with what was sent before.
  await salon.command(found.id, 'take-over');
  await salon.command(found.id, 'transfer', { operatorId: `telegram:${ana.messages[0]?.chat.id}`, note: '' });
  const offer = () => ana.messages.findLast(({ text }) => text?.startsWith('A colleague passes'));
  await telegram.until('the offer', () => offer()?.reply_markup);
  ana.tap('Accept', offer()?.message_id);
  await telegram.until('the picture', () => ana.messages.at(-1)?.caption?.endsWith('That is me'));
  expect(holds(ana.messages.at(-1), png(6, 4))).toBe(true);

  ana.sendFile({ kind: 'photo', data: png(5, 8), caption: 'And that is me' });
  const heard = await hears(
    visitor.heard,
    'changed',
    { messages: { 0: { content: { caption: 'And that is me' } } } },
    20_000,
  );
  const news = z.object({ messages: z.array(z.looseObject({ content: file })) }).parse(heard);
  const link = await visitor.get(`files/${news.messages[0]?.content.fileId}/link`);
  const { path } = z.object({ path: z.string() }).parse(JSON.parse(link.text));
  expect((await browser.get(path)).bytes.equals(png(5, 8))).toBe(true);

  ana.sendLocation(48.21, 16.36);
  const place = { kind: 'location', latitude: 48.21, longitude: 16.36 };
  await hears(visitor.heard, 'changed', { messages: { 0: { content: place } } }, 20_000);
});

describe('in a group', () => {
  const connect = (wish: { forum?: boolean; basic?: boolean }) =>
    connectGroup({ staff, telegram, bot: salon.account, by: zoe }, wish);

  test('a topic shows what is sent on both sides, and what is sent there reaches the customer', async () => {
    const { group } = await connect({ forum: true });
    const talk = salon.customer('Xenia');
    talk.sendFile({ kind: 'photo', data: png(7, 7), caption: 'My hair' });
    await telegram.until('the photo', () => topicOf(group, 'Xenia').messages.some(({ photo }) => photo));
    const shown = topicOf(group, 'Xenia').messages.find(({ photo }) => photo);
    expect(shown?.caption).toBe('Xenia\nMy hair');
    expect(holds(shown, png(7, 7))).toBe(true);
    const { threadId: topic = 0 } = topicOf(group, 'Xenia');
    const { id } = await salon.conversation('Xenia');
    begun.push(id);

    group.sendFile(zoe, { kind: 'document', name: 'prices.pdf', data: pdf(), caption: 'Our prices' }, { topic });
    await telegram.until('the document', () => talk.messages.at(-1)?.document);
    expect(talk.messages.at(-1)).toMatchObject({ document: { file_name: 'prices.pdf' }, caption: 'Our prices' });
    await telegram.until('who has it', () => topicOf(group, 'Xenia').texts.some((text) => /Taken by @zoe/.test(text)));
    expect(topicOf(group, 'Xenia').messages.filter(({ document }) => document)).toEqual([]);

    const file = z.looseObject({ fileId: z.string() });
    const upload = await staff.upload('/api/files?name=a.png', png(5, 6));
    await salon.command(id, 'take-over');
    const reply = { text: 'From the inbox', fileId: file.parse(upload.body).fileId, clientId: randomUUID() };
    await salon.command(id, 'reply', reply);
    await telegram.until('the agent’s', () =>
      topicOf(group, 'Xenia').texts.some((text) => /From the inbox$/.test(text)),
    );
    expect(topicOf(group, 'Xenia').messages.filter(({ photo }) => photo)).toHaveLength(2);
  });

  test('in a plain group a reply with a picture goes to the customer, a poll does not', async () => {
    const { group } = await connect({ basic: true });
    const { talk, id } = await waiting('Yara');
    await telegram.until('the card', () => group.messages.some(({ text }) => text?.startsWith('Yara\n')));
    const replyTo = group.messages.find(({ text }) => text?.startsWith('Yara\n'))?.message_id ?? 0;
    talk.sendFile({ kind: 'photo', data: png(5, 5), caption: 'My hair' });
    await eventually(async () => expect((await salon.transcript(id)).at(-1)).toContain('My hair'));
    expect(group.messages.filter(({ photo }) => photo)).toEqual([]);
    group.sendFile(zoe, { kind: 'photo', data: png(3, 8) }, { replyTo });
    const answer = () => talk.messages.find(({ photo, from }) => photo && from.is_bot);
    await telegram.until('the photo', answer);
    expect(holds(answer(), png(3, 8))).toBe(true);
    // Who answers sees what was said before, files too.
    const ofBot = () => group.messages.filter(({ from }) => from.is_bot);
    await telegram.until('their photo', () => ofBot().some(({ caption }) => caption === 'Yara\nMy hair'));
    expect(ofBot().some(({ text }) => text?.includes('Yara\nTalk to a person'))).toBe(true);
    talk.sendFile({ kind: 'document', name: 'a.pdf', data: pdf() });
    await telegram.until('the document', () => group.messages.at(-1)?.document);
    expect(group.messages.at(-1)?.caption).toBe('Yara');
    expect(ofBot().filter(({ photo }) => photo)).toHaveLength(1);
  });
});
