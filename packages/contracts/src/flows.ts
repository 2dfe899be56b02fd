import { flowDocumentSchema } from '@baton/engine';
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, FLOW_HAS_ERRORS, FLOW_IN_USE, INVALID_FLOW } = apiErrors;

export const flowSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  updatedAt: z.string(),
  /** The number of the published version; null before the first. */
  publishedVersion: z.int().nullable(),
  publishedAt: z.string().nullable(),
  /** Whether the draft differs from the published version. */
  changed: z.boolean(),
  /** Conversations that are open on any version of it. */
  openConversations: z.int(),
  channels: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;

/** A flow as the builder edits it. `revision` counts saves of the draft: send it back with the next one. */
export const flowDraftSchema = flowSummarySchema.extend({ document: flowDocumentSchema, revision: z.int() });
export type FlowDraft = z.infer<typeof flowDraftSchema>;

export const flowVersionSchema = z.object({
  id: z.string(),
  number: z.int(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  openConversations: z.int(),
});
export type FlowVersion = z.infer<typeof flowVersionSchema>;

/** What this installation can do for a flow: switches that need more than it has say so. */
export const abilitiesSchema = z.object({
  sentiment: z.object({
    /** The languages whose mood it can judge, by their English names. */
    languages: z.array(z.string()),
  }),
});
export type Abilities = z.infer<typeof abilitiesSchema>;

const id = z.object({ id: z.string().max(64) });
const name = z.string().trim().min(1, 'Give it a name').max(100);
const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });

export const flowsContract = {
  abilities: base.route({ method: 'GET', path: '/flow-abilities', tags: ['flows'] }).output(abilitiesSchema),
  list: base.route({ method: 'GET', path: '/flows', tags: ['flows'] }).output(z.array(flowSummarySchema)),
  /** A new flow: empty (a Start and an End), or from a document, checked as an import. */
  create: base
    .errors({ INVALID_FLOW })
    .route({ method: 'POST', path: '/flows', tags: ['flows'] })
    .input(z.object({ name, document: z.unknown().optional() }))
    .output(flowDraftSchema),
  get: base
    .route({ method: 'GET', path: '/flows/{id}', tags: ['flows'] })
    .input(id)
    .output(flowDraftSchema),
  /** Saves the draft where `revision` is still the newest; else CONFLICT, and nothing is written. */
  save: base
    .errors({ CONFLICT, INVALID_FLOW })
    .route({ method: 'PUT', path: '/flows/{id}/draft', tags: ['flows'] })
    .input(id.extend({ revision: z.int(), document: z.unknown() }))
    .output(
      z.object({
        revision: z.int(),
        updatedAt: z.string(),
        /** Whether it differs from what is published. */
        changed: z.boolean(),
      }),
    ),
  rename: base
    .route({ method: 'PATCH', path: '/flows/{id}', tags: ['flows'] })
    .input(id.extend({ name }))
    .output(flowSummarySchema),
  duplicate: base
    .route({ method: 'POST', path: '/flows/{id}/duplicate', tags: ['flows'] })
    .input(id)
    .output(flowDraftSchema),
  /** Refused while a channel uses the flow. */
  remove: base
    .errors({ FLOW_IN_USE })
    .route({ method: 'DELETE', path: '/flows/{id}', tags: ['flows'] })
    .input(id)
    .output(z.object({ ok: z.literal(true) })),
  /** Makes the draft the version that new runs start on. Running conversations keep theirs. */
  publish: base
    .errors({ CONFLICT, FLOW_HAS_ERRORS })
    .route({ method: 'POST', path: '/flows/{id}/publish', tags: ['flows'] })
    .input(id.extend({ revision: z.int() }))
    .output(flowVersionSchema),
  versions: base
    .route({ method: 'GET', path: '/flows/{id}/versions', tags: ['flows'] })
    .input(id)
    .output(z.array(flowVersionSchema)),
  /** Puts an older version's document into the draft (as a new revision); publish it to go live. */
  restore: base
    .errors({ CONFLICT })
    .route({ method: 'POST', path: '/flows/{id}/restore', tags: ['flows'] })
    .input(id.extend({ versionId: z.string().max(64), revision: z.int() }))
    .output(flowDraftSchema),
};
