import type { StoredFile, World } from './world.ts';

export type FileKind = 'photo' | 'document' | 'video' | 'animation' | 'audio' | 'voice' | 'sticker';

/** Keeps a file as Telegram's servers would. */
export function storeFile(
  { files }: Pick<World, 'files'>,
  kind: FileKind,
  file: { name: string; type: string; data: Uint8Array },
): StoredFile {
  const number = files.size + 1;
  const stored = { ...file, id: `${kind}-file-${number}`, uniqueId: `unique-${number}`, path: `${kind}s/${number}` };
  files.set(stored.id, stored);
  return stored;
}

/** What every kind of file tells of itself. */
export function sized({ id, uniqueId, data }: StoredFile) {
  return { file_id: id, file_unique_id: uniqueId, file_size: data.byteLength };
}

function named(file: StoredFile) {
  return { ...sized(file), file_name: file.name, mime_type: file.type };
}

export function photoOf(file: StoredFile) {
  return { photo: [{ ...sized(file), ...(sizeOf(file.data) ?? { width: 90, height: 90 }) }] };
}

/** In pixels, as the beginning of a PNG says it: https://www.w3.org/TR/png-3/#11IHDR. */
function sizeOf(data: Uint8Array): { width: number; height: number } | null {
  const bytes = Buffer.from(data);
  if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

export function documentOf(file: StoredFile) {
  return { document: named(file) };
}

export function videoOf(file: StoredFile, seconds = 1) {
  return { video: { ...named(file), width: 320, height: 240, duration: seconds } };
}

/** "For backward compatibility, when this field is set, the document field will also be set": #message, animation. */
export function animationOf(file: StoredFile, seconds = 1) {
  const animation = { ...named(file), width: 320, height: 240, duration: seconds };
  return { animation, document: named(file) };
}

export function stickerOf(file: StoredFile, emoji?: string) {
  const about = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false } as const;
  return { sticker: { ...sized(file), ...about, ...(emoji !== undefined && { emoji }) } };
}

export function audioOf(file: StoredFile, seconds = 1) {
  return { audio: { ...named(file), duration: seconds } };
}

export function voiceOf(file: StoredFile, seconds = 1) {
  return { voice: { ...sized(file), mime_type: file.type, duration: seconds } };
}
