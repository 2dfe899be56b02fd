import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND, INVALID_TOKEN, ALREADY_SET_UP, EMAIL_TAKEN, TOO_MANY_REQUESTS } = apiErrors;

export const roles = ['owner', 'admin', 'agent'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Passwords: at least ten characters, and no more than a hash function takes. */
export const passwordSchema = z.string().min(10, 'Use at least 10 characters').max(128, 'Use at most 128 characters');

/** Who is signed in, where, and what they may do. */
export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  workspace: z.object({
    id: z.string(),
    name: z.string(),
    /** Whether customers can reach a person at all. */
    handoffEnabled: z.boolean(),
  }),
  role: roleSchema,
  /** May take over and answer conversations. */
  canHandoff: z.boolean(),
  /** Owner or admin with the Handoff permission: may take a conversation from somebody. */
  supervisor: z.boolean(),
  /** May edit and publish flows and change settings. */
  canEdit: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const memberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  canHandoff: z.boolean(),
  online: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  expiresAt: z.string(),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const accountContract = {
  session: oc
    .errors({ UNAUTHORIZED })
    .route({ method: 'GET', path: '/session', tags: ['account'] })
    .output(sessionSchema),
  setup: {
    status: oc.route({ method: 'GET', path: '/setup', tags: ['account'] }).output(z.object({ needed: z.boolean() })),
    complete: oc
      .errors({ INVALID_TOKEN, ALREADY_SET_UP, TOO_MANY_REQUESTS })
      .route({ method: 'POST', path: '/setup', tags: ['account'] })
      .input(
        z.object({
          token: z.string().min(1).max(200),
          name: z.string().trim().min(1).max(100),
          email: z.email(),
          password: passwordSchema,
          workspaceName: z.string().trim().min(1).max(100),
        }),
      )
      .output(z.object({ ok: z.literal(true) })),
  },
  members: {
    list: oc
      .errors({ UNAUTHORIZED })
      .route({ method: 'GET', path: '/members', tags: ['account'] })
      .output(z.object({ members: z.array(memberSchema), invitations: z.array(invitationSchema) })),
    /** Makes a single-use link, shown once: the inviter passes it on. */
    invite: oc
      .errors({ UNAUTHORIZED, FORBIDDEN, EMAIL_TAKEN })
      .route({ method: 'POST', path: '/invitations', tags: ['account'] })
      .input(z.object({ email: z.email(), role: roleSchema.exclude(['owner']) }))
      .output(z.object({ invitation: invitationSchema, url: z.string() })),
    revoke: oc
      .errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND })
      .route({ method: 'DELETE', path: '/invitations/{id}', tags: ['account'] })
      .input(z.object({ id: z.string() }))
      .output(z.object({ ok: z.literal(true) })),
    update: oc
      .errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND })
      .route({ method: 'PATCH', path: '/members/{userId}', tags: ['account'] })
      .input(z.object({ userId: z.string(), role: roleSchema.optional(), canHandoff: z.boolean().optional() }))
      .output(memberSchema),
    remove: oc
      .errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND })
      .route({ method: 'DELETE', path: '/members/{userId}', tags: ['account'] })
      .input(z.object({ userId: z.string() }))
      .output(z.object({ ok: z.literal(true) })),
  },
  /** What the invited person sees, and how they join. Signing in after that goes through /api/auth. */
  invitation: {
    get: oc
      .errors({ INVALID_TOKEN })
      .route({ method: 'GET', path: '/join/{token}', tags: ['account'] })
      .input(z.object({ token: z.string().max(200) }))
      .output(z.object({ email: z.string(), workspaceName: z.string(), invitedBy: z.string() })),
    accept: oc
      .errors({ INVALID_TOKEN, EMAIL_TAKEN, TOO_MANY_REQUESTS })
      .route({ method: 'POST', path: '/join/{token}', tags: ['account'] })
      .input(
        z.object({ token: z.string().max(200), name: z.string().trim().min(1).max(100), password: passwordSchema }),
      )
      .output(z.object({ ok: z.literal(true) })),
  },
};
