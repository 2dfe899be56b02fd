import type { ChoiceOption } from '@baton/engine';

/**
 * Options as a numbered list, for a channel without buttons. A customer answers with the number, the label, or a
 * beginning that only one label has: `matchOption` of the engine reads all three.
 */
export function numberedOptions(options: readonly ChoiceOption[]): string {
  return options.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');
}
