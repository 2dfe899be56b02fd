import {
  answerForm,
  askForm,
  botWords,
  type FormField,
  type FormSpec,
  type NodeContext,
  type NodeExecutor,
} from '@baton/engine';
import { type FormData, formDataSchema } from './form-definition.ts';

/** What every node type that asks a form does. */
export const formExecution = {
  schema: formDataSchema,
  enter(context) {
    const spec = specOf(context);
    // Publishing refuses a form without fields; a run that meets one anyway can't wait for ever.
    if (spec.fields.length === 0) return { next: { do: 'continue' } };
    const { say, state } = askForm(spec);
    return { say, next: { do: 'wait', state } };
  },
  resume(context, input, state) {
    if (input.type !== 'customer.message') return { next: { do: 'wait', state } };
    const progress = answerForm(specOf(context), state, input.content);
    if (progress.done) return { answer: progress.answer, next: { do: 'continue' } };
    const { say, refused } = progress;
    return { say, refused, next: { do: 'wait', state: progress.state } };
  },
} satisfies Omit<NodeExecutor<FormData>, 'type'>;

function specOf({ nodeId, data, fill, language }: NodeContext<FormData>): FormSpec {
  // Customers get what they pick from, and not where it leads.
  const fields = data.fields
    .filter(isComplete)
    .map(({ options, ...field }) =>
      options ? { ...field, options: options.map(({ id, label }) => ({ id, label })) } : field,
    );
  const submitLabel = data.submitLabel.trim() || botWords[language].send;
  return { formId: nodeId, title: fill(data.title), fields, submitLabel, language };
}

/** A field without a name, or a choice without options, can't be asked. */
function isComplete(field: FormData['fields'][number]): field is FormField {
  const options = field.options ?? [];
  if (field.type === 'choice' && options.length === 0) return false;
  return field.label.trim() !== '' && options.every((option) => option.label.trim() !== '');
}
