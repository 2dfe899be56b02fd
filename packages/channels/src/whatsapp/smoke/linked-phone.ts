import { randomUUID } from 'node:crypto';
import type { FileFacts, OutboundContent } from '@baton/engine';
import type {
  ChannelAdapter,
  ChannelConnection,
  ChannelStatus,
  InboundEvent,
  LocalBrowser,
  Receipt,
  SendResult,
} from '../../channel-adapter.ts';
import { createWebAdapter, type WebTimes } from '../web/web-adapter.ts';

/** What the check has of a linked phone: the product's own adapter, and everything that came from it. */
export interface LinkedPhone {
  readonly heard: readonly InboundEvent[];
  readonly receipts: readonly Receipt[];
  /** The last file that came, with its bytes. */
  readonly photo: { readonly file: FileFacts; readonly bytes: Uint8Array } | null;
  readonly status: ChannelStatus | undefined;
  /** Each code that was shown, the newest last. */
  readonly codes: readonly string[];
  send(to: string, content: OutboundContent): Promise<SendResult>;
  /** Closes the connection, as a restart of the server does, and keeps the session. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Takes the device off the phone's list. */
  unlink(): Promise<void>;
}

/** Links a phone outside of the product: nothing is stored but the session, and nobody is answered. */
export function createLinkedPhone(browser: LocalBrowser, fast: WebTimes): LinkedPhone {
  const heard: InboundEvent[] = [];
  const receipts: Receipt[] = [];
  const codes: string[] = [];
  let photo: LinkedPhone['photo'] = null;
  let status: ChannelStatus | undefined;
  let adapter: ChannelAdapter | undefined;
  let seq = 0;
  const connection: ChannelConnection = {
    channelId: 'smoke',
    settings: {},
    way: 'web',
    secrets: {},
    webhook: null,
    apiRoot: null,
    browser,
    host: {
      push: async () => undefined,
      async receive(event) {
        if (!heard.some(({ key }) => key === event.key)) heard.push(event);
      },
      async storeFile(_address, { name, media, bytes }) {
        const parts: Uint8Array[] = [];
        for await (const part of bytes) parts.push(part);
        const all = Buffer.concat(parts);
        if (all.length === 0) return { status: 'refused', reason: 'empty' };
        const file: FileFacts = {
          fileId: randomUUID(),
          name: name ?? 'photo.jpg',
          mime: mimeOf(all),
          size: all.length,
          media: media ?? 'image',
        };
        photo = { file, bytes: all };
        return { status: 'stored', file };
      },
      async openFile() {
        if (photo === null) return null;
        const { file, bytes } = photo;
        return {
          file,
          async *bytes() {
            yield bytes;
          },
        };
      },
      divert: async () => false,
      question: async () => null,
      language: async () => 'en',
      lastHeard: async () => null,
      receipt: async (receipt) => void receipts.push(receipt),
      reachable: async () => undefined,
    },
  };
  return {
    heard,
    receipts,
    codes,
    get photo() {
      return photo;
    },
    get status() {
      return status;
    },
    async open() {
      adapter = createWebAdapter(connection, null, fast);
      await adapter.connect(
        async () => undefined,
        (next) => {
          status = next;
          if (next.state === 'pairing' && next.pairing.qr !== null) codes.push(next.pairing.qr);
        },
      );
    },
    async send(to, content) {
      seq += 1;
      const message = { key: `smoke:${seq}`, conversationId: 'smoke', seq, content, sender: { kind: 'bot' } as const };
      const nothing: SendResult = { status: 'failed', reason: 'Nothing is connected' };
      return (await adapter?.send(to, message)) ?? nothing;
    },
    async close() {
      await adapter?.close();
      status = undefined;
    },
    unlink: async () => adapter?.disconnect?.(),
  };
}

/** Phones send photos as JPEG. */
function mimeOf(bytes: Uint8Array): string {
  return bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';
}
