import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logging.ts';

const loggers = new WeakMap<Request, Logger>();

/** The request's own logger: every line of it carries the request's id. */
export function logOf(req: Request, fallback: Logger): Logger {
  return loggers.get(req) ?? fallback;
}

/** Gives each request an id, answered as `X-Request-Id`, and logs how it ended. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    const logger = log.child({ request: id });
    loggers.set(req, logger);
    res.setHeader('x-request-id', id);
    const startedAt = performance.now();
    res.once('close', () => logEnd(logger, req, res, performance.now() - startedAt));
    next();
  };
}

function logEnd(log: Logger, req: Request, res: Response, duration: number): void {
  const line = { method: req.method, path: publicPath(req), status: res.statusCode, ms: Math.round(duration) };
  if (res.statusCode >= 500) log.warn(line, 'Request failed');
  else log.debug(line, 'Request');
}

/** Without what opens a door: the query string, and the token in the path of an invitation. */
function publicPath(req: Request): string {
  const [path = ''] = req.originalUrl.split('?');
  return path.replace(/\/join\/.+$/, '/join/…');
}
