import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import type { MediaType } from '@baton/engine';
import { fileTypeFromBuffer } from 'file-type';

/** What the bytes are. `extension` is one that belongs to them, with its dot. */
export interface Recognised {
  readonly mime: string;
  readonly media: MediaType;
  readonly extension: string;
}

/** What people may upload, by what the bytes say. Nothing in it can run as a page of ours: no HTML, no SVG, no script. */
const allowed: Readonly<Record<string, MediaType>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'image/avif': 'image',
  // Browsers don't show these: they are kept as they are.
  'image/heic': 'document',
  'image/heif': 'document',
  'image/tiff': 'document',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/aac': 'audio',
  'audio/ogg': 'audio',
  'audio/opus': 'audio',
  'audio/wav': 'audio',
  'audio/flac': 'audio',
  'audio/x-flac': 'audio',
  'audio/amr': 'document',
  'video/mp4': 'video',
  'video/webm': 'video',
  'video/quicktime': 'video',
  'video/x-m4v': 'video',
  'video/3gpp': 'video',
  'application/pdf': 'document',
  'application/zip': 'document',
  'application/rtf': 'document',
  'application/epub+zip': 'document',
  // The binary files of older office programs.
  'application/x-cfb': 'document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'document',
  'application/vnd.oasis.opendocument.text': 'document',
  'application/vnd.oasis.opendocument.spreadsheet': 'document',
  'application/vnd.oasis.opendocument.presentation': 'document',
  'text/calendar': 'document',
  'text/vcard': 'document',
};

/** These are zips inside, and not every program writes the mark that tells them apart where it is looked for. */
const zipped: Readonly<Record<string, string>> = {
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.odp': 'application/vnd.oasis.opendocument.presentation',
};

/** Plain text has no mark of its own: its name says so, and its bytes must not speak against it. */
const texts: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.md': 'text/plain',
  '.csv': 'text/csv',
};

/** More than any format needs to be told by. */
export const SAMPLE_BYTES = 64 * 1024;

/** Tells a file by its first bytes, and plain text by its name; null for what people may not upload. */
export async function recognise(sample: Uint8Array, name: string): Promise<Recognised | null> {
  const extension = path.extname(name).toLowerCase();
  // Broken bytes may be more than it can take: then nothing knows them.
  const found = await fileTypeFromBuffer(sample).catch(() => undefined);
  if (found) {
    const [inside = ''] = found.mime.split(';');
    const office = inside === 'application/zip' ? zipped[extension] : undefined;
    if (office !== undefined) return { mime: office, media: 'document', extension };
    const media = allowed[inside];
    return media === undefined ? null : { mime: inside, media, extension: `.${found.ext}` };
  }
  const mime = texts[extension];
  return mime !== undefined && isText(sample) ? { mime, media: 'document', extension } : null;
}

/** Bytes that nothing knows, or nobody may upload, kept for whoever can read them: never shown, only saved. */
export function unknownFile(name: string): Recognised {
  return { mime: 'application/octet-stream', media: 'document', extension: path.extname(name) };
}

function isText(sample: Uint8Array): boolean {
  // A sample may end inside a character, which takes four bytes at most.
  const whole = sample.length < SAMPLE_BYTES ? [0] : [0, 1, 2, 3];
  return !sample.includes(0) && whole.some((cut) => isUtf8(sample.subarray(0, sample.length - cut)));
}
