import type { AiReply, SensitiveTopic } from '@baton/engine';

/** One line of a conversation, as an AI reads it. */
export interface AiLine {
  readonly who: 'customer' | 'business';
  readonly text: string;
}

export interface AiReplyQuestion {
  readonly instructions: string;
  readonly knowledge: string;
  /** The oldest first. */
  readonly lines: readonly AiLine[];
}

export interface AiJudgeQuestion {
  readonly text: string;
  /** When a person is needed, in the owner's words. */
  readonly prompt: string | null;
  readonly topics: readonly SensitiveTopic[];
}

export interface AiVerdict {
  /** The owner's description fits. */
  readonly fits: boolean;
  /** Those of the topics that the customer writes about. */
  readonly topics: readonly SensitiveTopic[];
}

/** An AI, wherever it runs. Both reject when it can't be reached or breaks off; what it answers is checked. */
export interface Ai {
  readonly model: string;
  reply(question: AiReplyQuestion, signal: AbortSignal): Promise<AiReply>;
  judge(question: AiJudgeQuestion, signal: AbortSignal): Promise<AiVerdict>;
}
