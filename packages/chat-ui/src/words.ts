import { createContext, use } from 'react';

/** What these components say by themselves, in English; a `{name}` is filled in. */
export const chatPhrases = [
  'Sending',
  'Sent',
  'Delivered',
  'Read',
  'Failed',
  'May not have arrived',
  'Not sent',
  'Send',
  'Form',
  'Choose one',
  'Close',
  'Save',
  'Try again',
  'Location',
  'Contact',
  'Photo',
  'Audio',
  'Voice message',
  'Video',
  'File',
  'Sticker',
  'Open {name}',
  'Remove {name}',
  'Attach files',
  'Attached files',
  'Uploading {name}',
  'Show on the map',
  'It could not be shown.',
  'It could not be loaded. Try again in a moment.',
  'It could not be sent. Check your connection, then try again.',
  'Larger than 20 MB. Choose a smaller file.',
  'This file is empty.',
  'This kind of file can’t be sent. Pictures, sound, video, PDF, office documents, text and ZIP can.',
  'Too many requests. Wait a moment, then try again.',
  'optional',
  'edited',
  '{name} is typing',
  'Fill this in.',
  'Choose one.',
  'Enter your e-mail address.',
  'Enter your phone number.',
  'Enter an e-mail address like name@example.com.',
  'Enter a phone number with its digits, like +1 555 010 0100.',
] as const;
export type ChatPhrase = (typeof chatPhrases)[number];

type Values = Readonly<Record<string, string | number>>;

/** Phrases in the reader's language, by their English; what is not in it is said in English. */
export type Translations = Readonly<Record<string, string>>;

const TranslationsContext = createContext<Translations>({});
/** Says everything below it in a language. */
export const WordsProvider = TranslationsContext.Provider;

/**
 * Says phrases in the reader's language. An app has phrases of its own: `useWords<ChatPhrase | OwnPhrase>()`.
 *
 * @example t('{name} is typing', { name: 'Ana' })
 */
export function useWords<Phrase extends string = ChatPhrase>(): (phrase: Phrase, values?: Values) => string {
  const translations = use(TranslationsContext);
  return (phrase, values = {}) =>
    (translations[phrase] ?? phrase).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
