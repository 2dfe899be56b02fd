import { z } from 'zod';

/** A word or phrase that asks for a person, as a customer writes it. */
const keyword = z.string().trim().min(1, 'Write a word').max(80);

/** Keywords of one language. All lists count whatever the customer writes; the language is for the people who edit. */
export const keywordListSchema = z.object({
  /** BCP 47, such as `en` or `pt-BR`. */
  language: z.string().min(2).max(35),
  words: z.array(keyword).max(200),
});
export type KeywordList = z.infer<typeof keywordListSchema>;

/** What the English list begins with. */
const firstWords = ['human', 'real person', 'operator', 'representative', 'talk to a person', 'speak to someone'];

/** Matters that need a person's judgement. */
export const sensitiveTopics = ['legal', 'medical', 'financial', 'high_value'] as const;
export type SensitiveTopic = (typeof sensitiveTopics)[number];

/** What makes the bot ask for a person, or offer one, besides Handoff nodes and the headset. Each has its own switch. */
export const triggersSchema = z.object({
  keywords: z
    .object({
      on: z.boolean().default(false),
      /** Ask for a person at once, or offer one first. */
      ask: z.enum(['at_once', 'offer']).default('offer'),
      lists: z
        .array(keywordListSchema)
        .max(30)
        .default(() => [{ language: 'en', words: [...firstWords] }]),
    })
    .prefault({}),
  /** The flow could not take what the customer said, so many times in a row, or stopped with an error. */
  stalled: z.object({ on: z.boolean().default(false), after: z.int().min(1).max(10).default(3) }).prefault({}),
  /** What the customer writes sounds angry or disappointed. */
  sentiment: z.object({ on: z.boolean().default(false) }).prefault({}),
  /** An AI finds that what the owner describes here is the case. */
  aiPrompt: z.object({ on: z.boolean().default(false), prompt: z.string().max(2000).default('') }).prefault({}),
  /** An AI finds that the customer writes about one of these. */
  topics: z
    .object({
      on: z.boolean().default(false),
      topics: z.array(z.enum(sensitiveTopics)).default(() => [...sensitiveTopics]),
    })
    .prefault({}),
  /** An AI was less sure of its reply than this: above what an AI reply node sends, also where it sent it. */
  lowConfidence: z
    .object({ on: z.boolean().default(false), below: z.number().min(0).max(1).default(0.75) })
    .prefault({}),
});
export type Triggers = z.infer<typeof triggersSchema>;
