import type { AiReply, ConversationEffect, MessageContent } from '@baton/engine';
import type { Ai, AiLine } from '../ai/ask-ai.ts';
import type { ExecuteCommand } from '../conversations/execution.ts';
import type { Database } from '../db/client.ts';
import { readTranscript } from '../db/transcript.ts';
import type { Logger } from '../logging.ts';

type AiEffect = Extract<ConversationEffect, { type: 'ai.reply' | 'ai.judge' }>;
type Ask<T extends AiEffect['type']> = Extract<AiEffect, { type: T }>;

interface Place {
  readonly workspaceId: string;
  readonly conversationId: string;
}

interface AiRunnerDeps {
  readonly ai: Ai | null;
  readonly database: Database;
  readonly execute: ExecuteCommand;
  readonly log: Logger;
  /** Counts a question. False where the workspace allows no more of them today: then there is no AI. */
  readonly mayAsk: (workspaceId: string) => Promise<boolean>;
  /** The bot is about to answer, or is done with that. */
  readonly onThinking: (place: Place, thinking: boolean) => void;
}

/** Carries out what conversations ask of an AI. */
export interface AiRunner {
  /** Resolves once what came of it is stored. A newer question of the conversation takes the place of an older one. */
  run(place: Place, effect: AiEffect): Promise<void>;
  /** Breaks off what is under way: conversations that wait are asked again by whoever comes next. */
  stop(): void;
}

/** How much of a conversation an AI reads. */
const LINES = 20;

export function createAiRunner({ ai, database, execute, log, mayAsk, onThinking }: AiRunnerDeps): AiRunner {
  const running = new Map<string, AbortController>();

  async function reply(asked: Ai, place: Place, effect: Ask<'ai.reply'>, signal: AbortSignal): Promise<void> {
    onThinking(place, true);
    try {
      const { number, epoch, instructions, knowledge } = effect;
      const lines = await linesOf(place);
      const isAllowed = !signal.aborted && (await mayAsk(place.workspaceId));
      const answer = isAllowed
        ? await attempt(asked, { instructions, knowledge, lines }, signal)
        : ({ ok: false, usedUp: true } as const);
      if (signal.aborted) return;
      await execute({ target: place, command: { type: 'ai.responded', number, epoch, reply: answer } });
    } finally {
      onThinking(place, false);
    }
  }

  async function attempt(asked: Ai, question: Parameters<Ai['reply']>[0], signal: AbortSignal): Promise<AiReply> {
    try {
      const answer = await asked.reply(question, signal);
      if (!answer.ok) log.warn({ model: asked.model }, 'The AI answered in a form that cannot be read');
      return answer;
    } catch (error) {
      if (!signal.aborted) log.warn({ model: asked.model, reason: reasonOf(error) }, 'The AI did not answer');
      return { ok: false };
    }
  }

  async function judge(asked: Ai, place: Place, effect: Ask<'ai.judge'>, signal: AbortSignal): Promise<void> {
    if (!(await mayAsk(place.workspaceId))) return;
    const { run, text, prompt, topics } = effect;
    const verdict = await asked.judge({ text, prompt, topics }, signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ model: asked.model, reason: reasonOf(error) }, 'The AI did not judge a message');
      return null;
    });
    if (!verdict || signal.aborted) return;
    const [trigger, reason] =
      verdict.topics.length > 0
        ? (['sensitive_topic', `Writes about a sensitive matter: ${verdict.topics.map(topicName).join(', ')}`] as const)
        : (['ai_prompt', 'The AI trigger fits what was written'] as const);
    if (verdict.topics.length === 0 && !(verdict.fits && prompt !== null)) return;
    await execute({ target: place, command: { type: 'ai.noticed', run, trigger, reason } });
  }

  async function linesOf({ workspaceId, conversationId }: Place): Promise<AiLine[]> {
    const transcript = await readTranscript(database, { workspaceId, conversationId, limit: LINES });
    return (transcript?.messages ?? []).flatMap(({ author, content }): AiLine[] => {
      const text = wordsFor(content);
      return text === null ? [] : [{ who: author.kind === 'customer' ? 'customer' : 'business', text }];
    });
  }

  return {
    async run(place, effect) {
      if (!ai) return;
      const key = `${place.conversationId} ${effect.type}`;
      const controller = new AbortController();
      running.get(key)?.abort();
      running.set(key, controller);
      try {
        if (effect.type === 'ai.reply') await reply(ai, place, effect, controller.signal);
        else await judge(ai, place, effect, controller.signal);
      } finally {
        if (running.get(key) === controller) running.delete(key);
      }
    },
    stop() {
      for (const controller of running.values()) controller.abort();
    },
  };
}

/** What an AI reads of an entry. Forms hold names and addresses, and lines are for staff: neither leaves the house. */
function wordsFor(content: MessageContent): string | null {
  if (content.kind === 'text' || content.kind === 'choices') return content.text;
  return content.kind === 'choice' ? content.label : null;
}

function topicName(topic: string): string {
  return topic.replaceAll('_', ' ');
}

/** Never the error itself: it may carry what was asked, and the key. */
function reasonOf(error: unknown): string {
  const status = error instanceof Error && 'status' in error ? ` ${String(error.status)}` : '';
  return error instanceof Error ? `${error.constructor.name}${status}` : 'unknown';
}
