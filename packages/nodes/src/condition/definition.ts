import { defineNode, type NodeProblem, referencesOf } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const conditionOperators = ['equals', 'contains', 'answered', 'not_answered', 'greater', 'less'] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

export const conditionSchema = z.object({
  /** Whether every rule must hold, or one is enough. */
  match: z.enum(['all', 'any']).default('all'),
  rules: z
    .array(
      z.object({
        /** Whose answer: `node-id`, or `node-id.field` for one field of a form. Empty while not chosen yet. */
        answer: z.string().max(130),
        operator: z.enum(conditionOperators),
        /** Compared with; unused by `answered` and `not_answered`. A template. */
        value: templateText.default(''),
      }),
    )
    .max(20),
});
export type ConditionData = z.infer<typeof conditionSchema>;
export type ConditionRule = ConditionData['rules'][number];

/** How each operator reads between an answer and a value. */
export const operatorLabels: Readonly<Record<ConditionOperator, string>> = {
  equals: 'is',
  contains: 'contains',
  answered: 'is answered',
  not_answered: 'is not answered',
  greater: 'is greater than',
  less: 'is less than',
};

/** Whether an operator compares with a value. */
export function comparesValue(operator: ConditionOperator): boolean {
  return operator !== 'answered' && operator !== 'not_answered';
}

/** A rule's answer as a template. Unanswered is a case that conditions are made for: its fallback is empty. */
export function templateOfAnswer(answer: string): string {
  return `<<${answer}|>>`;
}

export const definition = defineNode<ConditionData>({
  type: 'condition',
  group: 'decide',
  title: 'Condition',
  description: 'Goes one of two ways, depending on the answers',
  icon: 'IconArrowsSplit2',
  schema: conditionSchema,
  initial: () => ({ match: 'all', rules: [{ answer: '', operator: 'equals', value: '' }] }),
  exits: () => [
    { id: 'true', label: 'True' },
    { id: 'false', label: 'False' },
  ],
  answer: () => null,
  templates: (data) =>
    data.rules.flatMap((rule) => [
      // Not chosen yet: there is nothing to fill in, and `problems` says so.
      ...(rule.answer === '' ? [] : [templateOfAnswer(rule.answer)]),
      ...(comparesValue(rule.operator) ? [rule.value] : []),
    ]),
  mapTemplates: (data, map) => ({
    ...data,
    rules: data.rules.map((rule) => ({ ...rule, answer: mapAnswer(rule.answer, map), value: map(rule.value) })),
  }),
  preview: (data) => data.rules.map(describeRule),
  problems,
});

function mapAnswer(answer: string, map: (template: string) => string): string {
  const mapped = referencesOf(map(templateOfAnswer(answer)))[0];
  if (!mapped) return answer;
  return mapped.field === null ? mapped.nodeId : `${mapped.nodeId}.${mapped.field}`;
}

function describeRule(rule: ConditionRule): string {
  const words = [rule.answer || '…', operatorLabels[rule.operator]];
  return [...words, ...(comparesValue(rule.operator) ? [rule.value || '…'] : [])].join(' ');
}

function problems(data: ConditionData): NodeProblem[] {
  if (data.rules.length === 0) return [{ severity: 'error', message: 'Add at least one rule.', path: 'rules' }];
  return data.rules.flatMap((rule, index) => {
    const path = `rules.${index}`;
    const found: NodeProblem[] = [];
    if (referencesOf(templateOfAnswer(rule.answer)).length !== 1) {
      found.push({
        severity: 'error',
        message: `Choose the answer that rule ${index + 1} looks at.`,
        path: `${path}.answer`,
      });
    }
    if (comparesValue(rule.operator) && rule.value.trim() === '') {
      found.push({ severity: 'error', message: `Say what rule ${index + 1} compares with.`, path: `${path}.value` });
    }
    const isOrder = rule.operator === 'greater' || rule.operator === 'less';
    const isLiteral = referencesOf(rule.value).length === 0 && rule.value.trim() !== '';
    if (isOrder && isLiteral && !Number.isFinite(Number(rule.value.trim().replace(',', '.')))) {
      found.push({ severity: 'error', message: `Compare with a number in rule ${index + 1}.`, path: `${path}.value` });
    }
    return found;
  });
}
