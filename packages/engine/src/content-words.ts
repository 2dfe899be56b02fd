import type { MessageContent } from './message.ts';

type ContentOf<Kind extends MessageContent['kind']> = Extract<MessageContent, { kind: Kind }>;
type FileShown = Pick<ContentOf<'file'>, 'media' | 'name' | 'duration'>;

/** What a file is in a few words, for where only text can be shown: "🎤 Voice message (0:12)", "📎 price-list.pdf". */
export function fileWords({ media, name, duration }: FileShown): string {
  switch (media) {
    case 'image':
      return '📷 Photo';
    case 'video':
      return '🎬 Video';
    case 'voice':
      return duration === undefined ? '🎤 Voice message' : `🎤 Voice message (${clockOf(duration)})`;
    case 'audio':
      return `🎵 ${name}`;
    case 'sticker':
    case 'document':
      return `📎 ${name}`;
  }
}

/** A place in words, always with its coordinates: "📍 Café Central, Herrengasse 14 (48.2103, 16.3655)". */
export function placeWords({ latitude, longitude, name, address }: ContentOf<'location'>): string {
  const coordinates = `${latitude}, ${longitude}`;
  const place = [name, address].filter(Boolean).join(', ');
  return place === '' ? `📍 ${coordinates}` : `📍 ${place} (${coordinates})`;
}

/** Somebody's card in words: "👤 Anna Rossi, +39 06 1234". */
export function contactWords({ name, phones, emails }: ContentOf<'contact'>): string {
  return `👤 ${[name, ...phones, ...emails].filter((part) => part.trim() !== '').join(', ')}`;
}

const lines: { [K in MessageContent['kind']]: (content: ContentOf<K>) => string } = {
  text: ({ text }) => text,
  choices: ({ text }) => text,
  form: ({ title }) => title,
  choice: ({ label }) => label,
  form_answer: ({ values }) => Object.values(values).filter(Boolean).join(', '),
  file: (content) => (content.caption?.trim() ? `${fileWords(content)} ${content.caption}` : fileWords(content)),
  location: placeWords,
  contact: contactWords,
  event: ({ event }) => event,
};

/** Any content as text, for lists, alerts and previews. */
export function wordsOf(content: MessageContent): string {
  return wordsOfKind(content.kind, content);
}

function wordsOfKind<K extends MessageContent['kind']>(kind: K, content: ContentOf<K>): string {
  return lines[kind](content);
}

/** Seconds as "1:05". */
function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
