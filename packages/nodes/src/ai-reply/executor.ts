import { type AiReply, defineExecutor, type NodeContext, type NodeResult } from '@baton/engine';
import { type AiReplyData, aiReplySchema } from './definition.ts';
import { plainAnswer } from './plain-answer.ts';

/** What the node waits for: the customer's question, or the AI's answer. */
const listening = { for: 'customer' };
const thinking = { for: 'ai' };

export const executor = defineExecutor<AiReplyData>({
  type: 'ai-reply',
  schema: aiReplySchema,
  enter(context) {
    const ask = context.fill(context.data.ask);
    if (ask.trim() !== '') return { say: [{ kind: 'text', text: ask }], next: { do: 'wait', state: listening } };
    return context.said === null ? { next: { do: 'wait', state: listening } } : think(context);
  },
  resume(context, input, state) {
    // Also while the AI thinks: it then answers everything that was written.
    if (input.type === 'customer.message') return think(context);
    if (input.type === 'ai.responded') return answer(context, input.reply);
    return { next: { do: 'wait', state } };
  },
});

function think({ data }: NodeContext<AiReplyData>): NodeResult {
  const { instructions, knowledge } = data;
  // An AI that knows nothing, and is told nothing, is no help: it is not asked.
  if (instructions.trim() === '' && knowledge.trim() === '')
    return { took: true, next: { do: 'leave', exit: 'wants_person' } };
  return {
    took: true,
    effects: [{ type: 'ai.reply', instructions, knowledge }],
    next: { do: 'wait', state: thinking },
  };
}

function answer({ data }: NodeContext<AiReplyData>, reply: AiReply): NodeResult {
  if (!reply.ok || reply.wantsPerson) return { next: { do: 'leave', exit: 'wants_person' } };
  const text = plainAnswer(reply.text, [data.instructions, data.knowledge]);
  if (text === '' || reply.confidence < data.confidence) return { next: { do: 'leave', exit: 'not_sure' } };
  return { say: [{ kind: 'text', text }], next: { do: 'leave', exit: 'answered' } };
}
