import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Place } from '@baton/engine';
import { type CloudEmulator, startCloudEmulator, startWebEmulator } from '@baton/testing/whatsapp';
import type { ChannelAdapter, ChannelHost, ChannelStatus } from '../../channel-adapter.ts';
import { makeConnection } from '../../testing/make-connection.ts';
import { adapter as factory } from '../adapter.ts';
import { createWebAdapter } from '../web/web-adapter.ts';

/** Somebody with WhatsApp: by a number, or hidden behind an id. */
export interface Customer {
  readonly name: string;
  readonly phone: string | null;
  readonly hiddenId: string | null;
}

/** What a customer has got: its text, its options, its place, and its file, which may be one to listen to as somebody's voice. */
interface Got {
  readonly text: string;
  readonly options: readonly string[];
  readonly bytes: Buffer | null;
  readonly voice: boolean;
  readonly place: Place | null;
}

/** A way to WhatsApp, connected, with the people on its other side. */
export interface Provider {
  readonly adapter: ChannelAdapter;
  /** Each answers what brings the same once more. */
  say(from: Customer, text: string): () => void;
  sendPhoto(from: Customer, bytes: Buffer, caption: string): void;
  sendVoice(from: Customer, bytes: Buffer): void;
  sendPlace(from: Customer, place: { latitude: number; longitude: number; name: string }): void;
  /** In a group, or as a status for everybody. */
  sayToMany(from: Customer, text: string): void;
  /** Every message that customers have got, in order. */
  got(): Got[];
  /** How often customers were shown that somebody types, and blue ticks. */
  signs(): { readonly typing: number; readonly read: number };
  /** The customer opens the chat. */
  read(by: Customer): void;
  stop(): Promise<void>;
}

function connected(
  adapter: ChannelAdapter,
  onStatus: (status: ChannelStatus) => void = () => undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const told = (status: ChannelStatus) => {
      onStatus(status);
      if (status.state === 'connected') resolve();
    };
    adapter.connect(async () => undefined, told).catch(reject);
  });
}

/** The real client of WhatsApp Web in a real browser, against a page that stands in for it. */
export async function startWeb(host: Partial<ChannelHost>): Promise<Provider> {
  const web = await startWebEmulator();
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-whatsapp-'));
  const browser = { folder, program: null, limit: 1, args: web.browserArgs };
  const adapter = createWebAdapter(makeConnection({ way: 'web', browser, host }), null, { probeMs: 300 });
  await connected(adapter, (status) => {
    const code = status.state === 'pairing' ? status.pairing.qr : null;
    if (code?.split(',')[0] === web.ref) web.scan(code ?? '');
  });
  const chatOf = ({ phone, hiddenId }: Customer) => (hiddenId === null ? `${phone}@c.us` : `${hiddenId}@lid`);
  const known = ({ name, phone }: Customer) => ({ name, ...(phone !== null && { phone }) });
  return {
    adapter,
    say(from, text) {
      const id = web.say(chatOf(from), { body: text, ...known(from) });
      return () => void web.say(chatOf(from), { id, body: text, ...known(from) });
    },
    sendPhoto(from, bytes, caption) {
      const photo = { type: 'image', mimetype: 'image/png', mediaB64: bytes.toString('base64') };
      web.say(chatOf(from), { ...photo, extra: { caption }, ...known(from) });
    },
    sendVoice(from, bytes) {
      const voice = { type: 'ptt', mimetype: 'audio/ogg; codecs=opus', mediaB64: bytes.toString('base64') };
      web.say(chatOf(from), { ...voice, ...known(from) });
    },
    sendPlace(from, { latitude, longitude, name }) {
      const extra = { lat: latitude, lng: longitude, loc: name };
      web.say(chatOf(from), { type: 'location', extra, ...known(from) });
    },
    sayToMany(_from, text) {
      web.say('120363@g.us', text);
      web.say('status@broadcast', text);
    },
    got: () =>
      web.sent.map(({ type, body, caption, mediaB64, ...more }) => ({
        text: caption ?? body ?? '',
        options: [],
        bytes: mediaB64 ? Buffer.from(mediaB64, 'base64') : null,
        voice: type === 'ptt',
        place: type === 'location' ? pinOf(more) : null,
      })),
    signs: () => ({
      typing: web.typing.filter((each) => each.endsWith(' composing')).length,
      read: web.seen.length,
    }),
    read: () => web.read(web.sent.at(-1)?.id ?? ''),
    async stop() {
      await adapter.close();
      await web.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Meta's Cloud API, played by the emulator, which brings everything signed to a webhook. */
export async function startCloud(host: Partial<ChannelHost>): Promise<Provider> {
  const cloud = await startCloudEmulator();
  const number = cloud.number();
  const { phoneNumberId, token, appSecret, businessAccountId } = number;
  const secret = 'the verify token';
  const door = createServer(async (request, response) => {
    const body = await buffer(request);
    const challenge = adapter.answerHandshake?.(new URL(request.url ?? '/', 'http://localhost').searchParams);
    if (request.method === 'GET') return void response.end(challenge);
    if (!adapter.isSigned?.(request.headers, body)) return void response.writeHead(401).end();
    await adapter.receive?.(JSON.parse(String(body))).then(
      () => response.end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('The webhook has no port');
  const url = `http://127.0.0.1:${address.port}`;
  const secrets = { phoneNumberId, token, appSecret, businessAccountId };
  const adapter = factory.create(
    makeConnection({ way: 'cloud', secrets, webhook: { url, secret }, apiRoot: cloud.url, host }),
  );
  await connected(adapter);
  if (!(await number.useWebhook(url, secret))) throw new Error('The webhook did not answer the challenge');
  const people = new Map<Customer, ReturnType<typeof cloud.person>>();
  function person(customer: Customer) {
    const { name, phone, hiddenId } = customer;
    const known = people.get(customer) ?? cloud.person(number, { name, phone, userId: hiddenId });
    people.set(customer, known);
    return known;
  }
  const again = (from: Customer, message: object) => () => void person(from).send(message);
  return {
    adapter,
    say(from, text) {
      const id = person(from).say(text);
      return again(from, { id, type: 'text', text: { body: text } });
    },
    sendPhoto: (from, bytes, caption) =>
      void person(from).sendFile('image', { mime: 'image/png', bytes, name: 'photo.png' }, { caption }),
    sendVoice: (from, bytes) =>
      void person(from).sendFile('audio', { mime: 'audio/ogg', bytes, name: 'voice.ogg' }, { voice: true }),
    sendPlace: (from, location) => void person(from).send({ type: 'location', location }),
    sayToMany(from, text) {
      const said = { type: 'text', text: { body: text } };
      person(from).send({ ...said, group_id: 'g1' });
      person(from).send({ ...said, from: 'status@broadcast' });
    },
    got: () =>
      cloud.sent.map(({ text, options, message }) => ({
        text: message.type === 'image' ? (message.image.caption ?? '') : text,
        options: options.map(({ title }) => title),
        bytes: cloud.media.get(fileOf(message) ?? '')?.bytes ?? null,
        voice: message.type === 'audio' && message.audio.voice === true,
        place: message.type === 'location' ? message.location : null,
      })),
    signs: () => ({
      typing: cloud.marks.filter(({ typing }) => typing).length,
      read: cloud.marks.filter(({ typing }) => !typing).length,
    }),
    read: (by) => person(by).read(),
    async stop() {
      await adapter.close();
      await cloud.stop();
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
    },
  };
}

/** A name and an address are a line each there. */
function pinOf({ lat, lng, loc }: Partial<Awaited<ReturnType<typeof startWebEmulator>>['sent'][number]>): Place {
  const [name, address] = (loc ?? '').split('\n');
  return { latitude: lat ?? 0, longitude: lng ?? 0, ...(name && { name }), ...(address && { address }) };
}

/** Meta's id of what came as a photo or a sound. */
function fileOf(message: CloudEmulator['sent'][number]['message']): string | null {
  if (message.type === 'image') return message.image.id;
  return message.type === 'audio' ? message.audio.id : null;
}
