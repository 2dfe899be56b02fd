import type { AiSettings } from '@baton/contracts';

const names: Readonly<Record<AiSettings['language'], string>> = {
  en: 'English',
  es: 'Spanish',
  de: 'German',
  pt: 'Portuguese',
  ru: 'Russian',
};

type Language = keyof typeof names;
const isLanguage = (value: string): value is Language => value in names;

/** The languages in which a bot says what nobody has written for it, to choose from. */
export const botLanguages: readonly { readonly value: Language; readonly label: string }[] = Object.keys(names)
  .filter(isLanguage)
  .map((value) => ({ value, label: names[value] }));
