import { z } from 'zod';
import { handoffOutcomes } from '../flow/executor.ts';
import { answerSchema, runStateSchema } from '../flow/run.ts';
import { operatorSchema } from '../message.ts';
import { timerKinds } from './timer-kinds.ts';

/** Milliseconds since 1970, always handed in from outside. */
const instant = z.int();

export const submissionStatuses = [
  'in_progress',
  'needs_review',
  'approved',
  'declined',
  'completed',
  'cancelled',
] as const;
export type SubmissionStatus = (typeof submissionStatuses)[number];

/** What a run (or a lead form) collects. `number` counts from 1 in its conversation. */
export const submissionSchema = z.object({
  number: z.int().positive(),
  origin: z.enum(['run', 'lead']),
  status: z.enum(submissionStatuses),
  title: z.string(),
  /** In the order they were first given. Dropped from here once nothing can change the submission any more. */
  answers: z.array(z.object({ nodeId: z.string(), answer: answerSchema })),
  /** Who approved or declined it. */
  decidedBy: operatorSchema.nullable(),
});
export type Submission = z.infer<typeof submissionSchema>;

/** What made a request: a node, the customer by the headset, a trigger of Configure, or nobody before a take-over. */
export const handoffTriggers = [
  'node',
  'headset',
  'keyword',
  'stalled',
  'sentiment',
  'ai_prompt',
  'sensitive_topic',
  'low_confidence',
  'take_over',
] as const;
export type HandoffTrigger = (typeof handoffTriggers)[number];

export const requestStates = ['pending', 'active', 'resolved', 'expired', 'cancelled', 'rejected'] as const;

/** A request for a person, or a take-over nobody asked for. `number` counts from 1 in its conversation. */
export const handoffRequestSchema = z.object({
  number: z.int().positive(),
  trigger: z.enum(handoffTriggers),
  reason: z.string(),
  state: z.enum(requestStates),
  /** The Handoff node that asked, and that the run leaves by the outcome; null for every other trigger. */
  nodeId: z.string().nullable(),
  /** The team its Handoff node, or a transfer, names; null asks everybody, where the pre-handoff form chose no team. */
  team: z.string().nullable().default(null),
  requestedAt: instant,
  /** When the first alert went out: the accept timer and the response time count from here. */
  ringingAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  closedAt: instant.nullable(),
  operator: operatorSchema.nullable(),
});
export type HandoffRequest = z.infer<typeof handoffRequestSchema>;

/** Waiting for a person: first the pre-handoff form, then operators are alerted; else a queue or a lead form. */
const pendingModeSchema = z.discriminatedUnion('phase', [
  z.object({
    kind: z.literal('pending'),
    phase: z.literal('form'),
    since: instant,
    /** The pre-handoff form being asked: its node, and the state that node waits with. */
    form: z.object({ nodeId: z.string(), state: z.json() }),
  }),
  z.object({
    kind: z.literal('pending'),
    phase: z.literal('ringing'),
    since: instant,
    rejectedBy: z.array(z.string()),
    /** Whom routing asked one after another: the last one is asked now. Empty where everybody is asked at once. */
    asked: z.array(operatorSchema).default([]),
    /** When the customer first queued in this wait, if they did: the 30 minutes of the queue count from there. */
    queuedSince: instant.nullable(),
  }),
  z.object({
    kind: z.literal('pending'),
    phase: z.literal('queued'),
    since: instant,
    position: z.int().nonnegative().nullable(),
    toldPosition: z.int().nonnegative().nullable(),
    toldAt: instant.nullable(),
  }),
  z.object({
    kind: z.literal('pending'),
    phase: z.literal('lead'),
    since: instant,
    /** The exit the flow leaves by once the form is in, or given up. */
    outcome: z.enum(handoffOutcomes),
    /** What becomes of the request then. */
    closes: z.enum(['expired', 'rejected']),
    form: z.object({ state: z.json() }),
  }),
]);

/** What the triggers of Configure have noticed and done. Most of it counts for the current run only. */
const triggerStateSchema = z.object({
  /** The widget shows its headset, also where it is hidden at first. */
  headsetRevealed: z.boolean(),
  /** A trigger has made its offer: all but keywords do so once per run. */
  offered: z.boolean(),
  /** The newest offer of a person. While it is `open`, a typed "yes" answers it; a tap does so later too. */
  offer: z.object({ trigger: z.enum(handoffTriggers), reason: z.string(), open: z.boolean() }).nullable(),
  /** How many times in a row the flow could not take what the customer said. */
  refusals: z.int().nonnegative(),
  /** That was too often, or the flow could not go on: until it takes something again, or somebody comes. */
  stalled: z.boolean().default(false),
});
export type TriggerState = z.infer<typeof triggerStateSchema>;

/** The node that waits for an AI, and what it asked. Requests are counted, so that an answer finds its question. */
const aiStateSchema = z.object({
  count: z.int().nonnegative(),
  waiting: z
    .object({ number: z.int().positive(), instructions: z.string(), knowledge: z.string(), tries: z.int().positive() })
    .nullable(),
});

const neverAsked: z.infer<typeof aiStateSchema> = { count: 0, waiting: null };

/** Before anything was noticed. */
export const nothingNoticed: TriggerState = {
  headsetRevealed: false,
  offered: false,
  offer: null,
  refusals: 0,
  stalled: false,
};

/** Who answers the customer, and what the machine must remember about it. */
export const modeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bot') }),
  pendingModeSchema,
  z.object({
    kind: z.literal('human'),
    owner: operatorSchema,
    since: instant,
    lastSpeaker: z.enum(['customer', 'operator']).nullable(),
    lastMessageAt: instant,
    /** Since when the customer waits for an answer; null when the operator has answered. */
    waitingSince: instant.nullable(),
    /** A transfer the other person has not answered yet: the owner keeps the conversation until then. */
    transfer: z
      .object({ to: operatorSchema, by: operatorSchema, requestedAt: instant, note: z.string().default('') })
      .nullable(),
    /** Whether the customer was told that this owner is away, since their last reply. */
    awayTold: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('resolved'), at: instant }),
  z.object({ kind: z.literal('ended'), at: instant, by: z.enum(['staff', 'visitor', 'system']) }),
]);
export type Mode = z.infer<typeof modeSchema>;

/**
 * Everything the rules of a conversation depend on. JSON, stored in one column; the runtime derives its
 * searchable columns from it. `seq` is the number of the last transcript entry, counted from 1.
 */
export const conversationStateSchema = z.object({
  mode: modeSchema,
  /** Raised whenever the owner changes; messages of the flow carry it and are discarded when it has moved. */
  epoch: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  run: runStateSchema.nullable(),
  runs: z.int().nonnegative(),
  /** Newest last. The one of the current run has origin `run` and number `currentSubmission`. */
  submissions: z.array(submissionSchema),
  currentSubmission: z.int().positive().nullable(),
  /** The open request (pending or active), or null. */
  request: handoffRequestSchema.nullable(),
  requests: z.int().nonnegative(),
  /** "Once per session": from a request or take-over until resolved, handed back or ended. */
  session: z.object({
    /** Answers of the pre-handoff form, also when the flow asked it just before its Handoff node. */
    formAnswers: z.array(z.object({ label: z.string(), value: z.string() })).nullable(),
    /** Whether "Human takes over" was said in this human era. */
    takeOverSaid: z.boolean(),
    /** The team that the pre-handoff form's choice leads to. */
    team: z.string().nullable().default(null),
  }),
  /** The team that was asked last, as it was called then; null when everybody was. */
  team: operatorSchema.nullable().default(null),
  /** Conversations stored before there were triggers have none. */
  triggers: triggerStateSchema.default(nothingNoticed),
  ai: aiStateSchema.default(neverAsked),
  archived: z.boolean(),
  /** The timers that run, with when they are due: a timer that fires without standing here, or early, is stale. */
  timers: z.partialRecord(z.enum(timerKinds), instant),
  /** When the window of working hours begins that the customer was told last: each is said once. */
  hoursTold: z.string().nullable(),
});
export type ConversationState = z.infer<typeof conversationStateSchema>;

/** A conversation before its first message. */
export function newConversation(): ConversationState {
  return {
    mode: { kind: 'bot' },
    epoch: 0,
    seq: 0,
    run: null,
    runs: 0,
    submissions: [],
    currentSubmission: null,
    request: null,
    requests: 0,
    session: { formAnswers: null, takeOverSaid: false, team: null },
    team: null,
    triggers: nothingNoticed,
    ai: neverAsked,
    archived: false,
    timers: {},
    hoursTold: null,
  };
}
