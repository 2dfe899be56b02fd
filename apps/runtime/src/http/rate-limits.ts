import type { RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { errorBody } from './error-body.ts';

/** One household has a whole IPv6 network of this size. */
const IPV6_SUBNET = 64;

const common: Partial<Options> = {
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  // Where no proxy is configured the header is a client's invention, and ignored: nothing to warn about.
  validate: { xForwardedForHeader: false },
  handler: (_req, res) => {
    res.status(429).json(errorBody('TOO_MANY_REQUESTS'));
  },
};

/** `limit` requests a minute from one address. */
function perMinute(limit: number): RequestHandler {
  return rateLimit({ ...common, ipv6Subnet: IPV6_SUBNET, windowMs: 60_000, limit });
}

const account = z.object({ email: z.string().max(320) });

/** Wrong passwords for one account from one address: nobody mistypes theirs so often, and nobody else is locked out. */
function wrongPasswords(): RequestHandler {
  return rateLimit({
    ...common,
    windowMs: 15 * 60_000,
    limit: 10,
    skipSuccessfulRequests: true,
    keyGenerator(req) {
      const email = account.safeParse(req.body).data?.email.trim().toLowerCase() ?? '';
      return `${ipKeyGenerator(req.ip ?? '', IPV6_SUBNET)} ${email}`;
    },
  });
}

/**
 * Limits per client address, counted by each process. Generous, since a whole office or a phone network may
 * share one; guessing a token or filling the database is still far out of reach. All sign-ins of an address are counted in the database besides (auth.ts).
 */
export function rateLimits() {
  return {
    signIn: wrongPasswords(),
    /** Set-up and invitations: each try costs a password hash. */
    accounts: perMinute(30),
    /** Each may make a contact. */
    visitorSession: perMinute(300),
    visitorMessage: perMinute(1200),
    /** Staff and visitors behind one address; each may take 20 MB. */
    uploads: perMinute(120),
  };
}
