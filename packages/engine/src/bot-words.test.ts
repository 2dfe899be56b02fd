import { describe, expect, it } from 'vitest';
import { type BotWords, botLanguages, botWords } from './bot-words.ts';
import { referencesOf } from './flow/template.ts';

/** Every sentence of a language, by where it stands. */
function sentences(words: BotWords): Record<string, string> {
  const { wrong, optional, send, choose, lead, defaults } = words;
  return { ...wrong, optional, send, choose, ...lead, ...defaults };
}

describe.each(botLanguages.filter((language) => language !== 'en'))('%s', (language) => {
  const words = botWords[language];

  it('says everything in its own words', () => {
    const english = sentences(botWords.en);
    const same = Object.entries(sentences(words)).filter(([key, text]) => text === english[key] && key !== 'offerNo');
    expect(same).toEqual([]);
    expect(Object.values(sentences(words)).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('inserts what the English text inserts', () => {
    const inserted = ({ defaults }: BotWords) => Object.values(defaults).map((text) => referencesOf(text));
    const names = (of: BotWords) => inserted(of).map((references) => references.map(({ nodeId }) => nodeId));
    expect(names(words)).toEqual(names(botWords.en));
  });

  it('has a name for each day and month, and words to skip by in small letters', () => {
    expect(new Set(words.days).size).toBe(7);
    expect(new Set(words.months).size).toBe(12);
    expect(words.skip.map((word) => word.toLowerCase())).toEqual(words.skip);
  });
});
