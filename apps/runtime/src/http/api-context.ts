import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from '@baton/contracts';
import type { Logger } from '../logging.ts';

/** What a route handler knows about the request besides its input. */
export interface ApiContext {
  readonly headers: IncomingHttpHeaders;
  /** As the client asked for it, port included. */
  readonly host: string;
  readonly protocol: string;
  readonly ip: string;
  /** Carries the request's id. */
  readonly log: Logger;
  /** Sent with the answer: cookies, Retry-After. */
  readonly resHeaders: Headers;
  /** Who is signed in, by the cookie, checked against the database now. */
  authenticate(): Promise<Session | null>;
}
