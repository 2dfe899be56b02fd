import { handoffTriggers, operatorSchema, requestStates } from '@baton/engine';
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

/** A customer who asks for a person should have one within this time, counted from the first alert. */
export const RESPONSE_TARGET_SECONDS = 30;

/** Pending: nobody has come yet. Resolved: over, whatever came of it. */
export const requestViewSchema = z.enum(['pending', 'active', 'resolved']);
export type RequestView = z.infer<typeof requestViewSchema>;

/** One request for a person, with its history. Times are ISO 8601. */
export const requestRowSchema = z.object({
  conversationId: z.string(),
  /** Counted from 1 in its conversation. */
  number: z.int(),
  contact: z.object({ id: z.string(), name: z.string() }),
  channel: z.object({ type: z.string(), name: z.string() }),
  trigger: z.enum(handoffTriggers),
  reason: z.string(),
  state: z.enum(requestStates),
  requestedAt: z.string(),
  /** When the first alert went out; null where nobody was alerted. */
  ringingAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  operator: operatorSchema.nullable(),
});
export type RequestRow = z.infer<typeof requestRowSchema>;

/** How soon people came, of what was asked for in the last days. Conversations that staff took by themselves don't count. */
export const responseTimesSchema = z.object({
  days: z.int(),
  targetSeconds: z.int(),
  answered: z.int(),
  withinTarget: z.int(),
  /** Half of the answered ones waited no longer; null where none was answered. */
  medianSeconds: z.number().nullable(),
  /** Rang, and nobody came: expired or rejected. */
  missed: z.int(),
});
export type ResponseTimes = z.infer<typeof responseTimesSchema>;

/** A customer waits, and this member is asked. */
export const ringingSchema = z.object({
  conversationId: z.string(),
  contact: z.string(),
  reason: z.string(),
  /** When it stops, ISO 8601. */
  expiresAt: z.string().nullable(),
});
export type Ringing = z.infer<typeof ringingSchema>;

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND } = apiErrors;
const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });

export const requestsContract = {
  /** Pending and active: the longest wait first. Resolved: the newest first. `cursor` comes from the previous page. */
  list: base
    .route({ method: 'GET', path: '/requests', tags: ['handoff'] })
    .input(
      z.object({
        view: requestViewSchema.default('pending'),
        cursor: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ rows: z.array(requestRowSchema), nextCursor: z.string().nullable() })),
  /** What rings for oneself now, for whoever may have missed `handoff.ringing`. */
  ringing: base.route({ method: 'GET', path: '/requests/ringing', tags: ['handoff'] }).output(z.array(ringingSchema)),
  responseTimes: base
    .route({ method: 'GET', path: '/requests/response-times', tags: ['handoff'] })
    .output(responseTimesSchema),
};
