import type { Translations } from '@baton/chat-ui';
import type { WidgetConfig } from '@baton/contracts';
import { importBeside } from '../import-beside.ts';

/** The words of a language. English is in the panel; so it is too where a language can't be loaded. */
export async function loadLanguage(language: WidgetConfig['language']): Promise<Translations> {
  if (language === 'en') return {};
  return importBeside(language).then(
    ({ words }) => words,
    () => ({}),
  );
}
