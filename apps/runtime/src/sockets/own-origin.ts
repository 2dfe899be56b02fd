import type { IncomingHttpHeaders } from 'node:http';

/** Whether a socket was opened by a page of ours. No browser leaves the origin out; a program has no cookies to steal. */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  if (origin === undefined) return true;
  // The scheme is not compared: behind a proxy that ends TLS, ours is http and the browser's https.
  return origin === publicUrl || (host !== undefined && URL.parse(origin)?.host === host.toLowerCase());
}
