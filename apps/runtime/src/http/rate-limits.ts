import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { errorBody } from './error-body.ts';

/** `limit` requests a minute from one address; one IPv6 household (/64) counts as one. */
function perMinute(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    ipv6Subnet: 64,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_req, res) => {
      res.status(429).json(errorBody('TOO_MANY_REQUESTS'));
    },
  });
}

/**
 * Limits per client address, counted by each process. Generous, since a whole office or a phone network may
 * share one; guessing a token or filling the database is still far out of reach. Sign-in counts by itself (auth.ts).
 */
export function rateLimits() {
  return {
    /** Set-up and invitations: each try costs a password hash. */
    accounts: perMinute(30),
    /** Each may make a contact. */
    visitorSession: perMinute(300),
    visitorMessage: perMinute(1200),
  };
}
