import type { BotLanguage, FileFacts, OutboundContent } from '@baton/engine';
import { signatureOf, startCloudEmulator } from '@baton/testing/whatsapp';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  AskedQuestion,
  ChannelAdapter,
  ChannelHost,
  ChannelStatus,
  InboundEvent,
  KeptFile,
  OutboundMessage,
  Receipt,
} from '../../channel-adapter.ts';
import { makeConnection } from '../../testing/make-connection.ts';
import { adapter as factory } from '../adapter.ts';

const cloud = await startCloudEmulator();
const open: ChannelAdapter[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  cloud.clearFaults();
});
afterAll(cloud.stop);

const webhook = { url: 'https://chat.example.com/whatsapp/ch1', secret: 'the verify token' };

function setup({ webhookless = false, withAccount = true } = {}) {
  const number = cloud.number();
  const { phoneNumberId, token, appSecret } = number;
  const secrets = { phoneNumberId, token, appSecret, businessAccountId: withAccount ? number.businessAccountId : '' };
  const statuses: ChannelStatus[] = [];
  const heard: InboundEvent[] = [];
  const receipts: Receipt[] = [];
  const asked: { question: AskedQuestion | null; lastHeard: string | null; language: BotLanguage } = {
    question: null,
    lastHeard: null,
    language: 'en',
  };
  const openFile = vi.fn<ChannelHost['openFile']>().mockResolvedValue(null);
  const storeFile = vi.fn<ChannelHost['storeFile']>();
  const adapter = factory.create(
    makeConnection({
      way: 'cloud',
      secrets,
      webhook: webhookless ? null : webhook,
      apiRoot: cloud.url,
      host: {
        receive: async (event) => void heard.push(event),
        question: async () => asked.question,
        language: async () => asked.language,
        openFile,
        storeFile,
        lastHeard: async () => asked.lastHeard,
        receipt: async (receipt) => void receipts.push(receipt),
      },
    }),
  );
  open.push(adapter);
  const anna = cloud.person(number, { phone: '15551234567' });
  anna.say('Hi');
  const connect = () =>
    adapter.connect(
      async () => undefined,
      (status) => statuses.push(status),
    );
  const send = (sent: OutboundMessage) => adapter.send('phone:15551234567', sent);
  /** Answers Meta's id of a file that somebody has sent. */
  const keepAtMeta = (bytes: Buffer) => {
    anna.sendFile('image', { mime: 'image/png', bytes, name: 'photo.png' });
    return [...cloud.media.keys()].at(-1) ?? '';
  };
  return {
    number,
    secrets,
    adapter,
    anna,
    statuses,
    heard,
    receipts,
    asked,
    connect,
    send,
    openFile,
    storeFile,
    keepAtMeta,
  };
}

function message(content: OutboundContent, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return { key: 'c1:2', conversationId: 'c1', seq: 2, content, sender: { kind: 'bot' }, ...more };
}
const hello = message({ kind: 'text', text: 'Hello **you**' });

describe('what is pasted to connect', () => {
  const check = (secrets: Record<string, string>) =>
    factory.check?.(makeConnection({ way: 'cloud', secrets, apiRoot: cloud.url }));

  test('shows whose number it is', async () => {
    const { secrets, number } = setup();
    expect(await check(secrets)).toEqual({
      ok: true,
      account: { id: number.phoneNumberId, name: 'Salon Verde (+1 555-078-3881)', url: 'https://wa.me/15550783881' },
    });
  });

  test.each([
    ['a phone number', { phoneNumberId: '+1 555' }, /phone number ID has digits only/],
    ['another number’s id', { phoneNumberId: '123' }, /does not know this phone number ID/],
    ['a token that is none', { token: 'x' }, /does not accept the access token/],
    ['another app’s secret', { appSecret: 'x' }, /app secret does not belong/],
    ['another business account', { businessAccountId: '123' }, /no access to this WhatsApp Business account/],
  ])('%s is refused', async (_title, wrong, problem) => {
    const { secrets } = setup();
    expect(await check({ ...secrets, ...wrong })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(problem),
    });
  });
});

describe('the connection', () => {
  test('is there once Meta knows the token, and says what keeps messages from arriving', async () => {
    const known = setup();
    await known.connect();
    const deaf = setup({ webhookless: true });
    await deaf.connect();
    await expect.poll(() => known.statuses.at(-1)).toEqual({ state: 'connected', error: null });
    await expect.poll(() => deaf.statuses.at(-1)?.error).toMatch(/Set PUBLIC_URL/);
  });

  test('ends with a revoked token', async () => {
    const { connect, number, statuses } = setup();
    cloud.revoke(number);
    await connect();
    await expect
      .poll(() => statuses.at(-1))
      .toMatchObject({
        state: 'disconnected',
        error: expect.stringMatching(/access token/),
      });
  });
});

describe('the webhook', () => {
  test('answers Meta’s challenge to who has the verify token', () => {
    const { adapter } = setup();
    const ask = (token: string, mode = 'subscribe') =>
      adapter.answerHandshake?.(
        new URLSearchParams({ 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': '42' }),
      );
    expect(ask(webhook.secret)).toBe('42');
    expect([ask('wrong'), ask(''), ask(webhook.secret, 'unsubscribe')]).toEqual([null, null, null]);
  });

  test('believes only what is signed, byte by byte', () => {
    const { adapter, secrets } = setup();
    // As Meta writes an emoji: read and written again, these bytes would be others.
    const body = String.raw`{"text":"\ud83d\ude42 h\u00e9","n":1.0}`;
    const signed = signatureOf(body, secrets.appSecret);
    const isSigned = (signature: string | undefined, bytes = body) =>
      adapter.isSigned?.({ 'x-hub-signature-256': signature }, Buffer.from(bytes));
    expect(isSigned(signed)).toBe(true);
    expect(isSigned(signed, JSON.stringify(JSON.parse(body)))).toBe(false);
    expect([isSigned(undefined), isSigned(''), isSigned(signatureOf(body, ''))]).toEqual([false, false, false]);
  });
});

describe('a tap', () => {
  async function tap(question: AskedQuestion | null, language: BotLanguage = 'en') {
    const talk = setup();
    talk.asked.language = language;
    talk.asked.question = question;
    const interactive = { type: 'button_reply', button_reply: { id: 'mon', title: 'Monday' } };
    const messages = [
      { id: 'wamid.t', from: '15551234567', timestamp: '1', type: 'interactive', interactive, context: { id: 'q1' } },
    ];
    const value = { metadata: { phone_number_id: talk.number.phoneNumberId }, contacts: [], messages };
    const entry = [{ changes: [{ field: 'messages', value }] }];
    await talk.adapter.receive?.({ object: 'whatsapp_business_account', entry });
    return { heard: talk.heard.length, told: talk.anna.texts };
  }
  const asked = { providerId: 'q1', answered: false, answer: null, tappedOther: false };

  test('on the open question answers it, also while the note of its number is still to come', async () => {
    expect(await tap(asked)).toEqual({ heard: 1, told: [] });
    expect(await tap({ ...asked, providerId: null })).toEqual({ heard: 1, told: [] });
  });

  test('on an older question, or none, is told that it is closed', async () => {
    const closed = { heard: 0, told: [expect.stringMatching(/closed/)] };
    expect(await tap({ ...asked, providerId: 'q2' })).toEqual(closed);
    expect(await tap({ ...asked, providerId: null, tappedOther: true })).toEqual(closed);
    expect(await tap(null)).toEqual(closed);
    const inGerman = { heard: 0, told: [expect.stringMatching(/^Diese Frage ist abgeschlossen\./)] };
    expect(await tap(null, 'de'), 'in the language of the flow').toEqual(inGerman);
  });

  test('that comes twice is not called late', async () => {
    expect(await tap({ ...asked, answered: true, answer: 'Monday' })).toEqual({ heard: 0, told: [] });
  });
});

describe('sending', () => {
  test('answers Meta’s id, and gives the key along for the receipts', async () => {
    const { send, anna } = setup();
    expect(await send(hello)).toEqual({ status: 'sent', providerId: anna.messages[0]?.id });
    expect(anna.texts).toEqual(['Hello *you*']);
    expect(anna.messages[0]?.message).toMatchObject({ to: '15551234567', biz_opaque_callback_data: 'c1:2' });
  });

  test('goes to a business-scoped id where no number is known', async () => {
    const { adapter, number } = setup();
    const leo = cloud.person(number, { name: 'Leo', phone: null, userId: 'US.1349' });
    leo.say('Hi');
    await adapter.send('user:US.1349', hello);
    expect(leo.texts).toEqual(['Hello *you*']);
  });

  test('goes on with the part at which it was stopped', async () => {
    const { send, anna } = setup();
    const long = message({ kind: 'text', text: `${'a'.repeat(4096)} ${'b'.repeat(10)}` });
    cloud.fail({ kind: 'error', status: 400, code: 131056, message: 'Pair rate limit hit' });
    expect(await send(long)).toEqual({
      status: 'retry',
      reason: 'WhatsApp asks to send more slowly',
      retryAfterMs: 6000,
      partsSent: 0,
    });
    expect(await send({ ...long, partsSent: 1 })).toMatchObject({ status: 'sent' });
    expect(anna.texts).toEqual(['b'.repeat(10)]);
  });

  test.each([
    [
      { kind: 'error', status: 400, code: 131030 },
      { status: 'failed', reason: /test number/ },
    ],
    [
      { kind: 'error', status: 401, code: 190 },
      { status: 'failed', reason: /access token/ },
    ],
    [
      { kind: 'error', status: 400, code: 424242, message: 'Odd' },
      { status: 'failed', reason: /Odd/ },
    ],
    [
      { kind: 'error', status: 500, code: 131000 },
      { status: 'retry', reason: /WhatsApp/ },
    ],
    [
      { kind: 'error', status: 503, code: 999 },
      { status: 'retry', reason: /WhatsApp/ },
    ],
  ] as const)('%j: %j', async (fault, { status, reason }) => {
    const { send } = setup();
    cloud.fail(fault);
    expect(await send(hello)).toMatchObject({ status, reason: expect.stringMatching(reason) });
  });

  test.each([
    [{ kind: 'gateway', status: 502 }],
    [{ kind: 'reset', done: true }],
    [{ kind: 'reset', done: false }],
  ] as const)('what may have arrived is not called failed: %j', async (fault) => {
    const { send } = setup();
    cloud.fail(fault);
    await expect(send(hello)).rejects.toThrow();
  });

  test('what never left is tried again', async () => {
    const { phoneNumberId, token, appSecret } = cloud.number();
    const nowhere = factory.create(
      makeConnection({ secrets: { phoneNumberId, token, appSecret }, apiRoot: 'http://127.0.0.1:59999' }),
    );
    open.push(nowhere);
    expect(await nowhere.send('phone:1', hello)).toMatchObject({ status: 'retry', reason: 'Meta can’t be reached' });
  });
});

describe('the pace, by a clock that the test drives', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  /** Sends to all of them at once, and answers which waits that leads to, in milliseconds. */
  function waitsOf(sendAll: () => Promise<unknown>[]) {
    const timer = vi.spyOn(globalThis, 'setTimeout');
    const sending = sendAll();
    const waits = timer.mock.calls.map(([, ms]) => ms);
    timer.mockRestore();
    return { sending, waits };
  }

  test('to one customer: twenty at once, then one in six seconds', async () => {
    const { send, anna } = setup();
    const { sending, waits } = waitsOf(() => Array.from({ length: 22 }, () => send(hello)));
    expect(waits).toEqual([6_000, 12_000]);
    await Promise.all(sending.slice(0, 20));
    expect(anna.texts).toHaveLength(20);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(await Promise.all(sending)).toHaveLength(22);
    expect(anna.texts).toHaveLength(22);
  });

  test('to all of them: eighty at once, then eighty a second', async () => {
    const { adapter } = setup();
    const many = Array.from({ length: 84 }, (_, index) => `phone:1555000${index}`);
    const { sending, waits } = waitsOf(() => many.map((address) => adapter.send(address, hello)));
    expect(waits).toEqual([13, 25, 38, 50]);
    await vi.advanceTimersByTimeAsync(50);
    await Promise.all(sending);
  });
});

describe('files', () => {
  const png = Buffer.from('iVBORw0KGgo=', 'base64');
  const facts = { fileId: 'f1', name: 'plan.png', mime: 'image/png', size: png.length, media: 'image' as const };
  async function* bytes() {
    yield png;
  }
  const file = (more: object = {}) => message({ kind: 'file', ...facts, ...more });

  test.each<[string, Partial<FileFacts>, string, object]>([
    ['an image', {}, 'image', { caption: 'Here' }],
    ['one too large to be shown', { size: 6_000_000 }, 'document', { caption: 'Here', filename: 'plan.png' }],
    ['a voice note', { media: 'voice', mime: 'audio/ogg' }, 'audio', { voice: true }],
    ['a sound', { media: 'audio', mime: 'audio/ogg' }, 'audio', { id: expect.any(String) }],
    ['a recording that is no voice note', { media: 'voice', mime: 'audio/mp4' }, 'audio', { id: expect.any(String) }],
    ['a sound that no phone plays', { media: 'audio', mime: 'audio/wav' }, 'document', { filename: 'plan.png' }],
  ])('%s is brought to Meta, and shown as well as it can be', async (_title, more, type, shown) => {
    const content = { ...facts, ...more };
    const { send, anna, openFile } = setup();
    openFile.mockResolvedValue({ file: { ...facts, ...more }, bytes });
    expect(await send(file({ ...content, caption: 'Here' }))).toMatchObject({ status: 'sent' });
    const [first, second] = anna.messages;
    expect(first?.message).toMatchObject({ type, [type]: shown });
    expect(second?.text).toBe(type === 'audio' ? 'Here' : undefined);
    const id = JSON.stringify(first?.message).match(/"id":"(\d+)"/)?.[1] ?? '';
    expect(cloud.media.get(id)?.bytes).toEqual(png);
  });

  test('that is gone fails clearly', async () => {
    expect(await setup().send(file())).toMatchObject({ status: 'failed', reason: expect.stringMatching(/not stored/) });
  });

  async function receiveImage(kept: KeptFile | null) {
    const talk = setup();
    if (kept) talk.storeFile.mockResolvedValue(kept);
    const image = { id: 'nowhere', caption: 'My hair' };
    const bytesId = kept ? talk.keepAtMeta(png) : image.id;
    const messages = [{ id: 'w1', from: '1555123', timestamp: '1', type: 'image', image: { ...image, id: bytesId } }];
    const value = { metadata: { phone_number_id: talk.number.phoneNumberId }, messages };
    await talk.adapter.receive?.({
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ field: 'messages', value }] }],
    });
    return talk.heard[0]?.content;
  }

  test('of a customer are fetched and kept; those that can’t be are said in words', async () => {
    expect(await receiveImage({ status: 'stored', file: facts })).toEqual({
      kind: 'file',
      ...facts,
      caption: 'My hair',
    });
    expect(await receiveImage({ status: 'refused', reason: 'too_large' })).toEqual({
      kind: 'text',
      text: '📷 Photo\nMy hair (too large to be kept)',
    });
    expect(await receiveImage(null)).toMatchObject({ text: expect.stringMatching(/could not be fetched/) });
  });
});

test('typing and "read" name what the customer said last', async () => {
  const { adapter, asked } = setup();
  await adapter.typing('phone:1', true);
  asked.lastHeard = 'wamid.last';
  await adapter.typing('phone:1', true);
  await adapter.typing('phone:1', false);
  await adapter.markRead('phone:1');
  expect(cloud.marks).toEqual([
    { messageId: 'wamid.last', typing: true },
    { messageId: 'wamid.last', typing: false },
  ]);
});

test('templates are listed, or it is said what is missing', async () => {
  const { adapter, number } = setup();
  const components = [{ type: 'BODY', text: 'Hello {{1}}' }];
  number.templates.push({ name: 'hello', language: 'en_US', status: 'APPROVED', components });
  expect(await adapter.templates?.()).toMatchObject([{ name: 'hello', parameters: [{ name: '1' }] }]);
  await expect(setup({ withAccount: false }).adapter.templates?.()).rejects.toThrow(/business account ID/i);
});

test('a channel that is not connected says so', async () => {
  const adapter = factory.create(makeConnection());
  expect(await adapter.send('phone:1', hello)).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/not connected/),
  });
});
