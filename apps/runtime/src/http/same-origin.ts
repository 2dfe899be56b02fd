import type { Request, RequestHandler } from 'express';
import { errorBody } from './error-body.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that a page of another site asks for with our visitor's cookies. Browsers name the page's
 * origin on every such request; a request without one is from no browser and has no cookies to steal.
 */
export function sameOriginOnly(publicUrl: string | undefined): RequestHandler {
  return (req, res, next) => {
    if (reading.has(req.method) || isOwn(req, publicUrl)) return next();
    res.status(403).json(errorBody('FORBIDDEN', 'This request came from a page of another site, so it was refused.'));
  };
}

function isOwn(req: Request, publicUrl: string | undefined): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined) return req.headers['sec-fetch-site'] !== 'cross-site';
  // The scheme is not compared: behind a proxy that ends TLS, ours is http and the browser's https.
  return origin === publicUrl || (host !== undefined && URL.parse(origin)?.host === host.toLowerCase());
}
