import {
  type Answer,
  type AnswerFault,
  botWords,
  checkEmail,
  checkText,
  defineExecutor,
  type InboundContent,
  type NodeContext,
  type NodeResult,
  textOf,
} from '@baton/engine';
import { z } from 'zod';
import { type QuestionData, questionSchema } from './definition.ts';

const stateSchema = z.object({ refused: z.int().nonnegative() });

type Taken = { ok: true; answer: Extract<Answer, { kind: 'value' }> } | { ok: false; wrong: AnswerFault };

/** What of a message answers a question of each type. */
const takers = {
  text: (content) => written(checkText, content),
  email: (content) => written(checkEmail, content),
  file(content) {
    if (content.kind !== 'file') return { ok: false, wrong: 'file' };
    const { fileId, name } = content;
    return { ok: true, answer: { kind: 'value', value: name, file: { fileId, name } } };
  },
} satisfies Record<QuestionData['answerType'], (content: InboundContent) => Taken>;

function written(check: typeof checkText, content: InboundContent): Taken {
  const checked = check(textOf(content) ?? '');
  return checked.ok ? { ok: true, answer: { kind: 'value', value: checked.value } } : checked;
}

export const executor = defineExecutor<QuestionData>({
  type: 'question',
  schema: questionSchema,
  enter: (context) => ({ say: [question(context)], next: { do: 'wait', state: { refused: 0 } } }),
  resume(context, input, state) {
    if (input.type !== 'customer.message') return { next: { do: 'wait', state } };
    const taken: Taken = takers[context.data.answerType](input.content);
    if (taken.ok) return accept(context.data, taken.answer);
    const { wrong } = botWords[context.language];
    return refuse(context, wrong[taken.wrong], 1 + (stateSchema.safeParse(state).data?.refused ?? 0));
  },
});

function accept({ keepAs }: QuestionData, answer: Extract<Answer, { kind: 'value' }>): NodeResult {
  const { value, file } = answer;
  const kept: NodeResult['effects'] = keepAs === null || file ? [] : [{ type: 'contact.keep', detail: keepAs, value }];
  return { answer, ...(kept.length > 0 && { effects: kept }), next: { do: 'continue' } };
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
