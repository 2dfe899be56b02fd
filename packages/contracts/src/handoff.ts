import { handoffOverridesSchema, handoffSettingsSchema as policySchema } from '@baton/engine';
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { roleSchema } from './account.ts';
import { apiErrors } from './errors.ts';

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND, NAME_TAKEN } = apiErrors;

/** Whom a request for a person asks: everybody, or one after another by whose turn it is or who has the least to do. */
export const routings = ['claim', 'round_robin', 'least_busy'] as const;
export const routingSchema = z.enum(routings);
export type Routing = z.infer<typeof routingSchema>;

/** What an operator says about themselves. Busy and away get no new requests; away also tells their customers so. */
export const availabilities = ['available', 'busy', 'away'] as const;
export const availabilitySchema = z.enum(availabilities);
export type Availability = z.infer<typeof availabilitySchema>;

/** Somebody who answers customers, and whether routing would ask them now. */
export const operatorStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Has the Handoff permission, by their own switch and by their role's. */
  canHandoff: z.boolean(),
  /** Whether an alert would reach them now. */
  reachable: z.boolean(),
  availability: availabilitySchema,
  /** How many conversations at once routing may give them; null for any number. */
  capacity: z.int().nullable(),
  /** How many they have, with the one they are being asked for. */
  conversations: z.int(),
  teamIds: z.array(z.string()),
});
export type OperatorStatus = z.infer<typeof operatorStatusSchema>;

export const teamSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null for the workspace's own. */
  routing: routingSchema.nullable(),
  operatorIds: z.array(z.string()),
  /** Hours, timeouts and fallback of its own; null leaves one to the flow that asks, and then to the workspace. */
  handoff: handoffOverridesSchema,
});
export type Team = z.infer<typeof teamSchema>;

export const handoffSettingsSchema = z.object({
  /** Whether customers can reach a person at all. */
  enabled: z.boolean(),
  /** Roles whose members may answer customers, where their own permission says so too. */
  roles: z.array(roleSchema),
  routing: routingSchema,
  // Working hours, timeouts and fallback, for flows and teams that say nothing else.
  ...policySchema.shape,
});
export type HandoffSettings = z.infer<typeof handoffSettingsSchema>;

const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });
const teamName = z.string().trim().min(1, 'Give the team a name').max(80);
const operatorIds = z.array(z.string().max(64)).max(500);

export const teamsContract = {
  list: base.route({ method: 'GET', path: '/teams', tags: ['handoff'] }).output(z.array(teamSchema)),
  create: base
    .errors({ NAME_TAKEN })
    .route({ method: 'POST', path: '/teams', tags: ['handoff'] })
    .input(
      z.object({
        name: teamName,
        routing: routingSchema.nullable().default(null),
        operatorIds,
        handoff: handoffOverridesSchema.optional(),
      }),
    )
    .output(teamSchema),
  /** Changes what is given; `operatorIds` is the whole team, and `handoff` all that it says of its own. */
  update: base
    .errors({ NAME_TAKEN })
    .route({ method: 'PATCH', path: '/teams/{id}', tags: ['handoff'] })
    .input(
      z.object({
        id: z.string().max(64),
        name: teamName.optional(),
        routing: routingSchema.nullable().optional(),
        operatorIds: operatorIds.optional(),
        handoff: handoffOverridesSchema.optional(),
      }),
    )
    .output(teamSchema),
  /** Requests that a flow sends to it go to everybody from then on; the builder says so. */
  remove: base
    .route({ method: 'DELETE', path: '/teams/{id}', tags: ['handoff'] })
    .input(z.object({ id: z.string().max(64) }))
    .output(z.object({ ok: z.literal(true) })),
};

export const operatorsContract = {
  list: base.route({ method: 'GET', path: '/operators', tags: ['handoff'] }).output(z.array(operatorStatusSchema)),
  /** One's own: customers of somebody who is away read the flow's away reply. */
  setAvailability: base
    .route({ method: 'PUT', path: '/availability', tags: ['handoff'] })
    .input(z.object({ availability: availabilitySchema }))
    .output(z.object({ ok: z.literal(true) })),
  setCapacity: base
    .route({ method: 'PUT', path: '/operators/{operatorId}/capacity', tags: ['handoff'] })
    .input(z.object({ operatorId: z.string().max(64), capacity: z.int().min(1).max(500).nullable() }))
    .output(z.object({ ok: z.literal(true) })),
};

export const handoffSettingsContract = {
  get: base.route({ method: 'GET', path: '/handoff', tags: ['handoff'] }).output(handoffSettingsSchema),
  update: base
    .route({ method: 'PATCH', path: '/handoff', tags: ['handoff'] })
    .input(handoffSettingsSchema.partial())
    .output(handoffSettingsSchema),
};
