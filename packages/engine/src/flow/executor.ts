import type { z } from 'zod';
import type { BotLanguage } from '../bot-words.ts';
import type { Json } from '../json.ts';
import type { AnswerFile, InboundContent, OutboundContent } from '../message.ts';

/** A customer's accepted answer, as kept in the run and in the submission. Plain text, never interpolated again. */
export type Answer =
  /** `file`: what was sent as the answer; `value` is its name then. */
  | { kind: 'value'; value: string; file?: AnswerFile }
  | { kind: 'fields'; fields: { id: string; label: string; value: string }[] };

/** How a handoff ended: the exits of a Handoff node. */
export const handoffOutcomes = ['resolved', 'no_one_available', 'outside_hours', 'customer_left'] as const;
export type HandoffOutcome = (typeof handoffOutcomes)[number];

/** What can wake a waiting node. */
export type ResumeInput =
  | { type: 'customer.message'; content: InboundContent }
  | { type: 'handoff.ended'; outcome: HandoffOutcome }
  | { type: 'ai.responded'; reply: AiReply };

/** What an AI made of the conversation. Written by a machine that customers talk to: never markup, never a command. */
export type AiReply =
  | {
      ok: true;
      text: string;
      /** From 0 to 1, by its own account. */
      confidence: number;
      /** The customer asks for a person. */
      wantsPerson: boolean;
    }
  /** It is switched off, or did not answer, or not in a form that can be read; `usedUp`: it was not asked any more today. */
  | { ok: false; usedUp?: true };

/** What a flow can learn about a contact. */
export const contactDetails = ['name', 'email', 'phone'] as const;
export type ContactDetail = (typeof contactDetails)[number];

/** What a node asks the outside world to do, besides speaking. New kinds are carried out by the conversation machine. */
export type NodeEffect =
  | { type: 'submit'; title: string; review: 'default' | 'review' | 'done' }
  /** `team`: the id of the team to ask; null asks everybody, or whom a `handoff.route` chose. */
  | { type: 'handoff.request'; reason: string; team: string | null }
  /** The team that the next request of this session asks, as a pre-handoff form's answer says; null for everybody. */
  | { type: 'handoff.route'; team: string | null }
  /** What the customer said is kept with the contact too: it outlives the conversation. */
  | { type: 'contact.keep'; detail: ContactDetail; value: string }
  /** Asks an AI to answer the customer. The node waits, and is woken by `ai.responded`. */
  | { type: 'ai.reply'; instructions: string; knowledge: string };

/** What a node did, and where the run goes: on by its exit `next`, out by a named one, to rest, or to its end. */
export interface NodeResult {
  say?: OutboundContent[];
  answer?: Answer;
  effects?: NodeEffect[];
  /** What the customer said was no answer: they were told why, or the node gave up asking. */
  refused?: boolean;
  /** What the customer said is dealt with: no node after this one answers it again. */
  took?: boolean;
  next: { do: 'continue' } | { do: 'leave'; exit: string } | { do: 'wait'; state: Json } | { do: 'finish' };
}

/** What an executor may look at. Everything here is a value: no clock, no randomness, no I/O. */
export interface NodeContext<Data> {
  nodeId: string;
  data: Data;
  answers: Readonly<Record<string, Answer>>;
  /** What the customer wrote in this turn, as long as no node has dealt with it. */
  said: string | null;
  /** In which the node says what its owner has not written: `botWords` has the words. */
  language: BotLanguage;
  /** Fills `<<node-id>>` in a template of this node with the run's answers, once. */
  fill(template: string): string;
}

/**
 * What a node does. `enter` is called when the run arrives, and again when a person hands back while the
 * run rests here: it must ask its question anew. `resume` gets what woke it and the state it last waited with.
 */
export interface NodeExecutor<Data = unknown> {
  type: string;
  schema: z.core.$ZodType<Data>;
  enter(context: NodeContext<Data>): NodeResult;
  resume?(context: NodeContext<Data>, input: ResumeInput, state: Json): NodeResult;
}

/** An executor whose data type is sealed behind its schema, as registries hold it. */
export interface SealedNodeExecutor {
  type: string;
  enter(context: NodeContext<unknown>): NodeResult;
  resume(context: NodeContext<unknown>, input: ResumeInput, state: Json): NodeResult;
}

export type NodeExecutors = Readonly<Record<string, SealedNodeExecutor>>;
