import type { Translations } from '@baton/chat-ui';
import type { WidgetConfig } from '@baton/contracts';

/** The words of a language. English is in the panel; so it is too where a language can't be loaded. */
export async function loadLanguage(language: WidgetConfig['language']): Promise<Translations> {
  if (language === 'en') return {};
  // Beside the panel, and as old: the build leaves this import alone.
  const { href, search } = new URL(import.meta.url);
  const file = new URL(`${language}.js${search}`, href).href;
  return import(/* @vite-ignore */ file).then(
    ({ words }) => words,
    () => ({}),
  );
}
