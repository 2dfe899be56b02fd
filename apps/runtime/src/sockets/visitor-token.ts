import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
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
/** Tokens whose signature is known to be good. */
const KNOWN = 10_000;

const claimsSchema = z.object({
  exp: z.number(),
  sub: z.string().min(1).max(64),
  channelId: z.string().min(1),
  workspaceId: z.string().min(1),
  identity: visitorIdentitySchema.optional(),
});

type Claims = z.infer<typeof claimsSchema>;

export function createVisitorTokens(secret: string): VisitorTokens {
  // A key of its own: what signs visitors can't sign anything else.
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'baton visitor tokens', 32));
  // A signature is computed on a thread that everything slow of the process waits for, too; a visitor who writes sends
  // the token that their socket came with.
  const known = new LRUCache<string, Claims>({ max: KNOWN });

  async function verifiedClaims(token: string, at: number): Promise<Claims | null> {
    const options = { algorithms: [algorithm], issuer: ISSUER, audience: AUDIENCE, currentDate: new Date(at) };
    const verified = await jwtVerify(token, key, { ...options, requiredClaims: ['exp', 'iat'] }).catch(() => null);
    const claims = claimsSchema.safeParse(verified?.payload).data;
    if (claims) known.set(token, claims);
    return claims ?? null;
  }

  async function read(token: string, at: number) {
    const claims = known.get(token) ?? (await verifiedClaims(token, at));
    if (!claims || claims.exp <= seconds(at)) return null;
    const { sub, channelId, workspaceId, identity } = claims;
    return { visitor: { workspaceId, channelId, address: sub }, identity: identity ?? null };
  }
  return {
    mint({ workspaceId, channelId, address }, at, identity) {
      const now = seconds(at);
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

/** Time as tokens count it. */
function seconds(at: number): number {
  return Math.floor(at / 1000);
}
