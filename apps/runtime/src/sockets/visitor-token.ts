import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { VisitorKey } from '../db/visitor.ts';

/** What makes a browser the same visitor in every tab and after every reload. */
export interface VisitorTokens {
  mint(visitor: VisitorKey, at: number): Promise<string>;
  /** Null for anything but a valid token of ours: wrong, changed, expired, or meant for something else. */
  verify(token: string, at: number): Promise<VisitorKey | null>;
}

const ISSUER = 'baton';
const AUDIENCE = 'baton:visitor';
/** Counted anew at each session: a visitor who comes back within a year stays the same. */
const LIFETIME_SECONDS = 365 * 24 * 60 * 60;
const algorithm = 'HS256';

const claimsSchema = z.object({
  sub: z.string().min(1).max(64),
  channelId: z.string().min(1),
  workspaceId: z.string().min(1),
});

export function createVisitorTokens(secret: string): VisitorTokens {
  // A key of its own: what signs visitors can't sign anything else.
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'baton visitor tokens', 32));
  return {
    mint({ workspaceId, channelId, address }, at) {
      const now = Math.floor(at / 1000);
      return new SignJWT({ workspaceId, channelId })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(address)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_SECONDS)
        .sign(key);
    },
    async verify(token, at) {
      const options = { algorithms: [algorithm], issuer: ISSUER, audience: AUDIENCE, currentDate: new Date(at) };
      const verified = await jwtVerify(token, key, { ...options, requiredClaims: ['exp', 'iat'] }).catch(() => null);
      const claims = claimsSchema.safeParse(verified?.payload);
      if (!claims.success) return null;
      const { sub, channelId, workspaceId } = claims.data;
      return { workspaceId, channelId, address: sub };
    },
  };
}
