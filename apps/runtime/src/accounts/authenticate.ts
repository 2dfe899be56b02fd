import type { IncomingHttpHeaders } from 'node:http';
import { roleSchema, type Session } from '@baton/contracts';
import { fromNodeHeaders } from 'better-auth/node';
import type { Database } from '../db/client.ts';
import type { Auth } from './auth.ts';

/**
 * Tells who a request or a socket is from; null when nobody is signed in. Asks the database each time: a role
 * that was taken away is gone with the next request. Cookies that a request should renew are added to `renewed`.
 */
export function createAuthenticate(auth: Auth, { prisma }: Database) {
  return async (headers: IncomingHttpHeaders, renewed?: Headers): Promise<Session | null> => {
    if (headers.cookie === undefined) return null;
    const answer = await auth.api.getSession({ headers: fromNodeHeaders(headers), returnHeaders: true });
    for (const cookie of answer.headers.getSetCookie()) renewed?.append('set-cookie', cookie);
    const user = answer.response?.user;
    if (user === undefined) return null;
    const member = await prisma.member.findFirst({
      where: { userId: user.id },
      orderBy: { createdAt: 'asc' },
      select: {
        role: true,
        canHandoff: true,
        workspace: { select: { id: true, name: true, handoffEnabled: true, handoffRoles: true } },
      },
    });
    if (member === null) return null;
    const role = roleSchema.parse(member.role);
    const { id, name, handoffEnabled, handoffRoles } = member.workspace;
    const canHandoff = member.canHandoff && handoffRoles.includes(role);
    const leads = role !== 'agent';
    return {
      user: { id: user.id, name: user.name, email: user.email },
      workspace: { id, name, handoffEnabled },
      role,
      canHandoff,
      supervisor: leads && canHandoff,
      canEdit: leads,
    };
  };
}
