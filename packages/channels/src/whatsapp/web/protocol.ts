import { z } from 'zod';

// What the process of one account and the one that keeps it say to each other.

/** How an account's process is told to start. */
export const workerOptionsSchema = z.object({
  /** Where its session is kept, in a folder of its own. */
  folder: z.string(),
  chromium: z.string(),
  args: z.array(z.string()),
  /** Digits of the phone to pair with by a code; null pairs by a QR code. */
  phone: z.string().nullable(),
  probeMs: z.number(),
  /** A page that is connected this long and never said that it is ready is told so. */
  nudgeMs: z.number(),
  /** A page that takes longer to answer is taken for dead. */
  answerMs: z.number(),
  /** A message that WhatsApp has not taken by then may or may not arrive. */
  ackMs: z.number(),
});
export type WorkerOptions = z.infer<typeof workerOptionsSchema>;

export const webMessageSchema = z.object({
  /** As replies name it. */
  id: z.string(),
  /** As receipts name it. */
  shortId: z.string(),
  /** When WhatsApp got it, in seconds since 1970. */
  at: z.int(),
  /** Whose chat it is in: `1555…@c.us`, or an id that hides the number, `123…@lid`. */
  chat: z.string(),
  /** The number behind a hidden id, where WhatsApp tells it. */
  phone: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string(),
  body: z.string(),
  hasMedia: z.boolean(),
  filename: z.string().nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().nullable() }).nullable(),
  cards: z.array(z.string()),
  /** Written with the account by somebody else than this process: on the phone, or on another computer. */
  fromPhone: z.boolean(),
});
export type WebMessage = z.infer<typeof webMessageSchema>;

/** What an account's process tells. */
export const fromWorkerSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('qr'), qr: z.string() }),
  z.object({ t: z.literal('code'), code: z.string() }),
  z.object({ t: z.literal('ready'), id: z.string(), name: z.string() }),
  z.object({ t: z.literal('said'), message: webMessageSchema }),
  z.object({ t: z.literal('ack'), id: z.string(), ack: z.number() }),
  /** It is about to end; `loggedOut`: the session is of no use any more. */
  z.object({ t: z.literal('dying'), why: z.string(), loggedOut: z.boolean() }),
  z.object({ t: z.literal('done'), n: z.number(), value: z.string().nullable() }),
  z.object({ t: z.literal('failed'), n: z.number(), error: z.string(), sent: z.enum(['no', 'maybe']) }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

/** What an account's process is asked to do; each is answered by `done` or `failed` with its `n`. */
export const toWorkerSchema = z.discriminatedUnion('op', [
  z.object({ n: z.number(), op: z.literal('text'), to: z.string(), text: z.string(), preview: z.boolean() }),
  z.object({
    n: z.number(),
    op: z.literal('file'),
    to: z.string(),
    name: z.string(),
    mime: z.string(),
    data: z.base64(),
    caption: z.string(),
    as: z.enum(['shown', 'voice', 'sticker', 'document']),
  }),
  z.object({
    n: z.number(),
    op: z.literal('place'),
    to: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string(),
    address: z.string(),
  }),
  /** Answers the bytes of a message's file, base64. */
  z.object({ n: z.number(), op: z.literal('media'), id: z.string() }),
  z.object({ n: z.number(), op: z.literal('typing'), to: z.string(), typing: z.boolean() }),
  z.object({ n: z.number(), op: z.literal('seen'), to: z.string() }),
  /** Tells what was said since then, in seconds since 1970; nothing else is told before this was asked for. */
  z.object({ n: z.number(), op: z.literal('catch_up'), since: z.int() }),
  z.object({ n: z.number(), op: z.literal('logout') }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;
