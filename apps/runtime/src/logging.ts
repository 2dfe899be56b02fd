import { destination, type Logger, pino } from 'pino';
import type { Env } from './env.ts';

export type { Logger } from 'pino';

/**
 * The process's log: one JSON object a line on standard error; standard output is for the person who started
 * it. Nothing that opens a door is logged: no bodies, no cookies, no query strings.
 */
export function createLogger(env: Pick<Env, 'logLevel'>): Logger {
  // Written at once: the last lines before an exit are those one needs.
  return pino(
    { level: env.logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ dest: 2, sync: true }),
  );
}
