import { defineNode } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const aiReplySchema = z.object({
  /** Asked before the AI answers; blank lets it answer what the customer wrote to get here, or writes next. */
  ask: templateText.default(''),
  /** How the AI should answer. Never filled with answers: what customers wrote must not become an instruction. */
  instructions: z.string().max(8000, 'Keep this under 8,000 characters').default(''),
  /** What the AI may answer from. */
  knowledge: z.string().max(30_000, 'Keep this under 30,000 characters').default(''),
  /** From 0 to 1: an answer the AI is less sure of is not sent. */
  confidence: z.number().min(0).max(1).default(0.6),
});
export type AiReplyData = z.infer<typeof aiReplySchema>;

export const definition = defineNode<AiReplyData>({
  type: 'ai-reply',
  group: 'say',
  title: 'AI reply',
  description: 'Answers questions from a text of yours, as far as it is sure',
  icon: 'IconSparkles',
  schema: aiReplySchema,
  waits: true,
  initial: () => ({ ask: '', instructions: 'Answer briefly and friendly.', knowledge: '', confidence: 0.6 }),
  exits: () => [
    { id: 'answered', label: 'Answered' },
    { id: 'not_sure', label: 'Not sure' },
    { id: 'wants_person', label: 'Wants a person, or no AI' },
  ],
  answer: () => null,
  templates: (data) => [data.ask],
  mapTemplates: (data, map) => ({ ...data, ask: map(data.ask) }),
  preview: (data) => [data.ask || data.instructions],
  problems: (data) =>
    data.knowledge.trim() === ''
      ? [
          {
            severity: 'warning',
            message: 'Write what the AI may answer from: it knows nothing else.',
            path: 'knowledge',
          },
        ]
      : [],
});
