import { type RequestHandler, Router } from 'express';
import { RETRY_AFTER_SECONDS } from './api-error.ts';

export interface Readiness {
  /** Resolves when requests can be served; rejects with the reason why not. */
  check(): Promise<void>;
}

/** `/healthz`: the process runs. `/readyz`: it can do its work, so a load balancer may send it requests. */
export function healthRoutes(readiness: Readiness): RequestHandler {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    try {
      await readiness.check();
      res.json({ status: 'ready' });
    } catch (error) {
      const reason = error instanceof NotReady ? error.message : 'The database does not answer.';
      res.status(503).setHeader('retry-after', String(RETRY_AFTER_SECONDS)).json({ status: 'unavailable', reason });
    }
  });
  return router;
}

/** A reason that may be shown to anybody. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}
