import type { AiReply, SensitiveTopic } from '@baton/engine';
import { z } from 'zod';
import type { AiVerdict } from './ask-ai.ts';

const replySchema = z.object({
  answer: z.string(),
  confidence: z.number().transform((sure) => Math.min(1, Math.max(0, sure))),
  wants_person: z.boolean().default(false),
});

const verdictSchema = z.object({ fits: z.boolean().default(false), topics: z.array(z.string()).default([]) });

/** An AI's answer to a customer. Rejected (`ok: false`) unless it has the form that was asked for. */
export function readReply(text: string): AiReply {
  const { data } = replySchema.safeParse(jsonIn(text));
  if (!data) return { ok: false };
  return { ok: true, text: data.answer, confidence: data.confidence, wantsPerson: data.wants_person };
}

/** An AI's verdict; only topics that were asked for count. Throws where it has another form. */
export function readVerdict(text: string, topics: readonly SensitiveTopic[]): AiVerdict {
  const { fits, topics: found } = verdictSchema.parse(jsonIn(text));
  return { fits, topics: topics.filter((topic) => found.includes(topic)) };
}

/**
 * The object in an answer: some models think aloud before it, or put a fence or words around it. Undefined where there
 * is none, or more than one.
 */
function jsonIn(text: string): unknown {
  const said = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  try {
    return JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
