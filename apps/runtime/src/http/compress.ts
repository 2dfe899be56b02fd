import compression from 'compression';
import type { RequestHandler } from 'express';

/**
 * Compresses what is read: files, lists and documents. Answers to commands are small, and many. Guessing a secret from sizes needs answers that hold it beside words of the
 * attacker, asked for again and again with the victim's credentials: other sites can't ask in their name here
 * (`sameOriginOnly`; visitors' tokens are in a header), and sessions are in no body.
 */
export function compress(): RequestHandler {
  return compression({
    // A stream of events would wait in the compressor until it has enough of them.
    filter: (req, res) =>
      req.method === 'GET' && !isEventStream(res.getHeader('content-type')) && compression.filter(req, res),
  });
}

function isEventStream(type: unknown): boolean {
  return typeof type === 'string' && type.startsWith('text/event-stream');
}
