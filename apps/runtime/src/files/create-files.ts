import { randomUUID } from 'node:crypto';
import type { FileFacts, MediaType } from '@baton/engine';
import { imageSize } from 'image-size';
import type { Database } from '../db/client.ts';
import {
  addBytes,
  addFile,
  type FileKey,
  type FileRow,
  finishFile,
  readBytes,
  readFile,
  removeFile,
} from '../db/files.ts';
import { safeName } from './file-name.ts';
import { type Recognised, recognise, SAMPLE_BYTES, unknownFile } from './recognise.ts';

/** The largest file that is taken, whoever sends it: what a Telegram bot may fetch. */
export const MAX_FILE_BYTES = 20_000_000;

export interface NewFile {
  readonly workspaceId: string;
  /** Who may send it: `uploaderOf`. */
  readonly uploadedBy: string;
  /** Kept with the workspace, for flows. */
  readonly shared?: boolean;
  /** As the sender calls it. */
  readonly name: string | null;
  /** What can't be told from the bytes. */
  readonly media?: 'voice' | 'sticker' | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly duration?: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Keeps also what people may not upload, to be saved only: a provider has brought it, and nothing may be lost. */
  readonly anything?: boolean;
}

export type StoredFile =
  | { readonly status: 'stored'; readonly file: FileFacts }
  | { readonly status: 'refused'; readonly reason: 'too_large' | 'empty' | 'not_allowed' };

/** A file to read, as often as is wanted. */
export interface OpenFile extends FileRow {
  /** From `start` to before `end`; all of them when left out. */
  bytes(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** Files of conversations and flows: stored where every process reaches them, under their workspace. */
export interface Files {
  /** Keeps a file as it streams in. It belongs to nothing yet: what is not sent within a day is removed. */
  store(file: NewFile): Promise<StoredFile>;
  /** Null for what is not there, or not in that workspace. */
  open(key: FileKey): Promise<OpenFile | null>;
}

/** Who may send a file: a member, or a contact of a channel. */
export function uploaderOf(
  who: { readonly userId: string } | { readonly channelId: string; readonly address: string },
): string {
  return 'userId' in who ? `user:${who.userId}` : `channel:${who.channelId}:${who.address}`;
}

export function createFiles(database: Database): Files {
  return {
    async store({ bytes, anything = false, ...wish }) {
      const incoming = bytes[Symbol.asyncIterator]();
      try {
        const sample = await sampleOf(incoming);
        if (sample.length === 0) return { status: 'refused', reason: 'empty' };
        const known = await recognise(sample, wish.name ?? '');
        if (!known && !anything) return { status: 'refused', reason: 'not_allowed' };
        const row = describe(wish, known ?? unknownFile(wish.name ?? ''), sample);
        return await keep(database, { ...wish, ...row }, withRest(sample, incoming));
      } finally {
        // Whatever is left is not wanted: its source may stop.
        await incoming.return?.();
      }
    },
    async open(key) {
      const row = await readFile(database, key);
      if (!row) return null;
      return { ...row, bytes: (start = 0, end = row.facts.size) => readBytes(database, key, start, end) };
    },
  };
}

type Wish = Omit<NewFile, 'bytes' | 'anything'>;
type Described = Pick<FileFacts, 'fileId' | 'name' | 'mime' | 'media' | 'width' | 'height' | 'duration'>;

async function keep(
  database: Database,
  file: Described & Pick<Wish, 'workspaceId' | 'uploadedBy' | 'shared'>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const { workspaceId, uploadedBy, shared = false, ...described } = file;
  const key = { workspaceId, fileId: described.fileId };
  await addFile(database, { ...described, workspaceId, uploadedBy, shared });
  try {
    const size = await addBytes(database, key, bounded(bytes));
    await finishFile(database, key, size);
    return { status: 'stored', file: { ...described, size } };
  } catch (error) {
    // Should that fail too, the sweep finds it.
    await removeFile(database, key).catch(() => undefined);
    if (error instanceof TooLarge) return { status: 'refused', reason: 'too_large' };
    throw error;
  }
}

function describe(wish: Wish, { mime, media, extension }: Recognised, sample: Uint8Array): Described {
  const shown = media === 'image' ? dimensionsOf(sample) : {};
  const { width = shown.width, height = shown.height, duration } = wish;
  return {
    fileId: randomUUID(),
    name: safeName(wish.name, fallbackNames[media], extension),
    mime,
    media: mediaOf(wish.media, media),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(duration !== undefined && { duration }),
  };
}

const fallbackNames: Readonly<Record<MediaType, string>> = {
  image: 'photo',
  audio: 'audio',
  voice: 'voice-message',
  video: 'video',
  document: 'file',
  sticker: 'sticker',
};

/** A hint is believed where the bytes can be shown that way. */
function mediaOf(hint: Wish['media'], media: MediaType): MediaType {
  if (hint === 'voice') return media === 'audio' ? 'voice' : media;
  return hint === 'sticker' && (media === 'image' || media === 'video') ? 'sticker' : media;
}

/** As it is seen: a camera may have been held sideways. */
function dimensionsOf(sample: Uint8Array): { width?: number; height?: number } {
  try {
    const { width, height, orientation = 1 } = imageSize(sample);
    if (!(width > 0 && height > 0)) return {};
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    // Told by bytes that come later, or broken: it is shown without a place kept for it.
    return {};
  }
}

class TooLarge extends Error {}

async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > MAX_FILE_BYTES) throw new TooLarge();
    yield part;
  }
}

async function sampleOf(incoming: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < SAMPLE_BYTES) {
    const { done, value } = await incoming.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  return Buffer.concat(parts);
}

async function* withRest(sample: Uint8Array, incoming: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield sample;
  for (;;) {
    const { done, value } = await incoming.next();
    if (done) return;
    yield value;
  }
}
