import { inboundContentSchema } from '@baton/engine';
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { transcriptEntrySchema } from './conversations.ts';
import { apiErrors } from './errors.ts';

const {
  NOT_FOUND,
  INVALID_TOKEN,
  INVALID_IDENTITY,
  IDENTITY_REQUIRED,
  NO_PERSON,
  ASKED_OFTEN,
  UNAUTHORIZED,
  NO_PUBLISHED_FLOW,
  TOO_MANY_REQUESTS,
  NOT_POSSIBLE,
  ENDED,
} = apiErrors;

/** What the widget looks like and says: public. */
export const widgetConfigSchema = z.object({
  businessName: z.string(),
  greeting: z.string(),
  /** On the button, beside its icon; blank shows the icon alone. */
  launcherText: z.string(),
  accent: z.string(),
  corners: z.enum(['round', 'soft', 'square']),
  position: z.enum(['left', 'right']),
  scheme: z.enum(['auto', 'light', 'dark']),
  /** Of the chat's own words: the one that is set, or else the visitor's. */
  language: z.enum(['en', 'es', 'de', 'pt', 'ru']),
  /** What the button says, in that language; `{count}` is how many messages are new. */
  words: z.object({
    open: z.string(),
    close: z.string(),
    newMessage: z.string(),
    newMessages: z.string(),
    notLoaded: z.string(),
  }),
  /** Whether closing the panel ends the chat, after asking. */
  closingEnds: z.boolean(),
  /** Whether only customers whose website has signed who they are may write. */
  signedInOnly: z.boolean(),
  poweredBy: z.boolean(),
  /** Whether the headset button is shown from the beginning. */
  headset: z.boolean(),
  /** Null while people are at work; else their next window ("Mon 09:00–18:00"), and until when that is so. */
  closed: z.object({ next: z.string(), until: z.string() }).nullable(),
});
export type WidgetConfig = z.infer<typeof widgetConfigSchema>;

/** An entry as a visitor may see it: no lines for staff, no node ids, names of people only. */
export const visitorEntrySchema = transcriptEntrySchema.omit({ author: true }).extend({
  author: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('customer') }),
    z.object({ kind: z.literal('bot') }),
    z.object({ kind: z.literal('agent'), name: z.string() }),
    z.object({ kind: z.literal('system') }),
  ]),
});
export type VisitorEntry = z.infer<typeof visitorEntrySchema>;

/** Who answers, for the panel's header, and what the visitor may do. */
export const visitorStatusSchema = z.object({
  mode: z.enum(['none', 'bot', 'form', 'waiting', 'queued', 'lead', 'human', 'resolved', 'ended']),
  agentName: z.string().nullable(),
  position: z.int().nullable(),
  /** Whether a trigger has revealed the headset button. */
  headset: z.boolean(),
  /** The newest seq that staff or the bot have read; drives "Read". */
  readSeq: z.int(),
});
export type VisitorStatus = z.infer<typeof visitorStatusSchema>;

export const visitorSnapshotSchema = z.object({
  conversationId: z.string().nullable(),
  /** Of the conversation: it rises with every change, so that of two statuses the newer one is known. */
  version: z.int(),
  status: visitorStatusSchema,
  messages: z.array(visitorEntrySchema),
  lastSeq: z.int(),
});
export type VisitorSnapshot = z.infer<typeof visitorSnapshotSchema>;

/** Where a visitor is: told when they come, and when they have gone to another page of the website. */
const visitSchema = z.object({
  page: z.string().max(2000),
  title: z.string().max(300).default(''),
  referrer: z.string().max(2000).default(''),
  /** BCP 47, as the browser has it. */
  language: z.string().max(35).default(''),
  /** IANA. */
  timeZone: z.string().max(64).default(''),
});
export type Visit = z.infer<typeof visitSchema>;

const base = oc.errors({ NOT_FOUND, INVALID_TOKEN, UNAUTHORIZED, TOO_MANY_REQUESTS });
const action = (name: string) =>
  base
    .errors({ NOT_POSSIBLE, ENDED })
    .route({ method: 'POST', path: `/widget/${name}`, tags: ['widget'] })
    .input(z.object({ commandId: z.uuid() }))
    .output(visitorSnapshotSchema);

/** Everything but `config` and `session` needs the visitor's token as `Authorization: Bearer`. */
export const widgetContract = {
  config: base
    .route({ method: 'GET', path: '/widget/{channelId}/config', tags: ['widget'] })
    .input(z.object({ channelId: z.string().max(64) }))
    .output(widgetConfigSchema),
  /**
   * A new visitor, or the one whose token is sent along: the same person in every tab and after every reload.
   * `identity` is a JWT by which the website says which of its customers this is; the token counts no more then.
   */
  session: base
    .errors({ INVALID_IDENTITY, IDENTITY_REQUIRED })
    .route({ method: 'POST', path: '/widget/{channelId}/session', tags: ['widget'] })
    .input(
      z.object({
        channelId: z.string().max(64),
        token: z.string().max(4000).optional(),
        identity: z.string().max(4000).optional(),
        visit: visitSchema.optional(),
      }),
    )
    .output(z.object({ token: z.string(), snapshot: visitorSnapshotSchema })),
  /** The conversation from `after` on; the snapshot of a newer conversation when the one asked about has ended. */
  sync: base
    .route({ method: 'GET', path: '/widget/sync', tags: ['widget'] })
    .input(
      z.object({ conversationId: z.string().max(64).optional(), after: z.coerce.number().int().min(0).default(0) }),
    )
    .output(visitorSnapshotSchema),
  /** Opens the conversation: the flow greets before the visitor has written. Does nothing when one is open. */
  start: base
    .errors({ NOT_POSSIBLE, ENDED, NO_PUBLISHED_FLOW })
    .route({ method: 'POST', path: '/widget/start', tags: ['widget'] })
    .input(z.object({ commandId: z.uuid(), visit: visitSchema.optional() }))
    .output(visitorSnapshotSchema),
  /** A message, a picked choice or a form. `clientId` makes a repeat harmless. */
  send: base
    .errors({ NO_PUBLISHED_FLOW })
    .route({ method: 'POST', path: '/widget/messages', tags: ['widget'] })
    .input(z.object({ clientId: z.uuid(), content: inboundContentSchema, visit: visitSchema.optional() }))
    .output(visitorSnapshotSchema),
  /**
   * Where the visitor can load a file of their conversation for five minutes, below the server's address, without
   * their token: for pictures, players and downloads. Files themselves are sent to `POST /widget/files?name=`, as they
   * are, with the token; the answer is what a `file` content is made of.
   */
  fileLink: base
    .route({ method: 'GET', path: '/widget/files/{fileId}/link', tags: ['widget'] })
    .input(z.object({ fileId: z.string().max(64) }))
    .output(z.object({ path: z.string(), expiresAt: z.string() })),
  requestPerson: action('request-person').errors({ NO_PERSON, ASKED_OFTEN }),
  cancelWaiting: action('cancel-waiting'),
  endChat: action('end-chat'),
};
