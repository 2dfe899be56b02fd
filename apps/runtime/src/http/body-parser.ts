import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { z } from 'zod';
import { errorBody } from './error-body.ts';

const json = express.json({ limit: '1mb', strict: false });

/** Takes JSON and nothing else: a form of another site can't make a request that is understood. */
export const jsonBody: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('application/json')) {
    res.status(415).json(errorBody('UNSUPPORTED_MEDIA_TYPE'));
    return;
  }
  json(req, res, next);
};

const parserError = z.object({ type: z.string(), status: z.int().min(400).max(499) });

/** Errors of reading a body, in the API's shape; anything else goes on. */
export const bodyErrors: ErrorRequestHandler = (error, _req, res, next) => {
  const parsed = parserError.safeParse(error);
  if (!parsed.success) return next(error);
  // What is left of a body that was refused is not read: the connection can't be used again.
  if (parsed.data.status === 413) {
    res.setHeader('connection', 'close').status(413).json(errorBody('PAYLOAD_TOO_LARGE'));
  } else if (parsed.data.type === 'entity.parse.failed') {
    res.status(400).json(errorBody('BAD_REQUEST', 'The request is not valid JSON.'));
  } else {
    res.status(400).json(errorBody('BAD_REQUEST', 'The body of the request could not be read.'));
  }
};
