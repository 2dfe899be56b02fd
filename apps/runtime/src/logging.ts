import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Env } from './env.ts';
import { loggedError } from './logged-error.ts';

export type { Logger } from 'pino';

/**
 * The process's log: one JSON object a line on standard error; standard output is for the person who started
 * it. Nothing that opens a door is logged, and nothing that somebody said: no bodies, no cookies, no query strings.
 */
export function createLogger(
  env: Pick<Env, 'logLevel'>,
  // Written at once: the last lines before an exit are those one needs.
  to: DestinationStream = destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level: env.logLevel,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: loggedError },
    },
    to,
  );
}
