import { pdf, png } from '@baton/testing';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { startCloudEmulator, startWebEmulator } from '@baton/testing/whatsapp';
import { afterAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { eventually } from '../testing/eventually.ts';
import { freePort } from '../testing/free-port.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// Customers on WhatsApp, answered by an operator on Telegram: the product as it runs, with Meta, WhatsApp Web and
// Telegram played by emulators. WhatsApp Web is driven by the real library in a real browser.

const [telegram, cloud, web] = [await startTelegramEmulator(), await startCloudEmulator(), await startWebEmulator()];
const port = await freePort();
const { signedIn } = await startTestRuntime({
  owner,
  port,
  publicUrl: `http://localhost:${port}`,
  telegramApiRoot: telegram.url,
  whatsappApiRoot: cloud.url,
  whatsappWebArgs: [...web.browserArgs],
});
const staff = await signedIn(owner);
const operators = await openOperators(staff, telegram, { account: telegram.bot() });
const ana = await operators.connect('Ana');
afterAll(async () => {
  await Promise.all([telegram.stop(), cloud.stop(), web.stop()]);
});

const channelSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  connection: z
    .object({ state: z.string(), webhook: z.object({ url: z.string(), verifyToken: z.string() }).nullable() })
    .nullable(),
});

/** Adds a channel and answers its id, and how to look at it. */
async function connect(way: 'cloud' | 'web', secrets: object) {
  const channels = async () => z.array(channelSchema).parse((await staff.get('/api/channels')).body);
  const flowId = (await channels())[0]?.flowId;
  const made = await staff.post('/api/channels', { type: 'whatsapp', name: way, flowId, way, secrets });
  expect(made.status, made.text).toBe(200);
  const { id } = channelSchema.parse(made.body);
  return { id, connection: async () => (await channels()).find((each) => each.id === id)?.connection };
}

// A browser starts first.
const patience = { timeout: 60_000, interval: 100 };
let linking: ReturnType<typeof linkPhone> | undefined;

/** The one phone of these tests, linked by the first that needs it. */
const linkedPhone = () => {
  linking ??= linkPhone();
  return linking;
};

async function linkPhone() {
  const channel = await connect('web', {});
  const state = async () => (await channel.connection())?.state;
  await vi.waitFor(async () => expect(await state()).toBe('pairing'), patience);
  web.scan(web.ref ?? '');
  await vi.waitFor(async () => expect(await state()).toBe('connected'), patience);
  return { ...channel, state };
}

/** Somebody on WhatsApp, whichever way it is connected. */
interface Customer {
  say(text: string): void;
  sendPhoto(bytes: Buffer, caption: string): void;
  /** What they have got, as `text` or as a file's caption, with its bytes. */
  got(): { readonly text: string; readonly bytes: Buffer | null }[];
  until(what: string, look: () => unknown): Promise<unknown>;
}

async function onCloud(name: string): Promise<Customer> {
  const number = cloud.number();
  const { phoneNumberId, token, appSecret, businessAccountId } = number;
  const { connection } = await connect('cloud', { phoneNumberId, token, appSecret, businessAccountId });
  await eventually(async () => expect((await connection())?.state).toBe('connected'));
  const { url = '', verifyToken = '' } = (await connection())?.webhook ?? {};
  expect(await number.useWebhook(url, verifyToken)).toBe(true);
  const person = cloud.person(number, { name });
  return {
    say: (text) => void person.say(text),
    sendPhoto: (bytes, caption) =>
      void person.sendFile('image', { mime: 'image/png', bytes, name: 'photo.png' }, { caption }),
    got: () =>
      person.messages.map(({ text, message }) => {
        if (message.type !== 'image' && message.type !== 'document') return { text, bytes: null };
        const { id, caption = '' } = message.type === 'image' ? message.image : message.document;
        return { text: caption, bytes: cloud.media.get(id)?.bytes ?? null };
      }),
    until: cloud.until,
  };
}

async function onWeb(name: string): Promise<Customer> {
  await linkedPhone();
  const from = '15551230000';
  return {
    say: (body) => void web.say(from, { body, name }),
    sendPhoto(bytes, caption) {
      const photo = { type: 'image', mimetype: 'image/png', mediaB64: bytes.toString('base64') };
      web.say(from, { ...photo, name, extra: { caption } });
    },
    got: () =>
      web.sent.map(({ body, caption, mediaB64 }) => ({
        text: caption ?? body ?? '',
        bytes: mediaB64 ? Buffer.from(mediaB64, 'base64') : null,
      })),
    until: web.until,
  };
}

test.each([
  ['the Cloud API', 'Nora', onCloud],
  ['WhatsApp Web', 'Olga', onWeb],
] as const)('by %s, photos and documents go both ways', { timeout: 180_000 }, async (_title, name, open) => {
  const customer = await open(name);
  const gets = (text: string) => customer.until(text, () => customer.got().some((each) => each.text.includes(text)));
  customer.say('Hello');
  await gets('What would you like to do?');
  customer.say('Talk to a person');
  await gets('What is this about?');
  customer.say('Prices');
  await gets('What should we know?');
  customer.sendPhoto(png(7, 7), 'My hair');
  const alert = () => ana.messages.find(({ text }) => text?.startsWith(`🔔 ${name}`));
  await telegram.until('the alert', alert);
  ana.tap('Accept', alert()?.message_id);
  // Their photo was the answer to the form, and is there as itself.
  const photo = () => ana.messages.find(({ caption }) => caption === `${name}\nMy hair`);
  await telegram.until('the photo', photo);
  expect(Buffer.from(telegram.bytesOf(photo()) ?? []).equals(png(7, 7))).toBe(true);

  const files = [
    { kind: 'photo', name: 'hair.png', data: png(9, 5), caption: 'Like **this**?', words: 'Like *this*?' },
    { kind: 'document', name: 'Prices.pdf', data: pdf(), caption: 'Our prices', words: 'Our prices' },
  ] as const;
  for (const file of files) {
    ana.sendFile(file);
    await customer.until(file.name, () => customer.got().some(({ bytes }) => bytes?.equals(file.data)));
    // Beside it, or after it, as each way has it.
    await gets(file.words);
  }
  customer.sendPhoto(png(6, 4), 'Perfect');
  await telegram.until('the answer', () => ana.messages.at(-1)?.caption === `${name}\nPerfect`);
  ana.say('/done');
  await telegram.until('the end', () => ana.texts.at(-1) === `${name}: Session ended.`);
  await gets('ended');
});

test('what was answered on the phone while WhatsApp Web was away is a take-over, and the bot does not answer it too', {
  timeout: 180_000,
}, async () => {
  const { id, state } = await linkedPhone();
  const pia = '15559990000';
  const visits = web.visits;
  web.say(pia, { body: 'Are you open today?', name: 'Pia', missed: true });
  web.answer(pia, { body: 'Until six', missed: true });
  expect((await staff.post(`/api/channels/${id}/reconnect`)).status).toBe(200);
  await vi.waitFor(() => expect(web.visits).toBeGreaterThan(visits), patience);
  await vi.waitFor(async () => expect(await state()).toBe('connected'), patience);
  const listSchema = z.object({
    rows: z.array(
      z.object({ id: z.string(), contact: z.object({ name: z.string() }), mode: z.object({ onPhone: z.boolean() }) }),
    ),
  });
  const conversation = await eventually(async () => {
    const { rows } = listSchema.parse((await staff.get('/api/conversations?view=open')).body);
    const found = rows.find(({ contact, mode }) => contact.name === 'Pia' && mode.onPhone);
    if (!found) throw new Error('Pia has no conversation with the phone');
    return found;
  });
  const entries = z.object({
    messages: z.array(z.object({ author: z.object({ kind: z.string() }), delivery: z.string().nullable() })),
  });
  // What was claimed before the take-over is found out when its turn comes again.
  await eventually(async () => {
    const { body } = await staff.get(`/api/conversations/${conversation.id}/messages?after=0`);
    const ofBot = entries.parse(body).messages.filter(({ author }) => author.kind === 'bot');
    expect(ofBot.map(({ delivery }) => delivery)).toEqual(ofBot.map(() => 'discarded'));
    expect(ofBot).not.toEqual([]);
  });
  expect(web.sent.filter(({ to }) => to === `${pia}@c.us`)).toEqual([]);
});
