import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer, json } from 'node:stream/consumers';
import { createChanges } from '../../until.ts';
import { checkMessage, GraphError, type SentMessage } from './check-message.ts';
import { change, createPerson, type Person, type PersonWish } from './person.ts';
import { createWebhook } from './webhook.ts';
import type { EmulatedFile, EmulatedNumber, SeenMessage, StoredNumber, StoredTalk } from './world.ts';

/** Something that goes wrong with one of the next calls that send a message. */
export type CloudFault =
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message?: string }
  /** Something between answers in Meta's place, and not in its form. */
  | { readonly kind: 'gateway'; readonly status: number }
  /** The connection breaks; `done`: after the message was taken. */
  | { readonly kind: 'reset'; readonly done: boolean };

/** A "read" mark, with typing shown or not. */
interface Mark {
  readonly messageId: string;
  readonly typing: boolean;
}

/** Meta's Cloud API for tests: a Graph API server on this machine, and people who use their apps. */
export interface CloudEmulator {
  readonly url: string;
  number(wish?: { readonly name?: string; readonly display?: string }): EmulatedNumber;
  person(number: EmulatedNumber, wish?: PersonWish): Person;
  /** Takes a number's token away. */
  revoke(number: EmulatedNumber): void;
  fail(fault: CloudFault): void;
  clearFaults(): void;
  readonly marks: readonly Mark[];
  /** What was brought to Meta, or sent by people, by Meta's id of it. */
  readonly media: ReadonlyMap<string, EmulatedFile>;
  /** Every message that was taken, in order. */
  readonly sent: readonly SeenMessage[];
  until<T>(what: string, look: () => T | undefined | false | null): Promise<T>;
  stop(): Promise<void>;
}

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Starts a Graph API of its own for a test. Stop it afterwards. */
export async function startCloudEmulator(): Promise<CloudEmulator> {
  const changes = createChanges();
  const numbers: StoredNumber[] = [];
  const talks: StoredTalk[] = [];
  const faults: CloudFault[] = [];
  const marks: Mark[] = [];
  const sent: SeenMessage[] = [];
  const media = new Map<string, EmulatedFile>();
  let rootUrl = '';
  let count = 0;
  const newId = () => {
    count += 1;
    return `wamid.${Buffer.from(`emulated ${count}`).toString('base64url')}`;
  };
  const digits = (start: number) => {
    count += 1;
    return String(start + count);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => refuse(response, error));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [version = '', id = '', edge] = url.pathname.split('/').filter(Boolean);
    if (!/^v\d+\.0$/.test(version)) throw new GraphError(400, 2500, 'Unknown path components');
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const number = numbers.find((each) => each.token === token);
    if (!number || number.revoked) throw new GraphError(401, 190, 'Error validating access token');
    const proof = createHmac('sha256', number.appSecret).update(number.token).digest('hex');
    const given = url.searchParams.get('appsecret_proof');
    if (given !== null && given !== proof) {
      throw new GraphError(400, 100, 'Invalid appsecret_proof provided in the API argument');
    }
    if (request.method === 'GET' && id === number.phoneNumberId && edge === undefined) {
      const { display: display_phone_number, name: verified_name } = number;
      return answer(response, 200, { id, display_phone_number, verified_name });
    }
    if (request.method === 'GET' && id === number.businessAccountId && edge === 'message_templates') {
      return answer(response, 200, { data: number.templates });
    }
    if (request.method === 'POST' && id === number.phoneNumberId && edge === 'messages') {
      return takeMessage(number, await json(request), request, response);
    }
    if (request.method === 'POST' && id === number.phoneNumberId && edge === 'media') {
      return answer(response, 200, { id: keepUpload(await readForm(request)) });
    }
    const file = media.get(id);
    if (request.method === 'GET' && file && edge === undefined) {
      return answer(response, 200, { id, url: `${rootUrl}/${version}/${id}/bytes`, mime_type: file.mime });
    }
    if (request.method === 'GET' && file && edge === 'bytes') {
      response.writeHead(200, { 'content-type': file.mime }).end(file.bytes);
      return;
    }
    throw new GraphError(400, 100, `Object with ID '${id}' does not exist or cannot be loaded`);
  }

  function keepUpload({ type, bytes, name }: Upload): string {
    if (bytes.length === 0) throw new GraphError(400, 131053, 'Media upload error', 'The file is empty');
    const id = digits(900_000_000_000_000);
    media.set(id, { mime: type, bytes, name });
    return id;
  }

  function takeMessage(number: StoredNumber, body: unknown, request: IncomingMessage, response: ServerResponse): void {
    if (isMark(body)) {
      marks.push({ messageId: body.message_id, typing: 'typing_indicator' in body });
      answer(response, 200, { success: true });
      changes.notify();
      return;
    }
    const fault = faults.shift();
    if (fault?.kind === 'error') throw new GraphError(fault.status, fault.code, fault.message ?? 'It failed');
    if (fault?.kind === 'gateway') {
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html><h1>Bad Gateway</h1></html>');
      return;
    }
    if (fault?.kind === 'reset' && !fault.done) return void request.socket.destroy();
    const seen = keep(number, checkMessage(body));
    if (fault?.kind === 'reset') request.socket.destroy();
    else answer(response, 200, { messaging_product: 'whatsapp', messages: [{ id: seen.id }] });
    changes.notify();
  }

  /** The window is not looked at when the message is taken: a status tells, later. */
  function keep(number: StoredNumber, message: SentMessage): SeenMessage {
    const { to, recipient } = message;
    const seen = { id: newId(), message, text: textOf(number, message), options: optionsOf(message) };
    sent.push(seen);
    const talk = talks.find(
      (each) => each.number === number && (to === undefined ? each.userId === recipient : each.phone === to),
    );
    if (!talk) {
      bringStatus({ number }, seen, 'failed', errors(131026, 'Message undeliverable'));
    } else if (message.type !== 'template' && Date.now() - talk.wroteAt > WINDOW_MS) {
      bringStatus(talk, seen, 'failed', errors(131047, 'Re-engagement message'));
    } else if (talk.blocked) {
      bringStatus(talk, seen, 'sent');
    } else {
      talk.seen.push(seen);
      bringStatus(talk, seen, 'sent');
      bringStatus(talk, seen, 'delivered');
    }
    return seen;
  }

  function bringStatus(
    talk: Pick<StoredTalk, 'number'>,
    { id, message }: SeenMessage,
    status: string,
    more = {},
  ): void {
    const { biz_opaque_callback_data } = message;
    const timestamp = String(Math.floor(Date.now() / 1000));
    talk.number.bring(
      change(talk, {
        statuses: [
          {
            id,
            status,
            timestamp,
            recipient_id: message.to ?? message.recipient,
            ...(biz_opaque_callback_data !== undefined && { biz_opaque_callback_data }),
            ...more,
          },
        ],
      }),
    );
  }

  function createNumber({ name = 'Salon Verde', display = '+1 555-078-3881' }): StoredNumber {
    const number: StoredNumber = {
      phoneNumberId: digits(106_540_352_000_000),
      businessAccountId: digits(102_290_129_000_000),
      token: `EAA${randomBytes(24).toString('hex')}`,
      appSecret: randomBytes(16).toString('hex'),
      display,
      name,
      templates: [],
      webhook: null,
      revoked: false,
      get pending() {
        return number.webhook?.pending ?? 0;
      },
      async useWebhook(url, verifyToken) {
        const challenge = String(Math.floor(Math.random() * 1e9));
        const query = new URLSearchParams({
          'hub.mode': 'subscribe',
          'hub.challenge': challenge,
          'hub.verify_token': verifyToken,
        });
        const response = await fetch(`${url}?${query}`);
        const proven = (await response.text()) === challenge && response.ok;
        await number.webhook?.end();
        if (proven) number.webhook = createWebhook({ url, appSecret: number.appSecret, changed: changes.notify });
        return proven;
      },
      bring: (payload) => number.webhook?.deliver(payload),
    };
    numbers.push(number);
    return number;
  }

  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The Cloud API emulator has no port');

  rootUrl = `http://127.0.0.1:${address.port}`;

  return {
    url: rootUrl,
    number: (wish = {}) => createNumber(wish),
    person(of, { name = 'Anna', phone = digits(15_551_230_000), userId = null } = {}) {
      const number = numbers.find((each) => each === of);
      if (!number) throw new Error('That number is of another emulator');
      const talk = { number, phone, userId, seen: [], blocked: false, wroteAt: 0 };
      talks.push(talk);
      return createPerson({
        name,
        talk,
        newId,
        now: Date.now,
        keepFile(file) {
          const id = digits(800_000_000_000_000);
          media.set(id, file);
          return id;
        },
        bringStatus: (seen, status, more) => bringStatus(talk, seen, status, more),
        rename(next) {
          talk.phone = next;
        },
      });
    },
    revoke(of) {
      for (const each of numbers) if (each === of) each.revoked = true;
    },
    fail: (fault) => void faults.push(fault),
    clearFaults: () => void faults.splice(0),
    marks,
    media,
    sent,
    until: changes.until,
    async stop() {
      await Promise.all(numbers.map(({ webhook }) => webhook?.end()));
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Upload {
  readonly type: string;
  readonly name: string;
  readonly bytes: Buffer;
}

async function readForm(request: IncomingMessage): Promise<Upload> {
  const body = new Response(await buffer(request), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  });
  const form = await body.formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new GraphError(400, 100, 'Invalid parameter', 'file is required');
  return { type: String(form.get('type') ?? file.type), name: file.name, bytes: Buffer.from(await file.arrayBuffer()) };
}

function isMark(body: unknown): body is { message_id: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'status' in body &&
    body.status === 'read' &&
    'message_id' in body &&
    typeof body.message_id === 'string'
  );
}

function errors(code: number, title: string): object {
  return { errors: [{ code, title, error_data: { details: title } }] };
}

function textOf(number: StoredNumber, message: SentMessage): string {
  if (message.type === 'text') return message.text.body;
  if (message.type === 'interactive') return message.interactive.body.text;
  if (message.type !== 'template') return `<${message.type}>`;
  const { name, language, components = [] } = message.template;
  const known = number.templates.find((each) => each.name === name && each.language === language.code);
  if (known?.status !== 'APPROVED')
    throw new GraphError(404, 132001, 'Template name does not exist in the translation');
  const values = components.flatMap(({ parameters }) => parameters.map(({ text }) => text));
  return `[${[name, ...values].join(', ')}]`;
}

function optionsOf(message: SentMessage): SeenMessage['options'] {
  if (message.type !== 'interactive') return [];
  const { interactive } = message;
  if (interactive.type === 'button') return interactive.action.buttons.map((button) => button.reply);
  return interactive.action.sections.flatMap((section) => section.rows);
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
function refuse(response: ServerResponse, thrown: unknown): void {
  const error = thrown instanceof GraphError ? thrown : new GraphError(500, 131000, `Something went wrong: ${thrown}`);
  const { status, code, message, details } = error;
  answer(response, status, {
    error: {
      message,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'emulated',
    },
  });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
