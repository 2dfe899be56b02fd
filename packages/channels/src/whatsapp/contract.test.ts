import type { FileFacts, OutboundContent } from '@baton/engine';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ChannelHost, InboundEvent, OutboundMessage, Receipt } from '../channel-adapter.ts';
import { type Customer, type Provider, startCloud, startWeb } from './testing/providers.ts';

// What holds for WhatsApp whichever way it is connected: the same tests for both.

describe.each([
  ['WhatsApp Web', startWeb],
  ['Cloud API', startCloud],
])('by %s', { timeout: 120_000 }, (_, start) => {
  const arrived: InboundEvent[] = [];
  /** What was heard before is known by its key, as the runtime knows it. */
  const heard: InboundEvent[] = [];
  const receipts: Receipt[] = [];
  const kept: Buffer[] = [];
  const openFile = vi.fn<ChannelHost['openFile']>();
  let provider: Provider;

  beforeAll(async () => {
    provider = await start({
      async receive(event) {
        arrived.push(event);
        if (!heard.some(({ key }) => key === event.key)) heard.push(event);
      },
      receipt: async (receipt) => void receipts.push(receipt),
      lastHeard: async () => heard.at(-1)?.clientId ?? null,
      openFile,
      async storeFile(_address, { bytes, media }) {
        const parts: Uint8Array[] = [];
        for await (const part of bytes) parts.push(part);
        kept.push(Buffer.concat(parts));
        return { status: 'stored', file: media === 'voice' ? voice : file };
      },
    });
  }, 120_000);
  afterAll(async () => provider.stop());

  const patience = { timeout: 45_000, interval: 50 };
  const anna: Customer = { name: 'Anna', phone: '15551230000', hiddenId: null };
  const address = 'phone:15551230000';
  const png = Buffer.from('iVBORw0KGgo=', 'base64');
  const file: FileFacts = { fileId: 'f', name: 'hair.png', mime: 'image/png', size: png.length, media: 'image' };
  const ogg = Buffer.from('OggS a voice');
  const voice: FileFacts = { fileId: 'v', name: 'voice.ogg', mime: 'audio/ogg', size: ogg.length, media: 'voice' };
  async function* bytesOf(bytes: Buffer) {
    yield bytes;
  }
  const texts = () => heard.flatMap(({ content }) => (content?.kind === 'text' ? [content.text] : []));
  const hears = async (text: string) => {
    await expect.poll(texts, patience).toContain(text);
    return heard.find(({ content }) => content?.kind === 'text' && content.text === text);
  };
  let seq = 0;
  async function send(content: OutboundContent) {
    seq += 1;
    const before = provider.got().length;
    const message: OutboundMessage = { key: `c1:${seq}`, conversationId: 'c1', seq, content, sender: { kind: 'bot' } };
    const result = await provider.adapter.send(address, message);
    expect(result).toEqual({ status: 'sent', providerId: expect.stringMatching(/./) });
    const providerId = result.status === 'sent' ? result.providerId : null;
    return { key: message.key, providerId, got: provider.got().slice(before) };
  }
  const statesOf = ({ key, providerId }: Awaited<ReturnType<typeof send>>) =>
    receipts.flatMap((each) => (each.key === key || each.providerId === providerId ? [each.state] : []));

  test('a text is heard with who said it, in the order in which it was said', async () => {
    provider.say(anna, 'Hello');
    provider.say(anna, 'Is anybody there?');
    await hears('Is anybody there?');
    expect(texts()).toEqual(['Hello', 'Is anybody there?']);
    expect(heard[0]).toMatchObject({ address, phone: anna.phone, name: 'Anna', clientId: expect.any(String) });
    expect(heard[0]?.fromBusiness).toBeUndefined();
  });

  test('what comes twice is known by its key', async () => {
    const again = provider.say(anna, 'Once');
    const key = (await hears('Once'))?.key;
    const times = () => arrived.filter((event) => event.key === key).length;
    const before = times();
    again();
    await expect.poll(times, patience).toBeGreaterThan(before);
    expect(texts().filter((text) => text === 'Once')).toHaveLength(1);
  });

  test('groups and what is said to everybody are nobody’s conversation', async () => {
    provider.sayToMany(anna, 'To all');
    provider.say(anna, 'To you');
    await hears('To you');
    expect(texts()).not.toContain('To all');
  });

  test('a text is sent in WhatsApp’s own formatting, a long one in parts that are whole together', async () => {
    expect((await send({ kind: 'text', text: 'Hello **you**' })).got).toMatchObject([{ text: 'Hello *you*' }]);
    const text = Array.from({ length: 1_000 }, (_each, index) => `word${index}`).join(' ');
    const { got } = await send({ kind: 'text', text });
    expect(got.length).toBeGreaterThan(1);
    for (const part of got) expect(part.text.length).toBeLessThanOrEqual(4096);
    expect(got.map((part) => part.text.trim()).join(' ')).toBe(text);
  });

  test('choices are readable: as buttons, or with numbers to answer by', async () => {
    const options = Array.from({ length: 11 }, (_each, index) => ({ id: `o${index}`, label: `Choice ${index}` }));
    const few = await send({ kind: 'choices', text: 'Which?', options: options.slice(0, 2) });
    const [asked] = few.got;
    const shown = asked?.options.length ? asked.options : asked?.text.split('\n').slice(2);
    expect(shown?.map((line) => line.replace(/^\d+\. /, ''))).toEqual(['Choice 0', 'Choice 1']);
    const many = await send({ kind: 'choices', text: 'Which?', options });
    expect(many.got.map(({ text }) => text).join()).toContain('11. Choice 10');
  });

  test('a photo goes both ways, with the words under it', async () => {
    provider.sendPhoto(anna, png, 'My hair');
    await expect.poll(() => heard.at(-1)?.content, patience).toEqual({ kind: 'file', ...file, caption: 'My hair' });
    expect(kept).toEqual([png]);
    openFile.mockResolvedValue({ file, bytes: () => bytesOf(png) });
    expect((await send({ kind: 'file', ...file, caption: 'Like **this**?' })).got).toEqual([
      { text: 'Like *this*?', options: [], bytes: png, voice: false, place: null },
    ]);
  });

  test('a voice note goes both ways as one', async () => {
    provider.sendVoice(anna, ogg);
    await expect.poll(() => heard.at(-1)?.content, patience).toEqual({ kind: 'file', ...voice });
    expect(kept.at(-1)).toEqual(ogg);
    openFile.mockResolvedValue({ file: voice, bytes: () => bytesOf(ogg) });
    expect((await send({ kind: 'file', ...voice })).got).toMatchObject([{ bytes: ogg, voice: true }]);
  });

  test('a place goes both ways as one, with its name or without', async () => {
    const place = { latitude: 48.2, longitude: 16.37, name: 'Salon Verde' };
    provider.sendPlace(anna, place);
    await expect.poll(() => heard.at(-1)?.content, patience).toEqual({ kind: 'location', ...place });
    const named = { ...place, address: 'Herrengasse 14' };
    expect((await send({ kind: 'location', ...named })).got).toMatchObject([{ place: named, bytes: null }]);
    const bare = { latitude: -1.5, longitude: 2 };
    expect((await send({ kind: 'location', ...bare })).got.map((each) => each.place)).toEqual([bare]);
  });

  test('how far a message has come is told of the message, and of one in parts as a whole', async () => {
    const message = await send({ kind: 'text', text: 'word '.repeat(1_000) });
    expect(message.got.length).toBe(2);
    await expect.poll(() => statesOf(message), patience).toContain('delivered');
    provider.read(anna);
    await expect.poll(() => statesOf(message).at(-1), patience).toBe('read');
    // Nobody waits for a message that has no place in a transcript.
    const strange = receipts.filter(({ key, state }) => state === 'delivered' && !/^c1:\d+(#\d+)?$/.test(key ?? ''));
    expect(strange).toEqual([]);
  });

  test('whoever hides their number is known by what does not change, and by the number where it is told', async () => {
    const hidden: Customer = { name: 'Zoe', phone: null, hiddenId: '777001' };
    const both: Customer = { name: 'Max', phone: '15559990000', hiddenId: '777002' };
    provider.say(hidden, 'I hide');
    const one = await hears('I hide');
    expect(one?.address).toMatch(/^(lid|user):777001$/);
    expect([one?.aliases, one?.phone]).toEqual([[], undefined]);
    provider.say(both, 'I do not');
    const other = await hears('I do not');
    expect(other?.address).toMatch(/^(lid|user):777002$/);
    expect([other?.aliases, other?.phone]).toEqual([['phone:15559990000'], '15559990000']);
  });

  test('typing and “read” are shown without a word', async () => {
    const [before, messages] = [provider.signs(), provider.got().length];
    await provider.adapter.typing(address, true);
    await expect.poll(() => provider.signs().typing, patience).toBe(before.typing + 1);
    await provider.adapter.markRead(address);
    await expect.poll(() => provider.signs().read, patience).toBe(before.read + 1);
    expect(provider.got()).toHaveLength(messages);
  });
});
