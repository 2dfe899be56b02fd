import { z } from 'zod';
import { botLanguages, botWords } from '../bot-words.ts';
import { type HandoffSettings, handoffOverrides } from '../handoff-settings.ts';
import { triggersSchema } from './triggers.ts';

/** A node's id: a readable slug, unique in its flow, that `<<node-id>>` refers to. */
export const nodeIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens')
  .max(64);

/** A node as stored: `data` is checked by the definition of its `type`, not here. */
export const flowNodeSchema = z.object({
  id: nodeIdSchema,
  type: z.string().min(1).max(64),
  position: z.object({ x: z.number().finite(), y: z.number().finite() }),
  data: z.record(z.string(), z.json()),
});
export type FlowNode = z.infer<typeof flowNodeSchema>;

/** A connection from one exit of a node to another node. At most one per (from, exit). */
export const flowEdgeSchema = z.object({ from: nodeIdSchema, exit: z.string().min(1).max(80), to: nodeIdSchema });
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

const { defaults } = botWords.en;

/**
 * The Configure tab. Texts are templates; a blank text sends nothing.
 * Always taken from the latest published version, also for a run pinned to an older one.
 */
export const configureSchema = z.object({
  /** In which the bot says what nobody has written for it: what is wrong with an answer, weekdays, the lead form. */
  language: z.enum(botLanguages).default('en'),
  humanTakesOver: z.string().max(4000).default(''),
  botResumes: z.string().max(4000).default(''),
  sessionEnded: z.string().max(4000).default(''),
  /** `<<operator>>` is the operator's name here. */
  connectedTo: z.string().max(4000).default(defaults.connectedTo),
  /** Sent once when the customer writes while the person who answers is away; `<<operator>>` is their name here. */
  awayReply: z.string().max(4000).default(''),
  /** Whether customers of this flow can reach a person at all; off makes it a bot only. */
  handoff: z.boolean().default(true),
  /** Whether Submit nodes without a setting of their own ask for review. */
  review: z.boolean().default(true),
  /** The pre-handoff form node asked before a handoff rings; null asks nothing. */
  preHandoffForm: nodeIdSchema.nullable().default(null),
  /** Where the flow begins for a customer who writes again after a resolved conversation; null is its start. */
  reentryNode: nodeIdSchema.nullable().default(null),
  /** Whether the widget shows the headset button. */
  headset: z.boolean().default(true),
  /** Whether it is there from the beginning, or only once a trigger has revealed it in this run. */
  headsetShown: z.enum(['always', 'revealed']).default('always'),
  triggers: triggersSchema.prefault({}),
  /** What a trigger offers, with the answers to tap. A blank offer is not made. */
  offerText: z.string().max(1000).default(defaults.offerText),
  offerYes: z.string().max(40).default(defaults.offerYes),
  offerNo: z.string().max(40).default(defaults.offerNo),
  /** Working hours, timeouts and what happens when nobody accepts; what is null is as the workspace says. */
  ...handoffOverrides,
  /** Said to who asks outside working hours; `<<hours>>` is the next window here ("Mon 09:00–18:00"). */
  outsideHours: z.string().max(4000).default(defaults.outsideHours),
  /** `<<position>>` is the place in the queue here, counted from 1. */
  queuePosition: z.string().max(4000).default(defaults.queuePosition),
  fallbackMessage: z.string().max(4000).default(defaults.fallbackMessage),
  leadFormTitle: z.string().max(200).default(defaults.leadFormTitle),
  /** Whether the bot goes on answering while a request by headset, keyword or offer is pending. */
  whilePending: z.enum(['hold', 'bot_continues']).default('hold'),
});
export type Configure = z.infer<typeof configureSchema>;

/** Configure with nothing left open: what team, flow and workspace say together. */
export type EffectiveConfigure = Omit<Configure, keyof HandoffSettings> & HandoffSettings;

/** The version of the document format this code writes; older ones are migrated when read. */
export const FLOW_SCHEMA_VERSION = 1;

/** A flow as edited, stored, exported and imported. Limits keep a hostile import small. */
export const flowDocumentSchema = z.object({
  schemaVersion: z.literal(FLOW_SCHEMA_VERSION),
  nodes: z.array(flowNodeSchema).max(2000),
  edges: z.array(flowEdgeSchema).max(10_000),
  configure: configureSchema,
});
export type FlowDocument = z.infer<typeof flowDocumentSchema>;
