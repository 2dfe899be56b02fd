import { OpenAPIHandler } from '@orpc/openapi/node';
import type { AnyRouter } from '@orpc/server';
import { ResponseHeadersPlugin } from '@orpc/server/plugins';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Auth } from '../accounts/auth.ts';
import type { createAuthenticate } from '../accounts/authenticate.ts';
import { AppError } from '../app-error.ts';
import type { ChannelSupervisor } from '../channels/channel-supervisor.ts';
import type { Database } from '../db/client.ts';
import type { Logger } from '../logging.ts';
import type { ApiContext } from './api-context.ts';
import { RETRY_AFTER_SECONDS, toApiError } from './api-error.ts';
import { authHandler } from './auth-handler.ts';
import { bodyErrors, jsonBody } from './body-parser.ts';
import { compress } from './compress.ts';
import { demoPage } from './demo/demo-page.ts';
import { errorBody } from './error-body.ts';
import { frontEnds } from './front-ends.ts';
import { healthRoutes, type Readiness } from './health.ts';
import { openApiDocument } from './openapi.ts';
import { rateLimits } from './rate-limits.ts';
import { logOf, requestLog } from './request-log.ts';
import { sameOriginOnly } from './same-origin.ts';
import { fromAnySite, securityHeaders } from './security-headers.ts';
import { webhookRoutes } from './webhooks.ts';

interface AppOptions {
  readonly publicUrl: string | undefined;
  readonly log: Logger;
  readonly readiness: Readiness;
  readonly database: Database;
  readonly auth: Auth;
  readonly authenticate: ReturnType<typeof createAuthenticate>;
  readonly channels: Pick<ChannelSupervisor, 'adapter' | 'providerTypes'>;
  /** Files up and down, which are no JSON. */
  readonly files: express.Router;
  /** The contract's routes, implemented. */
  readonly routes: AnyRouter;
}

/** Everything that is served over HTTP. The order is the meaning: each part sees only what those before it let through. */
export function createApp(options: AppOptions): Express {
  const { publicUrl, log } = options;
  const app = express();
  app.disable('x-powered-by');
  // A proxy in front is believed about the client's address only where an address in front of it is configured.
  app.set('trust proxy', publicUrl === undefined ? false : 'loopback, linklocal, uniquelocal');
  app.use(healthRoutes(options.readiness));
  app.use(requestLog(log));
  app.use(securityHeaders({ https: publicUrl?.startsWith('https:') ?? false }));
  app.use('/api', api(options));
  app.use(webhookRoutes(options));
  app.use('/demo', demoPage(options.database));
  app.use(frontEnds());
  app.use((_req, res) => {
    res.status(404).type('text').send('There is no such page. The inbox is at /inbox, the builder at /builder.');
  });
  app.use(faults(log));
  return app;
}

function api({ publicUrl, log, auth, authenticate, routes, files }: AppOptions): express.Router {
  const router = express.Router();
  const limits = rateLimits();
  const ownPagesOnly = sameOriginOnly(publicUrl);
  router.use((req, res, next) => (req.path.startsWith('/widget/') ? fromAnySite : ownPagesOnly)(req, res, next));
  router.use((req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    // No id or search holds one, and PostgreSQL takes none.
    if (/%00/.test(req.url)) throw new AppError('NOT_FOUND');
    next();
  });
  router.post(['/setup', '/join/:token'], limits.accounts);
  router.post('/widget/:channelId/session', limits.visitorSession);
  router.post('/widget/:action', limits.visitorMessage);
  router.post(['/files', '/widget/files'], limits.uploads);
  router.use(files);
  router.use(compress());
  router.get('/openapi.json', openApiDocument());
  router.use(jsonBody);
  router.post('/auth/sign-in/email', limits.signIn);
  router.use('/auth', authHandler(auth));
  router.use(contractRoutes(routes, log, authenticate));
  router.use((_req, res) => {
    res.status(404).json(errorBody('NOT_FOUND', 'The API has no such route. They are listed at /api/openapi.json.'));
  });
  router.use(bodyErrors);
  return router;
}

function contractRoutes(routes: AnyRouter, log: Logger, authenticate: AppOptions['authenticate']): RequestHandler {
  const handler = new OpenAPIHandler(routes, { plugins: [new ResponseHeadersPlugin()] });
  return async (req, res, next) => {
    const resHeaders = new Headers();
    const context: ApiContext = {
      headers: req.headers,
      host: req.get('host') ?? 'localhost',
      protocol: req.protocol,
      ip: req.ip ?? '',
      log: logOf(req, log),
      resHeaders,
      authenticate: () => authenticate(req.headers, resHeaders),
    };
    const { matched } = await handler.handle(req, res, { prefix: '/api', context });
    if (!matched) next();
  };
}

/** What no part above has answered: the database is away, or a fault of ours. Nothing of it is shown. */
function faults(log: Logger): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    const { error, fault } = toApiError(thrown);
    if (fault) logOf(req, log).error({ err: thrown }, 'A request failed');
    if (res.headersSent) return next(thrown);
    if (error.code === 'UNAVAILABLE') res.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
    res.status(error.status).json(errorBody(error.code, error.message));
  };
}
