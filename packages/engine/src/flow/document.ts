import { z } from 'zod';

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

const seconds = z.int().min(5).max(86_400);

/**
 * The Configure tab. Texts are templates; a blank text sends nothing.
 * Always taken from the latest published version, also for a run pinned to an older one.
 */
export const configureSchema = z.object({
  humanTakesOver: z.string().max(4000).default(''),
  botResumes: z.string().max(4000).default(''),
  sessionEnded: z.string().max(4000).default(''),
  /** `<<operator>>` is the operator's name here. */
  connectedTo: z.string().max(4000).default('Connected to <<operator>>'),
  /** Whether Submit nodes without a setting of their own ask for review. */
  review: z.boolean().default(true),
  /** The pre-handoff form node asked before a handoff rings; null asks nothing. */
  preHandoffForm: nodeIdSchema.nullable().default(null),
  /** Where the flow begins for a customer who writes again after a resolved conversation; null is its start. */
  reentryNode: nodeIdSchema.nullable().default(null),
  /** Whether the widget shows the headset button. */
  headset: z.boolean().default(true),
  acceptTimeoutSeconds: seconds.default(120),
  replyTimeoutSeconds: seconds.default(300),
  formTimeoutSeconds: seconds.default(900),
  /** What happens when nobody accepts. */
  fallback: z.enum(['form', 'message', 'queue']).default('form'),
  fallbackMessage: z
    .string()
    .max(4000)
    .default('Nobody is free right now. Leave your question here and we will come back to you.'),
  leadFormTitle: z.string().max(200).default('Leave us a message'),
  /** Whether the bot goes on answering while a request by headset, keyword or offer is pending. */
  whilePending: z.enum(['hold', 'bot_continues']).default('hold'),
});
export type Configure = z.infer<typeof configureSchema>;

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
