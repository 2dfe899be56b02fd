import type { FileFacts } from '@baton/engine';

/** What the Cloud API calls kinds of files. */
export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker';

const MB = 1_000_000;
/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types */
const shown: Readonly<Record<Exclude<MediaKind, 'document'>, { mimes: readonly string[]; bytes: number }>> = {
  image: { mimes: ['image/jpeg', 'image/png'], bytes: 5 * MB },
  audio: { mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], bytes: 16 * MB },
  video: { mimes: ['video/mp4', 'video/3gpp'], bytes: 16 * MB },
  sticker: { mimes: ['image/webp'], bytes: 100_000 },
};

/** How WhatsApp shows a file best; whatever it would refuse to show goes as a document. */
export function kindFor({ media, mime, size }: FileFacts): MediaKind {
  const wanted = media === 'voice' ? 'audio' : media;
  if (wanted === 'document') return wanted;
  const { mimes, bytes } = shown[wanted];
  return mimes.includes(mime) && size <= bytes ? wanted : 'document';
}

/**
 * Whether WhatsApp shows a recording as a voice message, with a microphone and a play button: only one of this kind,
 * https://developers.facebook.com/docs/whatsapp/cloud-api/messages/audio-messages
 */
export function isVoiceNote(file: FileFacts): boolean {
  return file.media === 'voice' && file.mime === 'audio/ogg' && kindFor(file) === 'audio';
}
