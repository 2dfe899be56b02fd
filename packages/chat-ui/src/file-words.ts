import type { FileContent } from './content.ts';
import type { ChatPhrase } from './words.ts';

/** What a file is, for who can't see it. */
export const mediaWords: Readonly<Record<FileContent['media'], ChatPhrase>> = {
  image: 'Photo',
  audio: 'Audio',
  voice: 'Voice message',
  video: 'Video',
  document: 'File',
  sticker: 'Sticker',
};

/** Bytes as people say them: "820 B", "14 KB", "3.2 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
