import {
  answerFileSchema,
  authorSchema,
  handoffTriggers,
  messageContentSchema,
  operatorSchema,
  requestStates,
  submissionStatuses,
  templateUseSchema,
} from '@baton/engine';
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

const {
  BAD_REQUEST,
  UNAUTHORIZED,
  FORBIDDEN,
  NOT_FOUND,
  TAKEN_BY,
  NOT_OWNER,
  ENDED,
  NEWER_OPEN,
  OUTSIDE_WINDOW,
  NOT_POSSIBLE,
  NOBODY_THERE,
  NOT_REACHABLE,
} = apiErrors;

/** Where a message to the customer is. `uncertain`: it may not have arrived, and is never repeated by itself. */
export const deliveryStates = ['queued', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'discarded'] as const;
const deliverySchema = z.enum(deliveryStates);
export type Delivery = z.infer<typeof deliverySchema>;

/** One entry of a transcript. `seq` counts from 1 without gaps; `at` is ISO 8601. */
export const transcriptEntrySchema = z.object({
  seq: z.int().positive(),
  author: authorSchema,
  content: messageContentSchema,
  at: z.string(),
  /** Null for what is never sent: the customer's own messages and lines for staff. */
  delivery: deliverySchema.nullable(),
  /** Why it could not be sent, for staff; only where it failed. */
  problem: z.string().optional(),
  /** The sender's own id of the message, so that its author recognises it. */
  clientId: z.string().nullable(),
});
export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>;

/** Who may speak, in the words that screens use. */
export const modeViewSchema = z.object({
  kind: z.enum(['bot', 'pending', 'human', 'resolved', 'ended']),
  phase: z.enum(['form', 'ringing', 'queued', 'lead']).nullable(),
  owner: operatorSchema.nullable(),
  /** The owner is the business's own phone: nobody's screen, so whoever may answer hands back or takes over. */
  onPhone: z.boolean(),
  /** Since when, ISO 8601. */
  since: z.string().nullable(),
  /** When the accept timer runs out, ISO 8601; only while ringing. */
  expiresAt: z.string().nullable(),
  /** The one operator who is asked now; null where everybody is, or nobody. */
  asked: operatorSchema.nullable(),
  /** A transfer that the other one has not answered yet. */
  transfer: z.object({ to: operatorSchema, by: operatorSchema, note: z.string(), expiresAt: z.string() }).nullable(),
});
export type ModeView = z.infer<typeof modeViewSchema>;

export const conversationRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  contact: z.object({ id: z.string(), name: z.string() }),
  channel: z.object({ id: z.string(), type: z.string(), name: z.string() }),
  flow: z.object({ id: z.string(), name: z.string() }).nullable(),
  mode: modeViewSchema,
  /** The team that was asked last. */
  team: z.object({ id: z.string(), name: z.string() }).nullable(),
  submissionStatus: z.enum(submissionStatuses).nullable(),
  /** The bot answers, and can't go on with this customer. */
  stalled: z.boolean(),
  /** The newest thing that a customer, bot or person said. */
  last: z.object({ text: z.string(), author: authorSchema, at: z.string() }).nullable(),
  lastSeq: z.int(),
  /** How many entries this member has not seen. */
  unread: z.int(),
  /** Since when a customer waits for a person, ISO 8601; null when nobody waits. */
  waitingSince: z.string().nullable(),
  archived: z.boolean(),
});
export type ConversationRow = z.infer<typeof conversationRowSchema>;

export const submissionViewSchema = z.object({
  number: z.int(),
  origin: z.enum(['run', 'lead']),
  title: z.string(),
  status: z.enum(submissionStatuses),
  createdAt: z.string(),
  decidedBy: z.string().nullable(),
  /** `file`: what was sent as the answer, to be loaded from `GET /files/{fileId}`. */
  answers: z.array(
    z.object({ nodeId: z.string(), label: z.string(), value: z.string(), file: answerFileSchema.optional() }),
  ),
});
export type SubmissionView = z.infer<typeof submissionViewSchema>;

export const handoffRequestViewSchema = z.object({
  number: z.int(),
  trigger: z.enum(handoffTriggers),
  reason: z.string(),
  state: z.enum(requestStates),
  requestedAt: z.string(),
  acceptedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  operator: operatorSchema.nullable(),
  /** The name of the team that was asked; null for everybody. */
  team: z.string().nullable(),
  formAnswers: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type HandoffRequestView = z.infer<typeof handoffRequestViewSchema>;

export const conversationDetailSchema = conversationRowSchema.extend({
  /** What the bot is asking right now ("Preferred date"), for the header. */
  botAsking: z.string().nullable(),
  /** "Human takes over" and "Bot resumes" as they would be sent now; empty when blank. */
  transitionTexts: z.object({ humanTakesOver: z.string(), botResumes: z.string() }),
  submissions: z.array(submissionViewSchema),
  requests: z.array(handoffRequestViewSchema),
  contactDetail: z.object({
    createdAt: z.string(),
    blocked: z.boolean(),
    /** Why nothing reaches them at present ("The customer has blocked the bot"); null while they can be written to. */
    unreachable: z.string().nullable(),
    /** The website's own id of this customer, where it has signed who they are; else null. */
    verifiedId: z.string().nullable(),
    attributes: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
  /** Until when the provider lets the customer be answered, ISO 8601: later only templates get through. Null: always. */
  writableUntil: z.string().nullable(),
  earlier: z.array(z.object({ id: z.string(), startedAt: z.string(), last: z.string().nullable() })),
  startedAt: z.string(),
});
export type ConversationDetail = z.infer<typeof conversationDetailSchema>;

/** A text that the provider has approved; its blanks are `{{1}}`, `{{2}}` … in the order of `parameters`. */
export const messageTemplateSchema = z.object({
  name: z.string(),
  language: z.string(),
  text: z.string(),
  parameters: z.array(z.object({ name: z.string(), example: z.string() })),
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

/** In the order that they are shown: what needs somebody first. */
export const conversationViews = [
  'open',
  'waiting',
  'mine',
  'stalled',
  'unread',
  'needs_review',
  'closed',
  'archived',
] as const;
export const conversationViewSchema = z.enum(conversationViews);
export type ConversationView = z.infer<typeof conversationViewSchema>;

const id = z.object({ id: z.string().max(64) });
const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });
/** A command of staff: a replay with the same `commandId` answers the first result and does nothing. */
const commandInput = id.extend({ commandId: z.uuid() });
const transferNote = z.string().trim().max(1000).default('');
const command = base.errors({ TAKEN_BY, NOT_OWNER, ENDED, NEWER_OPEN, OUTSIDE_WINDOW, NOT_POSSIBLE });
const route = (name: string) =>
  command.route({ method: 'POST', path: `/conversations/{id}/${name}`, tags: ['conversations'] });

export const conversationsContract = {
  /** Newest activity first (view `waiting`: longest wait first). `cursor` comes from the previous page. */
  list: base
    .route({ method: 'GET', path: '/conversations', tags: ['conversations'] })
    .input(
      z.object({
        view: conversationViewSchema.default('open'),
        flowId: z.string().max(64).optional(),
        teamId: z.string().max(64).optional(),
        search: z.string().max(200).optional(),
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ rows: z.array(conversationRowSchema), nextCursor: z.string().nullable() })),
  /** How many conversations each view holds, up to 100 ("99+"). */
  counts: base
    .route({ method: 'GET', path: '/conversations/counts', tags: ['conversations'] })
    .output(z.record(conversationViewSchema, z.int())),
  get: base
    .route({ method: 'GET', path: '/conversations/{id}', tags: ['conversations'] })
    .input(id)
    .output(conversationDetailSchema),
  /** Entries after `after` (to catch up), or the newest before `before` (to scroll back), in order of `seq`. */
  messages: base
    .route({ method: 'GET', path: '/conversations/{id}/messages', tags: ['conversations'] })
    .input(
      id.extend({
        after: z.coerce.number().int().min(0).optional(),
        before: z.coerce.number().int().min(1).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ messages: z.array(transcriptEntrySchema), lastSeq: z.int() })),
  markRead: base
    .route({ method: 'POST', path: '/conversations/{id}/read', tags: ['conversations'] })
    .input(id.extend({ seq: z.int().min(0) }))
    .output(z.object({ ok: z.literal(true) })),

  takeOver: route('take-over').input(commandInput).output(conversationDetailSchema),
  accept: route('accept').input(commandInput).output(conversationDetailSchema),
  reject: route('reject').input(commandInput).output(conversationDetailSchema),
  /**
   * Also takes over when nobody has. `clientId` marks the message in the transcript. With a `fileId`, of an upload,
   * the text stands under the file, and may be empty.
   */
  reply: route('reply')
    .input(
      commandInput
        .extend({
          text: z.string().trim().max(4000).default(''),
          fileId: z.string().max(64).optional(),
          clientId: z.string().max(64),
        })
        .refine(({ text, fileId }) => text !== '' || fileId !== undefined, {
          path: ['text'],
          error: 'Write something',
        }),
    )
    .output(conversationDetailSchema),
  /** The templates that can be sent to this customer now; none on a channel without them. */
  templates: base
    .route({ method: 'GET', path: '/conversations/{id}/templates', tags: ['conversations'] })
    .errors({ BAD_REQUEST })
    .input(id)
    .output(z.array(messageTemplateSchema)),
  /** A reply by a template, which gets through when nothing else does. Every blank has its value. */
  sendTemplate: route('send-template')
    .errors({ BAD_REQUEST })
    .input(commandInput.extend({ clientId: z.string().max(64), template: templateUseSchema }))
    .output(conversationDetailSchema),
  /** Offers it to a colleague, who has two minutes to accept; its owner keeps it until then. */
  transfer: route('transfer')
    .errors({ NOT_REACHABLE })
    .input(commandInput.extend({ operatorId: z.string().max(64), note: transferNote }))
    .output(conversationDetailSchema),
  answerTransfer: route('answer-transfer')
    .input(commandInput.extend({ accept: z.boolean() }))
    .output(conversationDetailSchema),
  /** Gives it up to a team, or to everybody else: it rings for them. */
  transferToTeam: route('transfer-to-team')
    .errors({ NOBODY_THERE })
    .input(commandInput.extend({ teamId: z.string().max(64).nullable(), note: transferNote }))
    .output(conversationDetailSchema),
  handBack: route('hand-back').input(commandInput).output(conversationDetailSchema),
  resolve: route('resolve')
    .input(commandInput.extend({ note: z.string().max(2000).default('') }))
    .output(conversationDetailSchema),
  end: route('end').input(commandInput).output(conversationDetailSchema),
  reopen: route('reopen').input(commandInput).output(conversationDetailSchema),
  decide: route('decide')
    .input(
      commandInput.extend({
        submission: z.int().positive(),
        decision: z.enum(['approved', 'declined']),
        message: z.string().max(4000).default(''),
      }),
    )
    .output(conversationDetailSchema),
  archive: route('archive')
    .input(commandInput.extend({ archived: z.boolean() }))
    .output(conversationDetailSchema),
  /** Blocks the contact, which ends the conversation, or lets them write again. */
  block: route('block')
    .input(commandInput.extend({ blocked: z.boolean().default(true) }))
    .output(conversationDetailSchema),
  /** Sends again what failed or may not have arrived, at the request of a person. */
  resend: route('resend')
    .input(commandInput.extend({ seq: z.int().positive() }))
    .output(z.object({ ok: z.literal(true) })),
};
