import { createHash, hkdfSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';

/** Who a visitor is, as the website that they are signed in to has signed it. */
export const visitorIdentitySchema = z.object({
  /** The website's own id of this customer. */
  id: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(200).optional(),
  email: z.string().trim().min(1).max(320).optional(),
  phone: z.string().trim().min(1).max(64).optional(),
});
export type VisitorIdentity = z.infer<typeof visitorIdentitySchema>;

/** The channel whose key it is; a raised version makes another key. */
export interface IdentityChannel {
  readonly workspaceId: string;
  readonly id: string;
  readonly identityVersion: number;
}

export interface VisitorIdentities {
  /** The key of a channel, as text: what the website signs its JWTs with, HS256. */
  keyOf(channel: IdentityChannel): string;
  /** Null for anything but a valid, fresh JWT for this channel: wrong, expired, unsigned, or meant for another. */
  verify(jwt: string, channel: IdentityChannel, at: number): Promise<VisitorIdentity | null>;
}

/** A signed identity is made for a page view: an old one may have been copied from somewhere. */
const OLDEST = '24h';
/** Clocks of two servers are never quite the same. */
const TOLERANCE_SECONDS = 60;
const algorithm = 'HS256';

const claimsSchema = visitorIdentitySchema.omit({ id: true }).extend({ sub: visitorIdentitySchema.shape.id });

/** Keys follow from the runtime's secret: nothing is stored, and every process has the same. */
export function createVisitorIdentities(secret: string): VisitorIdentities {
  const keyOf = ({ workspaceId, id, identityVersion }: IdentityChannel) => {
    const purpose = `baton visitor identity ${workspaceId} ${id} ${identityVersion}`;
    return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)).toString('base64url');
  };
  return {
    keyOf,
    async verify(jwt, channel, at) {
      const verified = await jwtVerify(jwt, new TextEncoder().encode(keyOf(channel)), {
        algorithms: [algorithm],
        audience: channel.id,
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
        maxTokenAge: OLDEST,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(at),
      }).catch(() => null);
      const claims = claimsSchema.safeParse(verified?.payload);
      if (!claims.success) return null;
      const { sub, ...rest } = claims.data;
      return { id: sub, ...rest };
    },
  };
}

/** The contact's address of a verified customer: no visitor without a name can ever have it. */
export function addressOf(identity: VisitorIdentity): string {
  return `user:${createHash('sha256').update(identity.id).digest('base64url')}`;
}
