import { z } from 'zod';
import { botLanguages } from './bot-words.ts';

/**
 * What can be said in a conversation. Channels know message kinds and never node types:
 * a node says one of these, a channel renders it as well as the provider allows.
 */

/** One way to answer a `choices` message. `id` is stable, `label` is what the customer reads. */
export const choiceOptionSchema = z.object({ id: z.string().min(1).max(64), label: z.string().min(1).max(200) });
export type ChoiceOption = z.infer<typeof choiceOptionSchema>;

export const formFieldTypes = ['text', 'long_text', 'email', 'phone', 'choice'] as const;

/** A field of a form. `options` is used by type `choice` only. */
export const formFieldSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use lower-case letters, digits and hyphens')
    .max(64),
  label: z.string().min(1).max(200),
  type: z.enum(formFieldTypes),
  required: z.boolean(),
  options: z.array(choiceOptionSchema).max(50).optional(),
});
export type FormField = z.infer<typeof formFieldSchema>;

/** Words that a provider has approved, and where they are filled in: on some channels nothing else may be sent late. */
export const templateUseSchema = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(20),
  /** What each blank is filled with, by its name. */
  parameters: z.array(z.object({ name: z.string().max(100), value: z.string().min(1).max(1000) })).max(50),
});
export type TemplateUse = z.infer<typeof templateUseSchema>;

/** Plain text with Markdown (bold, italic, lists, links, code); never raw HTML. */
const textContent = z.object({ kind: z.literal('text'), text: z.string() });
/** `text` is what the template reads like once it is filled in. */
const sentText = textContent.extend({ template: templateUseSchema.optional() });
/** Of the words that a channel puts around it by itself; left out means English. */
const language = z.enum(botLanguages).optional();
/** A question with options to pick from; a channel without buttons numbers them. */
const choicesContent = z.object({
  kind: z.literal('choices'),
  text: z.string(),
  options: z.array(choiceOptionSchema).min(1),
  language,
});
/** Several fields asked together; a channel without forms asks them one by one. `formId` names the node that asks. */
const formContent = z.object({
  kind: z.literal('form'),
  formId: z.string(),
  title: z.string(),
  fields: z.array(formFieldSchema).min(1),
  submitLabel: z.string(),
  language,
});

/** How a file is shown: `voice` is an audio recorded in the chat, `document` whatever can only be kept. */
export const mediaTypes = ['image', 'audio', 'voice', 'video', 'document', 'sticker'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** The longest text under a file. A channel that takes less sends the rest as a text of its own. */
export const MAX_CAPTION = 4000;

/** A stored file, as everybody who shows it must know it. `size` in bytes, `duration` in seconds. */
export const fileFactsSchema = z.object({
  fileId: z.string().min(1).max(64),
  /** With its extension; safe to save under. */
  name: z.string().min(1).max(255),
  /** Of the bytes, whatever was claimed. */
  mime: z.string().min(1).max(100),
  size: z.int().positive(),
  media: z.enum(mediaTypes),
  /** Of what is seen, in pixels; where they are known. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  duration: z.number().nonnegative().optional(),
});
export type FileFacts = z.infer<typeof fileFactsSchema>;

/** A stored file that was given as an answer: enough to open it by its name. */
export const answerFileSchema = fileFactsSchema.pick({ fileId: true, name: true });
export type AnswerFile = z.infer<typeof answerFileSchema>;

/** A file with what is said about it. The bytes are kept apart, under `fileId`. */
const fileContent = fileFactsSchema.extend({
  kind: z.literal('file'),
  caption: z.string().max(MAX_CAPTION).optional(),
});

/** A place on the map, in degrees; `name` and `address` where whoever picked it picked one that has them. */
export const placeSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(200).optional(),
  address: z.string().max(500).optional(),
});
export type Place = z.infer<typeof placeSchema>;

const locationContent = placeSchema.extend({ kind: z.literal('location') });

/** What the business's side can send: one renderer each per channel. */
export const outboundContentSchema = z.discriminatedUnion('kind', [
  sentText,
  choicesContent,
  formContent,
  fileContent,
  locationContent,
]);
export type OutboundContent = z.infer<typeof outboundContentSchema>;
export type MessageKind = OutboundContent['kind'];

/** A picked option; `label` is what the customer saw when they picked it. */
const choiceAnswer = z.object({ kind: z.literal('choice'), optionId: z.string().max(64), label: z.string().max(200) });
/** A form sent in: raw values by field id, not yet validated. */
const formAnswer = z.object({
  kind: z.literal('form_answer'),
  formId: z.string().max(64),
  values: z.record(z.string().max(64), z.string().max(4000)),
});

/** Somebody's card. `own`: the customer shares their own, so its number is an answer to "your phone number?". */
const contactContent = z.object({
  kind: z.literal('contact'),
  name: z.string().max(200),
  phones: z.array(z.string().max(50)).max(10),
  emails: z.array(z.string().max(254)).max(10),
  own: z.boolean(),
});

/** What a customer can send. */
export const inboundContentSchema = z.discriminatedUnion('kind', [
  textContent.extend({ text: z.string().min(1).max(4000) }),
  choiceAnswer,
  formAnswer,
  fileContent,
  locationContent,
  contactContent,
]);
export type InboundContent = z.infer<typeof inboundContentSchema>;

/** The transitions a transcript shows as a centred line. */
export const transcriptEvents = [
  'handoff_requested',
  'taken_over',
  'answered_from_phone',
  'rejected',
  'transfer_requested',
  'transferred',
  'transferred_to_team',
  'handed_back',
  'resolved',
  'ended',
  'customer_left',
  'visitor_closed',
  'reopened',
  'no_one_available',
  'outside_hours',
  'request_cancelled',
  'approved',
  'declined',
  'submitted',
  'flow_failed',
  'person_offered',
  'ai_late',
  'ai_silent',
  'stale',
] as const;
export type TranscriptEvent = (typeof transcriptEvents)[number];

/** A line for staff about what happened; never sent to a customer. `by` is the operator's name, where there is one. */
const eventContent = z.object({
  kind: z.literal('event'),
  event: z.enum(transcriptEvents),
  by: z.string().optional(),
  detail: z.string().optional(),
});

/** The customer changed it after it was sent; what the flow made of it stays. */
const changeable = { edited: z.boolean().optional() };

/** Everything a transcript can hold. */
export const messageContentSchema = z.discriminatedUnion('kind', [
  sentText.extend(changeable),
  choicesContent,
  formContent,
  choiceAnswer,
  formAnswer,
  fileContent.extend(changeable),
  locationContent.extend(changeable),
  contactContent,
  eventContent,
]);
export type MessageContent = z.infer<typeof messageContentSchema>;

/** Somebody who answers customers: `id` is unique in the workspace, `name` is shown to customers. */
export const operatorSchema = z.object({ id: z.string(), name: z.string() });
export type Operator = z.infer<typeof operatorSchema>;

/**
 * The business's own phone, for channels whose account its owner can also use without this product. It has no screen
 * here, so what it answers is anybody's to take or to hand back.
 */
export const phoneOperator: Operator = { id: 'phone', name: 'The phone' };

/**
 * Who a transcript entry is from. `bot` names the node that spoke; `system` speaks to the
 * customer for the business (transition texts, "Connected to NAME"); an `event` line is `system` too.
 */
export const authorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('bot'), nodeId: z.string() }),
  z.object({ kind: z.literal('agent'), operator: operatorSchema }),
  z.object({ kind: z.literal('system') }),
]);
export type Author = z.infer<typeof authorSchema>;
