import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { type VisitorIdentity, visitorIdentitySchema } from '../channels/visitor-identity.ts';
import type { VisitorKey } from '../db/visitor.ts';

/** What makes a browser the same visitor in every tab and after every reload. */
export interface VisitorTokens {
  /** With `identity`, a token of a customer whom the website has vouched for: it lasts a day, and is vouched for anew. */
  mint(visitor: VisitorKey, at: number, identity?: VisitorIdentity): Promise<string>;
  /** Null for anything but a valid token of ours: wrong, changed, expired, or meant for something else. */
  verify(token: string, at: number): Promise<VisitorKey | null>;
  /** As `verify`, with who the visitor is, where somebody has vouched for it. */
  read(token: string, at: number): Promise<{ visitor: VisitorKey; identity: VisitorIdentity | null } | null>;
}

const ISSUER = 'baton';
const AUDIENCE = 'baton:visitor';
/** Counted anew at each session: a visitor who comes back within a year stays the same. */
const LIFETIME_SECONDS = 365 * 24 * 60 * 60;
const VERIFIED_LIFETIME_SECONDS = 24 * 60 * 60;
const algorithm = 'HS256';

const claimsSchema = z.object({
  sub: z.string().min(1).max(64),
  channelId: z.string().min(1),
  workspaceId: z.string().min(1),
  identity: visitorIdentitySchema.optional(),
});

export function createVisitorTokens(secret: string): VisitorTokens {
  // A key of its own: what signs visitors can't sign anything else.
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'baton visitor tokens', 32));
  async function read(token: string, at: number) {
    const options = { algorithms: [algorithm], issuer: ISSUER, audience: AUDIENCE, currentDate: new Date(at) };
    const verified = await jwtVerify(token, key, { ...options, requiredClaims: ['exp', 'iat'] }).catch(() => null);
    const claims = claimsSchema.safeParse(verified?.payload);
    if (!claims.success) return null;
    const { sub, channelId, workspaceId, identity } = claims.data;
    return { visitor: { workspaceId, channelId, address: sub }, identity: identity ?? null };
  }
  return {
    mint({ workspaceId, channelId, address }, at, identity) {
      const now = Math.floor(at / 1000);
      return new SignJWT({ workspaceId, channelId, ...(identity && { identity }) })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(address)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + (identity ? VERIFIED_LIFETIME_SECONDS : LIFETIME_SECONDS))
        .sign(key);
    },
    verify: async (token, at) => (await read(token, at))?.visitor ?? null,
    read,
  };
}
