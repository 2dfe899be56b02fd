import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

const { UNAUTHORIZED, FORBIDDEN, NOT_FOUND } = apiErrors;

/** How a channel's connection to an account at its provider is. */
export const channelConnectionSchema = z.object({
  state: z.enum(['connecting', 'pairing', 'connected', 'disconnected']),
  /** What is wrong, as a sentence; null while nothing is. */
  error: z.string().nullable(),
  /** Whose account it is; null before it was connected. */
  account: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
  /** Since when it is so, ISO 8601; null before it was connected. */
  since: z.string().nullable(),
  /** Which of the type's ways it is connected by; null while it is not. */
  way: z.string().nullable(),
  /** What its owner pastes at the provider, for owners and admins; null where nothing is, or this server has no public address. */
  webhook: z.object({ url: z.string(), verifyToken: z.string() }).nullable(),
  /** What to scan, or to type, in the account's app: for owners and admins, while it waits for that. */
  pairing: z.object({ qr: z.string().nullable(), code: z.string().nullable() }).nullable(),
});
export type ChannelConnection = z.infer<typeof channelConnectionSchema>;

/** A channel as staff see it. `settings` is checked by the channel type's own schema; secrets never come back. */
export const channelSchema = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  /** Null where no flow answers: an AI does, where the workspace wants that, and else people are asked. */
  flowId: z.string().nullable(),
  settings: z.record(z.string(), z.json()),
  /** Null for types without an account at a provider. */
  connection: channelConnectionSchema.nullable(),
});
export type Channel = z.infer<typeof channelSchema>;

/** `key` is the text to sign with (HS256), `audience` goes into the JWT's `aud`. */
const identityKeySchema = z.object({ key: z.string(), audience: z.string() });
export type IdentityKey = z.infer<typeof identityKeySchema>;

const base = oc.errors({ UNAUTHORIZED, FORBIDDEN, NOT_FOUND });
const settings = z.record(z.string(), z.json());
const secrets = z.record(z.string().max(64), z.string().max(1000));
/** Which of the type's ways; the usual one when left out. */
const way = z.string().max(64).optional();
const channelId = z.object({ id: z.string().max(64) });
const connection = (name: string) => base.route({ method: 'POST', path: `/channels/{id}/${name}`, tags: ['channels'] });

export const channelsContract = {
  list: base.route({ method: 'GET', path: '/channels', tags: ['channels'] }).output(z.array(channelSchema)),
  create: base
    .route({ method: 'POST', path: '/channels', tags: ['channels'] })
    .input(
      z.object({
        type: z.string().max(64),
        name: z.string().trim().min(1).max(100),
        flowId: z.string().max(64).nullable(),
        settings: settings.optional(),
        way,
        secrets: secrets.optional(),
      }),
    )
    .output(channelSchema),
  update: base
    .route({ method: 'PATCH', path: '/channels/{id}', tags: ['channels'] })
    .input(
      z.object({
        id: z.string().max(64),
        name: z.string().trim().min(1).max(100).optional(),
        flowId: z.string().max(64).nullable().optional(),
        settings: settings.optional(),
      }),
    )
    .output(channelSchema),
  /** The key that signs who a visitor of the website is; for channels of type `widget`. */
  identityKey: base
    .route({ method: 'GET', path: '/channels/{id}/identity-key', tags: ['channels'] })
    .input(channelId)
    .output(identityKeySchema),
  /** Makes a new key: what the one before has signed is refused from now on. */
  renewIdentityKey: base
    .route({ method: 'POST', path: '/channels/{id}/identity-key', tags: ['channels'] })
    .input(channelId)
    .output(identityKeySchema),
  /** Connects an account, in place of the one before: its secrets are tried at the provider, and stored encrypted. */
  connect: connection('connect').input(channelId.extend({ way, secrets })).output(channelSchema),
  /** Makes the connection anew, with the secrets that are stored. */
  reconnect: connection('reconnect').input(channelId).output(channelSchema),
  /** Forgets the secrets: nothing is received or sent any more. Conversations stay. */
  disconnect: connection('disconnect').input(channelId).output(channelSchema),
};
