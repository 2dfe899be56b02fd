import { defineExecutor } from '@baton/engine';
import {
  type ConditionData,
  type ConditionOperator,
  type ConditionRule,
  conditionSchema,
  templateOfAnswer,
} from './definition.ts';

export const executor = defineExecutor<ConditionData>({
  type: 'condition',
  schema: conditionSchema,
  enter({ data, fill }) {
    const holds = (rule: ConditionRule) => {
      const answer = fill(templateOfAnswer(rule.answer));
      return tests[rule.operator](answer.trim(), fill(rule.value).trim());
    };
    const met = data.match === 'all' ? data.rules.every(holds) : data.rules.some(holds);
    return { next: { do: 'leave', exit: met ? 'true' : 'false' } };
  },
});

/** Texts are compared without regard to case. An answer that is missing, or no number, is neither greater nor less. */
const tests = {
  equals: (answer, value) => fold(answer) === fold(value),
  contains: (answer, value) => fold(answer).includes(fold(value)),
  answered: (answer) => answer !== '',
  not_answered: (answer) => answer === '',
  greater: (answer, value) => numberIn(answer) > numberIn(value),
  less: (answer, value) => numberIn(answer) < numberIn(value),
} satisfies Record<ConditionOperator, (answer: string, value: string) => boolean>;

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** NaN where there is none: every comparison with it is false. A decimal comma is understood. */
function numberIn(text: string): number {
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
