import type { KeywordList } from '../flow/triggers.ts';

interface Matcher {
  readonly word: string;
  readonly pattern: RegExp;
}

/** Lists never change once they are published, so their patterns are made once. */
const matchers = new WeakMap<readonly KeywordList[], readonly Matcher[]>();

/**
 * The first keyword that a text contains as whole words, as the owner wrote it; null for none. Case, accents and the
 * punctuation between words do not matter. Scripts that put no spaces between words match anywhere.
 */
export function findKeyword(lists: readonly KeywordList[], text: string): string | null {
  const folded = fold(text);
  return matchersOf(lists).find(({ pattern }) => pattern.test(folded))?.word ?? null;
}

function matchersOf(lists: readonly KeywordList[]): readonly Matcher[] {
  const known = matchers.get(lists);
  if (known) return known;
  const made = lists.flatMap(({ words }) => words.flatMap(matcherOf));
  matchers.set(lists, made);
  return made;
}

function matcherOf(word: string): Matcher[] {
  const words = fold(word).match(/[\p{L}\p{N}]+/gu);
  if (!words) return [];
  const phrase = words.join('[^\\p{L}\\p{N}]+');
  const pattern = unspaced.test(fold(word))
    ? new RegExp(phrase, 'u')
    : new RegExp(`(?<![\\p{L}\\p{N}])${phrase}(?![\\p{L}\\p{N}])`, 'u');
  return [{ word, pattern }];
}

/** Written without spaces between words, or with endings glued to them. Folding has taken Korean apart into letters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Without case and accents; what is left of a word are its letters and digits. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ı', 'i');
}
