import { AppError } from '../app-error.ts';
import type { VisitorIdentity } from '../channels/visitor-identity.ts';
import type { VisitorKey } from '../db/visitor.ts';
import type { Clock } from '../services.ts';
import type { VisitorTokens } from '../sockets/visitor-token.ts';

/** A visitor, and who they are, where their website has vouched for it. */
export interface KnownVisitor {
  readonly visitor: VisitorKey;
  readonly identity: VisitorIdentity | null;
}

interface Deps {
  readonly tokens: VisitorTokens;
  readonly clock: Clock;
}

/** Whose token a request carries; throws where there is none that is ours. */
export async function visitorOf({ tokens, clock }: Deps, authorization: string | undefined): Promise<KnownVisitor> {
  const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new AppError('UNAUTHORIZED', { message: 'The visitor’s token is missing.' });
  const known = await tokens.read(token, clock.now());
  if (!known) throw new AppError('INVALID_TOKEN');
  return known;
}
