import { defineNode, type NodeProblem } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const choiceSchema = z.object({
  text: templateText,
  /** `id` is the exit's, and stays when the label changes. */
  options: z.array(z.object({ id: z.string().min(1).max(64), label: z.string().max(200) })).max(50),
  /** Said when nothing was chosen; blank says it in our words. */
  errorText: templateText.default(''),
});
export type ChoiceData = z.infer<typeof choiceSchema>;

export const definition = defineNode<ChoiceData>({
  type: 'choice',
  group: 'ask',
  title: 'Choice',
  description: 'Offers options, each with its own way on',
  icon: 'IconListCheck',
  schema: choiceSchema,
  waits: true,
  initial: () => ({
    text: '',
    options: [
      { id: 'option-1', label: 'Yes' },
      { id: 'option-2', label: 'No' },
    ],
    errorText: '',
  }),
  exits: (data) =>
    data.options.map((option, index) => ({ id: option.id, label: option.label || `Option ${index + 1}` })),
  answer: () => ({ kind: 'value' }),
  templates: (data) => [data.text, data.errorText],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text), errorText: map(data.errorText) }),
  preview: (data) => [data.text],
  optionLabels: (data) => data.options.map((option) => option.label),
  problems: (data) => [...textProblems(data), ...optionProblems(data)],
});

function textProblems(data: ChoiceData): NodeProblem[] {
  return data.text.trim() === '' ? [{ severity: 'error', message: 'Write the question.', path: 'text' }] : [];
}

function optionProblems({ options }: ChoiceData): NodeProblem[] {
  if (options.length === 0) return [{ severity: 'error', message: 'Add at least one option.', path: 'options' }];
  const ids = new Set<string>();
  const labels = new Set<string>();
  return options.flatMap(({ id, label }, index) => {
    const path = `options.${index}`;
    const problems: NodeProblem[] = [];
    const name = label.trim().toLowerCase();
    if (name === '') problems.push({ severity: 'error', message: `Name option ${index + 1}.`, path });
    else if (labels.has(name)) {
      problems.push({
        severity: 'error',
        message: `Give the options different names: “${label}” is there twice.`,
        path,
      });
    }
    if (ids.has(id))
      problems.push({ severity: 'error', message: `Option ${index + 1} is a copy of another: remove it.`, path });
    labels.add(name);
    ids.add(id);
    return problems;
  });
}
