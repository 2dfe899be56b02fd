import type { Translations } from '@baton/chat-ui';
import type { WidgetConfig } from '@baton/contracts';

const languages: Readonly<Record<Exclude<WidgetConfig['language'], 'en'>, () => Promise<Translations>>> = {
  es: async () => (await import('./es.ts')).es,
  de: async () => (await import('./de.ts')).de,
  pt: async () => (await import('./pt.ts')).pt,
  ru: async () => (await import('./ru.ts')).ru,
};

/** The words of a language. English is in the panel; so it is too where a language can't be loaded. */
export async function loadLanguage(language: WidgetConfig['language']): Promise<Translations> {
  if (language === 'en') return {};
  return languages[language]().catch(() => ({}));
}
