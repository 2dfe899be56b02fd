import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND } = apiErrors;

/** A channel as staff see it. `settings` is checked by the channel type's own schema; secrets never come back. */
export const channelSchema = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  flowId: z.string().nullable(),
  settings: z.record(z.string(), z.json()),
});
export type Channel = z.infer<typeof channelSchema>;

const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });
const settings = z.record(z.string(), z.json());

export const channelsContract = {
  list: base.route({ method: 'GET', path: '/channels', tags: ['channels'] }).output(z.array(channelSchema)),
  create: base
    .route({ method: 'POST', path: '/channels', tags: ['channels'] })
    .input(z.object({ type: z.string().max(64), name: z.string().trim().min(1).max(100), flowId: z.string().max(64), settings: settings.optional() }))
    .output(channelSchema),
  update: base
    .route({ method: 'PATCH', path: '/channels/{id}', tags: ['channels'] })
    .input(
      z.object({
        id: z.string().max(64),
        name: z.string().trim().min(1).max(100).optional(),
        flowId: z.string().max(64).optional(),
        settings: settings.optional(),
      }),
    )
    .output(channelSchema),
};
