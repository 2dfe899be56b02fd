import { randomUUID } from 'node:crypto';
import { type EmulatedNumber, signatureOf, startCloudEmulator } from '@baton/testing/whatsapp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { freePort } from '../testing/free-port.ts';
import { makeMember } from '../testing/make-member.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

// Customers on WhatsApp by the Cloud API, staff in the inbox: the product as it runs, with Meta played by the emulator.

const cloud = await startCloudEmulator();
const port = await freePort();
const publicUrl = `http://localhost:${port}`;
const { database, signedIn } = await startTestRuntime({ owner, port, publicUrl, whatsappApiRoot: cloud.url });
const staff = await signedIn(owner);
afterAll(cloud.stop);
afterEach(() => cloud.clearFaults());

const menu = 'What would you like to do?';
const channelSchema = z.object({
  id: z.string(),
  type: z.string(),
  flowId: z.string(),
  connection: z
    .object({
      state: z.string(),
      error: z.string().nullable(),
      way: z.string().nullable(),
      webhook: z.object({ url: z.string(), verifyToken: z.string() }).nullable(),
    })
    .nullable(),
});

const number = cloud.number();
let channelId = '';

async function channel(client = staff) {
  const all = z.array(channelSchema).parse((await client.get('/api/channels')).body);
  return all.find(({ id }) => id === channelId);
}

async function connect(of: EmulatedNumber, more: object = {}) {
  const { phoneNumberId, token, appSecret, businessAccountId } = of;
  const [first] = z.array(channelSchema).parse((await staff.get('/api/channels')).body);
  const secrets = { phoneNumberId, token, appSecret, businessAccountId };
  return staff.post('/api/channels', {
    type: 'whatsapp',
    name: 'WhatsApp',
    flowId: first?.flowId,
    way: 'cloud',
    secrets,
    ...more,
  });
}

async function conversation(name: string) {
  const rowsSchema = z.object({ rows: z.array(z.object({ id: z.string(), contact: z.object({ name: z.string() }) })) });
  return vi.waitFor(async () => {
    const { rows } = rowsSchema.parse((await staff.get('/api/conversations?view=open')).body);
    const found = rows.find(({ contact }) => contact.name === name);
    if (!found) throw new Error(`${name} has no open conversation`);
    return found.id;
  }, 10_000);
}

async function transcript(id: string): Promise<string[]> {
  const schema = z.object({
    messages: z.array(
      z.object({
        author: z.object({ kind: z.string() }),
        content: z.object({ kind: z.string(), text: z.string().optional(), label: z.string().optional() }),
        delivery: z.string().nullable(),
        problem: z.string().optional(),
      }),
    ),
  });
  const { messages } = schema.parse((await staff.get(`/api/conversations/${id}/messages?after=0`)).body);
  return messages.flatMap(({ author, content, delivery, problem }) => {
    if (content.kind === 'event') return [];
    const state = [delivery, problem].filter(Boolean).join(': ');
    return [`${author.kind}: ${content.text ?? content.label}${state === '' ? '' : ` (${state})`}`];
  });
}

const command = (id: string, name: string, more: object = {}) =>
  staff.post(`/api/conversations/${id}/${name}`, { commandId: randomUUID(), ...more });

beforeAll(async () => {
  const made = await connect(number);
  expect(made.status, made.text).toBe(200);
  channelId = channelSchema.parse(made.body).id;
  await vi.waitFor(async () => expect((await channel())?.connection?.state).toBe('connected'), 10_000);
  const { url = '', verifyToken = '' } = (await channel())?.connection?.webhook ?? {};
  expect(await number.useWebhook(url, verifyToken)).toBe(true);
});

describe('connecting', () => {
  test('shows what to paste to those who may edit, keeps secrets unreadable, and is asked by Meta with the token only', async () => {
    const connection = (await channel())?.connection;
    expect(connection).toMatchObject({ state: 'connected', error: null, way: 'cloud' });
    expect(connection?.webhook?.url).toBe(`${publicUrl}/whatsapp/${channelId}`);
    const { rows: workspaces } = await database.pool.query('SELECT id FROM "Workspace"');
    const agent = await makeMember(database, String(workspaces[0]?.id), 'agent');
    expect((await channel(await signedIn(agent)))?.connection?.webhook).toBeNull();
    const { text } = await staff.get('/api/channels');
    const { rows } = await database.pool.query('SELECT row_to_json(c)::text AS row FROM "ChannelConnection" c');
    const stored = rows.map(({ row }) => String(row)).join();
    for (const secret of [number.token, number.appSecret]) expect(text + stored).not.toContain(secret);
    const ask = (token: string, id = channelId) =>
      fetch(`${publicUrl}/whatsapp/${id}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`);
    expect((await ask(connection?.webhook?.verifyToken ?? '')).status).toBe(200);
    expect((await ask('wrong')).status).toBe(403);
    expect((await ask('wrong', randomUUID())).status).toBe(404);
  });

  test('a way that is none, a missing field and a wrong secret make no channel', async () => {
    expect(errorOf(await connect(cloud.number(), { way: 'carrier-pigeon' })).message).toMatch(/only by: web, cloud/);
    expect(errorOf(await connect({ ...cloud.number(), token: ' ' })).message).toMatch(/Access token is missing/);
    expect(errorOf(await connect({ ...cloud.number(), appSecret: 'x' })).message).toMatch(/app secret/);
    expect(errorOf(await connect(number)).message).toMatch(/connected to another channel/);
  });
});

describe('the webhook', () => {
  const bring = (body: string, headers: Record<string, string>) =>
    fetch(`${publicUrl}/whatsapp/${channelId}`, { method: 'POST', headers, body }).then(({ status }) => status);

  test('believes nobody but Meta, and nothing of what it does not understand', async () => {
    const body = '{"object":"whatsapp_business_account","entry":[]}';
    const signed = { 'x-hub-signature-256': signatureOf(body, number.appSecret), 'content-type': 'application/json' };
    expect(await bring(body, signed)).toBe(200);
    expect(await bring(`${body} `, signed)).toBe(401);
    expect(await bring(body, { 'content-type': 'application/json' })).toBe(401);
    const odd = 'not JSON';
    expect(await bring(odd, { 'x-hub-signature-256': signatureOf(odd, number.appSecret) })).toBe(200);
  });
});

test('a customer is served by the flow, taken over by a person, and handed back; receipts only move forward', async () => {
  const anna = cloud.person(number, { name: 'Anna 🙂' });
  anna.say('Hello');
  await cloud.until('the menu', () => anna.texts.at(-1) === menu);
  expect(anna.options).toEqual(['Book an appointment', 'Talk to a person']);
  anna.tap('Book an appointment');
  await cloud.until('the name', () => anna.texts.at(-1) === 'Gladly. What is your name?');
  const tapped = anna.messages.findLast(({ text }) => text === menu);
  anna.tap('Talk to a person', tapped?.id);
  await cloud.until('that it is closed', () => anna.texts.at(-1)?.includes('closed'));
  anna.say('Anna');
  await cloud.until('the service', () => anna.options.includes('Haircut'));

  // By the name that they gave to the flow.
  const id = await conversation('Anna');
  expect((await command(id, 'take-over')).status).toBe(200);
  await command(id, 'reply', { text: 'Hello **Anna**', clientId: 'c' });
  await cloud.until('the reply', () => anna.texts.at(-1) === 'Hello *Anna*');
  const reply = anna.messages.at(-1);
  await vi.waitFor(async () => expect((await transcript(id)).at(-1)).toBe('agent: Hello **Anna** (delivered)'), 10_000);
  anna.read();
  await vi.waitFor(async () => expect((await transcript(id)).at(-1)).toBe('agent: Hello **Anna** (read)'), 10_000);
  // Told late, and twice.
  const key = reply?.message.biz_opaque_callback_data;
  for (const status of ['sent', 'delivered', 'failed']) {
    const statuses = [{ id: reply?.id, status, biz_opaque_callback_data: key, timestamp: '1' }];
    const value = { metadata: { phone_number_id: number.phoneNumberId }, statuses };
    const entry = [{ changes: [{ field: 'messages', value }] }];
    number.bring({ object: 'whatsapp_business_account', entry });
  }
  await cloud.until('all is brought', () => number.pending === 0);
  expect((await transcript(id)).at(-1)).toBe('agent: Hello **Anna** (read)');

  await command(id, 'hand-back');
  await cloud.until('the question again', () => anna.options.includes('Haircut'));
  anna.tap('Haircut');
  await cloud.until('the date', () => anna.texts.at(-1)?.includes('Which day'));
  await cloud.until('what the bot has read', () => cloud.marks.length > 0);
});

test('files go both ways', async () => {
  const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
  const eva = cloud.person(number, { name: 'Eva' });
  eva.sendFile(
    'document',
    { mime: 'image/gif', bytes: gif, name: 'dot.gif' },
    { filename: 'dot.gif', caption: 'Look' },
  );
  const id = await conversation('Eva');
  await vi.waitFor(async () => {
    const { text } = await staff.get(`/api/conversations/${id}/messages?after=0`);
    expect(text).toContain('"name":"dot.gif"');
    expect(text).toContain('"caption":"Look"');
  }, 10_000);
});

test('what comes twice is one message', async () => {
  const leo = cloud.person(number, { name: 'Leo' });
  const id = leo.say('Only once');
  await cloud.until('the menu', () => leo.texts.at(-1) === menu);
  const messages = [{ id, from: '15551', timestamp: '1', type: 'text', text: { body: 'Only once' } }];
  const value = { metadata: { phone_number_id: number.phoneNumberId }, messages };
  number.bring({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] });
  await cloud.until('all is brought', () => number.pending === 0);
  const { rows } = await database.pool.query(`SELECT 1 FROM "Message" WHERE content ->> 'text' = 'Only once'`);
  expect(rows).toHaveLength(1);
});

test('what Meta could not deliver says why, and can be sent again', async () => {
  const ola = cloud.person(number, { name: 'Ola' });
  ola.say('Hi');
  const id = await conversation('Ola');
  await command(id, 'reply', { text: 'Are you there?', clientId: 'c' });
  await cloud.until('the reply', () => ola.texts.at(-1) === 'Are you there?');
  // Sent, and not yet delivered, as to a phone that is off.
  await vi.waitFor(async () => expect((await transcript(id)).at(-1)).toMatch(/delivered/), 10_000);
  await database.pool.query(`UPDATE "Message" SET delivery = 'sent' WHERE content ->> 'text' = 'Are you there?'`);
  ola.fails(ola.messages.at(-1)?.id ?? '', 131026, 'Message undeliverable');
  await vi.waitFor(
    async () =>
      expect((await transcript(id)).at(-1)).toMatch(/^agent: Are you there\? \(failed: The customer can’t receive it/),
    10_000,
  );
  const { body } = await staff.get(`/api/conversations/${id}/messages?after=0`);
  const seq = z.object({ lastSeq: z.int() }).parse(body).lastSeq;
  expect((await command(id, 'resend', { seq })).status).toBe(200);
  await vi.waitFor(async () => expect((await transcript(id)).at(-1)).toMatch(/delivered/), 10_000);
  expect(ola.texts.filter((text) => text === 'Are you there?')).toHaveLength(2);
});

test('once a day has passed only templates get through, until the customer writes again', async () => {
  const mia = cloud.person(number, { name: 'Mia' });
  number.templates.push({
    name: 'reminder',
    language: 'en_US',
    status: 'APPROVED',
    components: [{ type: 'BODY', text: 'Hello {{1}}, your appointment is on {{2}}.' }],
  });
  mia.say('Hi');
  const id = await conversation('Mia');
  await command(id, 'take-over');
  const detailSchema = z.object({ writableUntil: z.string().nullable() });
  const until = async () => detailSchema.parse((await staff.get(`/api/conversations/${id}`)).body).writableUntil;
  const left = new Date((await until()) ?? 0).getTime() - Date.now();
  expect(left).toBeGreaterThan(23.9 * 3_600_000);
  expect(left).toBeLessThanOrEqual(24 * 3_600_000);

  mia.closeWindow();
  await database.pool.query(`UPDATE "Contact" SET "writableUntil" = now() WHERE name = 'Mia'`);
  expect(errorOf(await command(id, 'reply', { text: 'Hello?', clientId: 'c' })).code).toBe('OUTSIDE_WINDOW');
  expect((await staff.get(`/api/conversations/${id}/templates`)).body).toMatchObject([{ name: 'reminder' }]);
  const template = (...values: string[]) => ({
    clientId: randomUUID(),
    template: {
      name: 'reminder',
      language: 'en_US',
      parameters: values.map((value, index) => ({ name: String(index + 1), value })),
    },
  });
  expect(errorOf(await command(id, 'send-template', template('Mia'))).message).toMatch(/Fill in 2/);
  expect((await command(id, 'send-template', template('Mia', 'Monday'))).status).toBe(200);
  await cloud.until('the template', () => mia.texts.at(-1) === '[reminder, Mia, Monday]');
  await vi.waitFor(
    async () =>
      expect((await transcript(id)).at(-1)).toBe('agent: Hello Mia, your appointment is on Monday. (delivered)'),
    10_000,
  );
  mia.say('Thanks');
  await vi.waitFor(async () => expect(await transcript(id)).toContain('customer: Thanks'), 10_000);
  expect((await command(id, 'reply', { text: 'Welcome', clientId: 'd' })).status).toBe(200);
  await cloud.until('the reply', () => mia.texts.at(-1) === 'Welcome');
});

describe('one person', () => {
  const contacts = async (name: string) => {
    const { rows } = await database.pool.query(
      `SELECT co.address, co.attributes ->> 'Phone' AS phone, array_agg(a.alias ORDER BY a.alias) AS aliases
       FROM "Contact" co LEFT JOIN "ContactAlias" a ON a."contactId" = co.id WHERE co.name = $1
       GROUP BY co.id, co.address, co.attributes, co."createdAt" ORDER BY co."createdAt"`,
      [name],
    );
    return rows;
  };
  const heardOf = (name: string, count: number) =>
    vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        `SELECT 1 FROM "InboundEvent" e JOIN "Conversation" c ON c.id = e."conversationId"
           JOIN "Contact" co ON co.id = c."contactId" WHERE co.name = $1`,
        [name],
      );
      expect(rows).toHaveLength(count);
      expect(number.pending).toBe(0);
    }, 10_000);

  test('is the same contact by number, by business-scoped id, and after a change of number', async () => {
    cloud.person(number, { name: 'Uma', phone: '15550000001' }).say('First');
    await heardOf('Uma', 1);
    const known = cloud.person(number, { name: 'Uma', phone: '15550000001', userId: 'US.1' });
    known.say('Second');
    await heardOf('Uma', 2);
    known.changeNumber('15550000002');
    known.say('Third');
    await heardOf('Uma', 3);
    cloud.person(number, { name: 'Uma', phone: null, userId: 'US.1' }).say('Fourth');
    await heardOf('Uma', 4);
    expect(await contacts('Uma')).toEqual([
      { address: 'user:US.1', phone: '+15550000002', aliases: ['phone:15550000002', 'user:US.1'] },
    ]);
  });

  test('is not whoever has their old number now', async () => {
    cloud.person(number, { name: 'Old', phone: '15550000003', userId: 'US.3' }).say('Hi');
    await heardOf('Old', 1);
    cloud.person(number, { name: 'New', phone: '15550000003', userId: 'US.4' }).say('Hi');
    await heardOf('New', 1);
    expect(await contacts('New')).toMatchObject([{ address: 'user:US.4' }]);
    expect(await contacts('Old')).toMatchObject([{ address: 'user:US.3', aliases: ['user:US.3'] }]);
  });
});
