import { buffer } from 'node:stream/consumers';
import type { FileFacts, OutboundContent } from '@baton/engine';
import { gif, pdf, png } from '@baton/testing';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { ChannelAdapter, ChannelHost, InboundEvent } from '../channel-adapter.ts';
import { makeConnection } from '../testing/make-connection.ts';
import { adapter as factory } from './adapter.ts';

const telegram = await startTelegramEmulator();
const open: ChannelAdapter[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  telegram.clearFaults();
});
afterAll(telegram.stop);

/** A bot that polls, a person who has written to it, and a host that keeps files as the runtime does. */
async function setup(host: Partial<ChannelHost> = {}, by: 'polling' | 'webhook' = 'polling') {
  const account = telegram.bot();
  const talk = telegram.person().with(account);
  const heard: InboundEvent[] = [];
  const kept: { name: string | null; media: string | undefined; bytes: Buffer }[] = [];
  const adapter = factory.create(
    makeConnection({
      secrets: { token: account.token },
      apiRoot: telegram.url,
      host: {
        receive: async (event) => void heard.push(event),
        async storeFile(_address, { name, media, bytes }) {
          const stored = await buffer(bytes);
          kept.push({ name, media, bytes: stored });
          return { status: 'stored', file: facts(name ?? 'unnamed', stored.length) };
        },
        ...host,
      },
    }),
  );
  open.push(adapter);
  const address = String(talk.say('Hi').chat.id);
  if (by === 'polling') {
    await adapter.connect(
      async () => undefined,
      () => undefined,
    );
  }
  const contents = () => heard.slice(1).map(({ content }) => content);
  const confirmed = () => telegram.until('all is confirmed', () => account.updates.pending === 0);
  return { account, talk, adapter, heard, kept, address, contents, confirmed };
}

function facts(name: string, size: number, more: Partial<FileFacts> = {}): FileFacts {
  return { fileId: name, name, mime: 'application/pdf', size, media: 'document', ...more };
}

describe('what people send', () => {
  test('is fetched and stored before it is told', async () => {
    const { talk, kept, contents, confirmed, heard } = await setup();
    talk.sendFile({ kind: 'photo', data: png(9, 9), caption: ' My hair ' });
    talk.sendFile({ kind: 'document', name: 'cv.pdf', data: pdf() });
    talk.sendFile({ kind: 'voice', data: new Uint8Array([1, 2, 3]), seconds: 4 });
    talk.sendSticker('🐱', png(5, 5));
    await confirmed();
    expect(contents()).toEqual([
      { kind: 'file', ...facts('unnamed', png(9, 9).length), caption: 'My hair' },
      { kind: 'file', ...facts('cv.pdf', pdf().length) },
      { kind: 'file', ...facts('unnamed', 3) },
      { kind: 'file', ...facts('🐱 Sticker', png(5, 5).length) },
    ]);
    expect(kept.map(({ media }) => media)).toEqual([undefined, undefined, 'voice', 'sticker']);
    expect(kept[0]?.bytes.equals(png(9, 9))).toBe(true);
    expect(new Set(heard.map(({ key }) => key)).size).toBe(5);
  });

  test('a changed caption is the same message with the file as it is now', async () => {
    const { talk, heard, confirmed } = await setup();
    const { message_id } = talk.sendFile({ kind: 'photo', data: png(2, 2), caption: 'Bfore' });
    talk.editCaption(message_id, 'Before');
    await confirmed();
    const [sent, edited] = heard.slice(1);
    expect(edited).toMatchObject({
      edits: true,
      clientId: sent?.clientId,
      content: { kind: 'file', caption: 'Before' },
    });
  });

  test('places and cards arrive as such', async () => {
    const { talk, contents, confirmed } = await setup();
    talk.sendLocation(1.5, 2.5);
    talk.sendContact('Anna', '390612345', true);
    await confirmed();
    expect(contents()).toEqual([
      { kind: 'location', latitude: 1.5, longitude: 2.5 },
      { kind: 'contact', name: 'Anna', phones: ['+390612345'], emails: [], own: true },
    ]);
  });

  test.each([
    ['429', { kind: 'flood', retryAfter: 0 }],
    ['a gateway', { kind: 'gateway', status: 502 }],
    ['half of the bytes', { kind: 'reset', done: false }],
  ] as const)('%s during the download: it is fetched again, and told once', async (_title, fault) => {
    const { talk, contents, confirmed } = await setup();
    telegram.fail({ ...fault, method: 'download' });
    talk.sendFile({ kind: 'document', name: 'cv.pdf', data: pdf() });
    talk.say('Did you get it?');
    await confirmed();
    expect(contents()).toEqual([
      { kind: 'file', ...facts('cv.pdf', pdf().length) },
      { kind: 'text', text: 'Did you get it?' },
    ]);
  });

  test('what is too large says so in words, and holds up nothing', async () => {
    const { talk, contents, confirmed } = await setup();
    talk.sendFile({ kind: 'video', data: new Uint8Array(20 * 1024 * 1024 + 1), caption: 'Look' });
    talk.say('And?');
    await confirmed();
    expect(contents()).toEqual([
      { kind: 'text', text: '🎬 Video\nLook\n(too large: bots can fetch files up to 20 MB from Telegram)' },
      { kind: 'text', text: 'And?' },
    ]);
  });

  /** An update as a webhook brings it: with a photo that the person has sent. */
  function photoUpdate(talk: Awaited<ReturnType<typeof setup>>['talk']) {
    const { chat, from, message_id, photo } = talk.sendFile({ kind: 'photo', data: png(2, 2) });
    return { update_id: 1_000_000, message: { chat, from, message_id, photo } };
  }

  test('what can’t be fetched however often is told in words', async () => {
    const { adapter, talk, heard } = await setup({}, 'webhook');
    telegram.fail({ kind: 'gateway', status: 500, method: 'download', times: 5 });
    const update = photoUpdate(talk);
    for (let tries = 1; tries < 5; tries += 1) {
      await expect(adapter.receive?.(update)).rejects.toThrow(/could not be downloaded/);
    }
    await adapter.receive?.(update);
    expect(heard.map(({ content }) => content)).toEqual([
      { kind: 'text', text: '📷 Photo\n(the file could not be fetched from Telegram)' },
    ]);
  });

  test('our own trouble in storing it is no reason to give it up', async () => {
    let away = true;
    const { adapter, talk, heard } = await setup(
      {
        async storeFile(_address, { bytes }) {
          if (away) throw new Error('The database is away');
          return { status: 'stored', file: facts('a', (await buffer(bytes)).length) };
        },
      },
      'webhook',
    );
    const update = photoUpdate(talk);
    for (let tries = 1; tries < 10; tries += 1) await expect(adapter.receive?.(update)).rejects.toThrow(/is away/);
    away = false;
    await adapter.receive?.(update);
    expect(heard.map(({ content }) => content)).toEqual([{ kind: 'file', ...facts('a', png(2, 2).length) }]);
  });
});

describe('what is sent to people', () => {
  const send = (content: Extract<OutboundContent, { kind: 'file' }>, partsSent = 0) => ({
    key: 'c1:2',
    conversationId: 'c1',
    seq: 2,
    content,
    sender: { kind: 'bot' as const },
    partsSent,
  });
  const stored = (file: FileFacts, bytes: Buffer) => ({
    openFile: async () => ({
      file,
      async *bytes() {
        yield bytes.subarray(0, 10);
        yield bytes.subarray(10);
      },
    }),
  });

  test.each<[string, FileFacts, Buffer, string]>([
    ['a photo', facts('a.png', 9, { mime: 'image/png', media: 'image' }), png(9, 9), 'photo'],
    ['an animation', facts('a.gif', 9, { mime: 'image/gif', media: 'image' }), gif(), 'animation'],
    ['a document', facts('a.pdf', 9), pdf(), 'document'],
    [
      'a video',
      facts('a.mp4', 9, { mime: 'video/mp4', media: 'video', duration: 3, width: 4, height: 3 }),
      pdf(),
      'video',
    ],
    ['a sound', facts('a.mp3', 9, { mime: 'audio/mpeg', media: 'audio' }), pdf(), 'audio'],
    ['a voice message', facts('a.ogg', 9, { mime: 'audio/ogg', media: 'voice', duration: 3.4 }), pdf(), 'voice'],
  ])('%s, with its words', async (_title, file, bytes, kind) => {
    const { adapter, talk, address } = await setup(stored(file, bytes));
    expect(await adapter.send(address, send({ kind: 'file', ...file, caption: '**Hi**' }))).toMatchObject({
      status: 'sent',
    });
    const last = talk.messages.at(-1);
    expect(last).toMatchObject({ [kind]: {}, caption: 'Hi', caption_entities: [{ type: 'bold' }] });
    const [upload] = [...(telegram.calls.findLast(({ files }) => files.size > 0)?.files.values() ?? [])];
    expect(upload?.name).toBe(file.name);
    expect(Buffer.from(upload?.data ?? []).equals(bytes)).toBe(true);
  });

  test.each([
    ['Price list.pdf', 'Price list.pdf'],
    ['Grüße 😀.pdf', 'Grüße 😀.pdf'],
    ['a;b.pdf', 'a_b.pdf'],
  ])('a file called %j keeps its name', async (name, shown) => {
    const file = facts(name, 9);
    const { adapter, talk, address } = await setup(stored(file, pdf()));
    expect(await adapter.send(address, send({ kind: 'file', ...file }))).toMatchObject({ status: 'sent' });
    expect(talk.messages.at(-1)?.document?.file_name).toBe(shown);
  });

  const price = facts('a.pdf', 9);

  test('429 and 5xx: clearly not sent, tried again', async () => {
    const { adapter, talk, address } = await setup(stored(price, pdf()));
    telegram.fail({ kind: 'flood', retryAfter: 3, method: 'sendDocument' });
    const message = send({ kind: 'file', ...price });
    expect(await adapter.send(address, message)).toMatchObject({ status: 'retry', retryAfterMs: 3000 });
    telegram.fail({ kind: 'error', code: 500, method: 'sendDocument' });
    expect(await adapter.send(address, message)).toMatchObject({ status: 'retry', partsSent: 0 });
    expect(await adapter.send(address, message)).toMatchObject({ status: 'sent' });
    expect(talk.messages.filter(({ document }) => document)).toHaveLength(1);
  });

  test('a long text goes on after the file that has arrived', async () => {
    const { adapter, talk, address } = await setup(stored(price, pdf()));
    const long = send({ kind: 'file', ...price, caption: 'a'.repeat(2000) });
    telegram.fail({ kind: 'flood', retryAfter: 1, method: 'sendMessage' });
    const result = await adapter.send(address, long);
    expect(result).toMatchObject({ status: 'retry', partsSent: 1 });
    expect(await adapter.send(address, { ...long, partsSent: 1 })).toMatchObject({ status: 'sent' });
    expect(talk.messages.filter(({ document }) => document)).toHaveLength(1);
    expect(talk.texts.at(-1)).toBe('a'.repeat(2000));
  });

  test('a connection that breaks leaves it open whether it has arrived', async () => {
    const { adapter, address } = await setup(stored(price, pdf()));
    telegram.fail({ kind: 'reset', done: true, method: 'sendDocument' });
    await expect(adapter.send(address, send({ kind: 'file', ...price }))).rejects.toThrow();
  });

  test('bytes that can’t be read: clearly not sent', async () => {
    const { adapter, talk, address } = await setup({
      openFile: async () => ({
        file: price,
        async *bytes() {
          yield pdf().subarray(0, 5);
          throw new Error('The database is away');
        },
      }),
    });
    expect(await adapter.send(address, send({ kind: 'file', ...price }))).toMatchObject({ status: 'retry' });
    expect(talk.messages.filter(({ document }) => document)).toHaveLength(0);
  });

  test('a file that is gone is told to staff', async () => {
    const { adapter, address } = await setup();
    expect(await adapter.send(address, send({ kind: 'file', ...price }))).toEqual({
      status: 'failed',
      reason: 'The file is not there any more',
    });
  });
});
