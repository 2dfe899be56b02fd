import type { Configure } from './document.ts';
import type { Problem } from './problem.ts';

/** Checks the triggers that are on: is there something for them to act on? */
export function checkTriggers({ triggers }: Configure): Problem[] {
  const { keywords } = triggers;
  const warn = (path: string, message: string): Problem => ({
    severity: 'warning',
    code: 'trigger',
    message,
    path: `configure.triggers.${path}`,
  });
  const isEmpty = keywords.lists.every(({ words }) => words.length === 0);
  return keywords.on && isEmpty
    ? [warn('keywords', 'Write a keyword, or switch keywords off: there is none yet.')]
    : [];
}
