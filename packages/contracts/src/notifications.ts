import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

/** What staff can be written to about: a request that nobody took, a submission that waits for a decision. */
export const mailKinds = ['missed', 'review'] as const;
export type MailKind = (typeof mailKinds)[number];

/** `now`: within two minutes. `daily`: once a day at eight, in the workspace's time zone. */
export const cadences = ['now', 'daily', 'off'] as const;
export const cadenceSchema = z.enum(cadences);
export type Cadence = z.infer<typeof cadenceSchema>;

/** What a member is written to about. */
export const notificationsSchema = z.object({
  /** Where to. */
  email: z.string(),
  /** Whether this installation can send e-mail at all. */
  available: z.boolean(),
  missed: cadenceSchema,
  review: cadenceSchema,
  /** Why the last e-mail could not be sent; null where it was. */
  problem: z.string().nullable(),
});
export type Notifications = z.infer<typeof notificationsSchema>;

const { UNAUTHORIZED } = apiErrors;
const base = oc.errors({ UNAUTHORIZED });

/** One's own: nobody decides what others are written to about. */
export const notificationsContract = {
  get: base.route({ method: 'GET', path: '/notifications', tags: ['account'] }).output(notificationsSchema),
  update: base
    .route({ method: 'PATCH', path: '/notifications', tags: ['account'] })
    .input(z.object({ missed: cadenceSchema.optional(), review: cadenceSchema.optional() }))
    .output(notificationsSchema),
  /** Sends an e-mail now; `problem` says why it could not be sent. */
  test: base
    .route({ method: 'POST', path: '/notifications/test', tags: ['account'] })
    .output(z.object({ problem: z.string().nullable() })),
};
