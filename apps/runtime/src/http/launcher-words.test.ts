import { expect, test } from 'vitest';
import { widgetLanguage } from './launcher-words.ts';

test.each([
  ['auto', 'de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['auto', 'fr-FR,fr;q=0.9,pt-BR;q=0.5,en;q=0.3', 'pt'],
  ['auto', 'ja', 'en'],
  ['auto', undefined, 'en'],
  ['auto', ';;;', 'en'],
  ['ru', 'de', 'ru'],
  ['klingon', 'es', 'es'],
])('set to %s, for a browser that asks for %s: %s', (setting, header, language) => {
  expect(widgetLanguage(setting, header)).toBe(language);
});
