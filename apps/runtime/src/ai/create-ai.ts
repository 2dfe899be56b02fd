import OpenAI, { BadRequestError, UnprocessableEntityError } from 'openai';
import type { Ai } from './ask-ai.ts';
import { judgePrompts, type Prompt, replyPrompts } from './prompts.ts';
import { readReply, readVerdict } from './read-answer.ts';

export interface AiSettings {
  /** An endpoint that speaks OpenAI's chat completions; its own by default. */
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly model: string;
}

/** With one more try, well below the time after which a conversation stops waiting. */
const TIMEOUT_MS = 15_000;

/** An AI behind any OpenAI-compatible endpoint. Nothing is asked before the first question. */
export function createAi({ baseUrl, apiKey, model }: AiSettings): Ai {
  const client = new OpenAI({
    // Both are given, so that the client reads no variables by itself; a server on one's own machine needs no key.
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    timeout: TIMEOUT_MS,
    maxRetries: 1,
    logLevel: 'off',
  });
  let plain = false;

  /** What it says; null where it refuses to. */
  async function complete(messages: Prompt[], signal: AbortSignal): Promise<string | null> {
    try {
      const format = plain ? {} : { response_format: { type: 'json_object' as const } };
      const { choices } = await client.chat.completions.create({ model, messages, ...format }, { signal });
      const message = choices[0]?.message;
      return message?.refusal ? null : (message?.content ?? null);
    } catch (error) {
      // Some servers don't know the format; the prompt asks for it too.
      const isRefused = error instanceof BadRequestError || error instanceof UnprocessableEntityError;
      if (plain || !isRefused) throw error;
      plain = true;
      return complete(messages, signal);
    }
  }

  return {
    model,
    async reply(question, signal) {
      const text = await complete(replyPrompts(question), signal);
      if (text === null) return { ok: true, text: '', confidence: 0, wantsPerson: false };
      return readReply(text);
    },
    async judge(question, signal) {
      const text = await complete(judgePrompts(question), signal);
      return text === null ? { fits: false, topics: [] } : readVerdict(text, question.topics);
    },
  };
}
