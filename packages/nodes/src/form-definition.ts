import { type AnswerShape, formFieldTypes, type NodeDefinition, type NodeProblem, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from './template-text.ts';

/** What the node types that ask a form store. Labels may be empty while they are being edited. */
export const formDataSchema = z.object({
  title: templateText,
  fields: z
    .array(
      z.object({
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use lower-case letters, digits and hyphens')
          .max(64),
        label: z.string().max(200),
        type: z.enum(formFieldTypes),
        required: z.boolean(),
        options: z
          .array(
            z.object({
              id: z.string().min(1).max(64),
              label: z.string().max(200),
              /** Of a pre-handoff form: the id of the team that is asked when the customer picks this. */
              team: z.string().min(1).max(64).optional(),
            }),
          )
          .max(50)
          .optional(),
      }),
    )
    .max(30),
  submitLabel: z.string().max(80).default('Send'),
});
export type FormData = z.infer<typeof formDataSchema>;

/** What a definition of a form says about its data. */
export const formParts = {
  schema: formDataSchema,
  waits: true,
  exits: () => [nextExit],
  answer: answerShape,
  templates: (data) => [data.title],
  mapTemplates: (data, map) => ({ ...data, title: map(data.title) }),
  preview: (data) => [data.title, data.fields.map((field) => field.label).join(' · ')],
  problems: (data) => [...formProblems(data), ...data.fields.flatMap(fieldProblems), ...duplicates(data)],
} satisfies Partial<NodeDefinition<FormData>>;

function answerShape(data: FormData): AnswerShape {
  const fields = data.fields.map(({ id, label, required }) => ({ id, label, optional: !required }));
  return { kind: 'fields', fields };
}

function formProblems(data: FormData): NodeProblem[] {
  const problems: NodeProblem[] = [];
  if (data.title.trim() === '') problems.push(error('Give the form a title.', 'title'));
  if (data.fields.length === 0) problems.push(error('Add at least one field.', 'fields'));
  if (data.submitLabel.trim() === '') problems.push(error('Name the button that sends the form.', 'submitLabel'));
  return problems;
}

function fieldProblems(field: FormData['fields'][number], index: number): NodeProblem[] {
  const path = `fields.${index}`;
  const problems: NodeProblem[] = [];
  if (field.label.trim() === '') problems.push(error(`Name field ${index + 1}.`, `${path}.label`));
  if (field.type === 'choice' && (field.options ?? []).length === 0) {
    problems.push(error(`Add options to “${field.label}”.`, `${path}.options`));
  }
  if ((field.options ?? []).some((option) => option.label.trim() === '')) {
    problems.push(error(`Name every option of “${field.label}”.`, `${path}.options`));
  }
  return problems;
}

function duplicates(data: FormData): NodeProblem[] {
  const ids = data.fields.map((field) => field.id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [error(`Two fields are called “${id}”: change one.`, `fields.${index}.id`)] : [],
  );
}

function error(message: string, path: string): NodeProblem {
  return { severity: 'error', message, path };
}
