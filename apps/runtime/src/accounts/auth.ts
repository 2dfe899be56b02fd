import { prismaAdapter } from 'better-auth/adapters/prisma';
import { betterAuth } from 'better-auth/minimal';
import type { Database } from '../db/client.ts';
import type { Logger } from '../logging.ts';

/** Set by our own HTTP layer, over whatever a client sends under this name. */
export const CLIENT_IP_HEADER = 'x-baton-client-ip';

const DAY = 24 * 60 * 60;

export interface AuthOptions {
  readonly database: Database;
  readonly secret: string;
  readonly publicUrl: string | undefined;
  readonly log: Logger;
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * Passwords and sessions. Accounts are made by set-up and by invitations only, never by signing up.
 * Where a request may come from is checked once for the whole API, in http/, so the library's own check is off.
 */
export function createAuth({ database, secret, publicUrl, log }: AuthOptions) {
  return betterAuth({
    appName: 'Baton',
    // Only cookies depend on it, and those are set below: no link or redirect is made from it.
    baseURL: publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    secret,
    telemetry: { enabled: false },
    database: prismaAdapter(database.prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { expiresIn: 14 * DAY, updateAge: DAY },
    // Counted in the database, so that several processes count together. Generous: an office shares an address.
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 30 },
        '/change-password': { window: 60, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: 'baton',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    logger: {
      level: 'warn',
      log: (level, message, ...details) =>
        log[level === 'error' ? 'error' : 'warn']({ details }, `better-auth: ${message}`),
    },
  });
}
