import type { Configure } from './document.ts';
import type { Problem } from './problem.ts';

/** Checks the triggers that are on: is there something for them to act on? */
export function checkTriggers({ triggers }: Configure): Problem[] {
  const { keywords, aiPrompt, topics } = triggers;
  const problems: Problem[] = [];
  const warn = (path: string, message: string) =>
    problems.push({ severity: 'warning', code: 'trigger', message, path: `configure.triggers.${path}` });
  if (keywords.on && keywords.lists.every(({ words }) => words.length === 0)) {
    warn('keywords', 'Write a keyword, or switch keywords off: there is none yet.');
  }
  if (aiPrompt.on && aiPrompt.prompt.trim() === '') {
    warn('aiPrompt', 'Describe when a person is needed, or switch the AI trigger off.');
  }
  if (topics.on && topics.topics.length === 0) {
    warn('topics', 'Choose a topic, or switch sensitive topics off.');
  }
  return problems;
}
