import { z } from 'zod';
import { answerFileSchema, type InboundContent, type OutboundContent } from '../message.ts';
import type { AiReply, Answer, HandoffOutcome, NodeEffect } from './executor.ts';

/** An answer as it is stored, in a run and in a submission. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.string(), file: answerFileSchema.optional() }),
  z.object({
    kind: z.literal('fields'),
    fields: z.array(z.object({ id: z.string(), label: z.string(), value: z.string() })),
  }),
]) satisfies z.ZodType<Answer>;

/** One pass of a flow: JSON, stored inside the conversation. */
export const runStateSchema = z.object({
  /** The published version this run is pinned to. */
  flowVersionId: z.string(),
  /** Where the run rests, with what its node waits with; null before the start and after the end. */
  cursor: z.object({ nodeId: z.string(), state: z.json() }).nullable(),
  finished: z.boolean(),
  answers: z.record(z.string(), answerSchema),
});
export type RunState = z.infer<typeof runStateSchema>;

/** What moves a run. */
export type FlowEvent =
  /** `at`: the node it begins at, where that is not the flow's start. `said`: the message that began it, if any. */
  | { type: 'run.started'; at?: string; said?: string }
  | { type: 'customer.message'; content: InboundContent }
  /** A person handed back while the run rested at a question: it is asked again. */
  | { type: 'run.asked_again' }
  | { type: 'handoff.ended'; outcome: HandoffOutcome }
  | { type: 'ai.responded'; reply: AiReply };

/** What a run wants done, in order. */
export type FlowEffect =
  | { type: 'say'; nodeId: string; content: OutboundContent }
  | { type: 'answered'; nodeId: string; answer: Answer }
  | { type: 'node'; nodeId: string; effect: NodeEffect }
  /** What the customer said was no answer to the node. */
  | { type: 'refused'; nodeId: string }
  | { type: 'run.finished' }
  /** The run was stopped: it visited `nodes` over and over without waiting, or met a node it can't carry out. */
  | { type: 'run.failed'; code: 'loop' | 'broken_node'; nodes: string[]; message: string };

/** A run before its first event. */
export function newRun(flowVersionId: string): RunState {
  return { flowVersionId, cursor: null, finished: false, answers: {} };
}
