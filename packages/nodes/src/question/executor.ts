import {
  botWords,
  checkEmail,
  checkText,
  defineExecutor,
  type NodeContext,
  type NodeResult,
  textOf,
} from '@baton/engine';
import { z } from 'zod';
import { type QuestionData, questionSchema } from './definition.ts';

const stateSchema = z.object({ refused: z.int().nonnegative() });

const checks = { text: checkText, email: checkEmail } satisfies Record<QuestionData['answerType'], typeof checkText>;

export const executor = defineExecutor<QuestionData>({
  type: 'question',
  schema: questionSchema,
  enter: (context) => ({ say: [question(context)], next: { do: 'wait', state: { refused: 0 } } }),
  resume(context, input, state) {
    if (input.type !== 'customer.message') return { next: { do: 'wait', state } };
    const checked = checks[context.data.answerType](textOf(input.content) ?? '');
    if (checked.ok) return accept(context.data, checked.value);
    const { wrong } = botWords[context.language];
    return refuse(context, wrong[checked.wrong], 1 + (stateSchema.safeParse(state).data?.refused ?? 0));
  },
});

function accept({ keepAs }: QuestionData, value: string): NodeResult {
  const kept: NodeResult['effects'] = keepAs === null ? [] : [{ type: 'contact.keep', detail: keepAs, value }];
  return { answer: { kind: 'value', value }, ...(kept.length > 0 && { effects: kept }), next: { do: 'continue' } };
}

function refuse(context: NodeContext<QuestionData>, message: string, refused: number): NodeResult {
  const { attempts, errorText } = context.data;
  const explanation = { kind: 'text' as const, text: context.fill(errorText).trim() || message };
  if (attempts !== null && refused >= attempts) {
    return { say: [explanation], refused: true, next: { do: 'leave', exit: 'failed' } };
  }
  return { say: [explanation, question(context)], refused: true, next: { do: 'wait', state: { refused } } };
}

function question(context: NodeContext<QuestionData>) {
  return { kind: 'text' as const, text: context.fill(context.data.text) };
}
