// The visitors and the inbox of `live`, on a thread of their own.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { io, type Socket } from 'socket.io-client';

/** Where the product is, and who talks to it. */
export interface ProductPlace {
  readonly url: string;
  /** Of a member of staff who is signed in. */
  readonly cookies: string;
  /** Tokens. */
  readonly visitors: readonly string[];
}

export interface BarePlace {
  readonly url: string;
}

/** Sends one message: when the inbox has heard of it, and when the sender has their answer. */
type Message = (number: number) => { readonly heard: Promise<unknown>; readonly answered: Promise<unknown> };

const SAMPLES = 600;
const WARM = 60;
/** By then the bot's answer has been sent as well: what follows a message must not slow down the other way's next one. */
const REST_MS = 25;

const places: { readonly product: ProductPlace; readonly bare: BarePlace } = workerData;
const [product, bare] = [await throughProduct(places.product), await throughBare(places.bare)];
parentPort?.postMessage(await measure(product, bare));

/** In turns, each way first every other time; the first ones only warm up. */
async function measure(product: Message, bare: Message): Promise<{ values: number[]; floors: number[] }> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let sample = 0; sample < WARM + SAMPLES; sample += 1) {
    const ways = [
      { message: product, times: values },
      { message: bare, times: floors },
    ];
    for (const { message, times } of sample % 2 === 0 ? ways : ways.toReversed()) {
      const took = await timed(() => message(sample));
      if (sample >= WARM) times.push(took);
      await setTimeout(REST_MS);
    }
  }
  return { values, floors };
}

async function timed(message: () => ReturnType<Message>): Promise<number> {
  const startedAt = performance.now();
  const { heard, answered } = message();
  await heard;
  const took = performance.now() - startedAt;
  await answered;
  return took;
}

/** A visitor answers a question of the sample flow, or writes on. */
async function throughProduct({ url, cookies, visitors }: ProductPlace): Promise<Message> {
  const inbox = await connected(
    io(`${url}/staff`, { transports: ['websocket'], extraHeaders: { cookie: cookies, origin: url } }),
  );
  return (number) => {
    const token = visitors[number % visitors.length] ?? '';
    const clientId = randomUUID();
    return {
      heard: hears(inbox, 'conversation.changed', (news) => JSON.stringify(news).includes(clientId)),
      answered: post(`${url}/api/widget/messages`, { clientId, content: { kind: 'text', text: 'Hello' } }, token),
    };
  };
}

async function throughBare({ url }: BarePlace): Promise<Message> {
  const inbox = await connected(io(url, { transports: ['websocket'] }));
  return (number) => {
    const clientId = randomUUID();
    const id = `conversation-${number % places.product.visitors.length}`;
    return {
      heard: hears(inbox, 'changed', (news) => JSON.stringify(news).includes(clientId)),
      answered: post(`${url}/messages`, { id, clientId, content: { kind: 'text', text: 'Hello' } }),
    };
  };
}

async function post(url: string, body: object, token?: string): Promise<void> {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

async function connected(socket: Socket): Promise<Socket> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

function hears(socket: Socket, name: string, isIt: (news: unknown) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listen = (news: unknown) => {
      if (!isIt(news)) return;
      socket.off(name, listen);
      resolve();
    };
    socket.on(name, listen);
  });
}
