import { type Answer, defineExecutor } from '@baton/engine';
import type { FormData } from '../form-definition.ts';
import { formExecution } from '../form-executor.ts';

export const executor = defineExecutor<FormData>({
  ...formExecution,
  type: 'pre-handoff-form',
  resume(context, input, state) {
    const result = formExecution.resume(context, input, state);
    if (!('answer' in result) || !result.answer || !routes(context.data)) return result;
    return { ...result, effects: [{ type: 'handoff.route', team: teamOf(context.data, result.answer) }] };
  },
});

function routes({ fields }: FormData): boolean {
  return fields.some(({ type, options }) => type === 'choice' && options?.some(({ team }) => team !== undefined));
}

/** Where the picked options lead: the last one that leads anywhere decides. */
function teamOf({ fields }: FormData, answer: Extract<Answer, { kind: 'fields' }>): string | null {
  const teams = fields.flatMap((field) => {
    const given = answer.fields.find(({ id }) => id === field.id)?.value;
    return field.type === 'choice' ? (field.options?.find(({ label }) => label === given)?.team ?? []) : [];
  });
  return teams.at(-1) ?? null;
}
