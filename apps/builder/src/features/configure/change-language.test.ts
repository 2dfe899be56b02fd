import { botLanguages, botWords, configureSchema } from '@baton/engine';
import { expect, test } from 'vitest';
import { changeLanguage } from './change-language.ts';

test('what nobody has written changes with the language, there and back; what the owner wrote stays', () => {
  const settings = configureSchema.parse({ offerText: 'Shall I get Ana?', connectedTo: '' });
  const german = { ...settings, ...changeLanguage(settings, 'de') };
  expect(german).toEqual({
    ...settings,
    ...botWords.de.defaults,
    language: 'de',
    offerText: 'Shall I get Ana?',
    connectedTo: '',
  });
  expect({ ...german, ...changeLanguage(german, 'en') }).toEqual(settings);
});

test('no text is left behind: in every language all of them are those of the language', () => {
  const settings = configureSchema.parse({});
  for (const language of botLanguages) {
    expect(changeLanguage(settings, language)).toEqual({ language, ...botWords[language].defaults });
  }
});
