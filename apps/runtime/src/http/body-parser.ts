import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { errorBody } from './error-body.ts';

/** Deeper than any document of ours; what is deeper still would end in a stack overflow somewhere. */
const MAX_DEPTH = 100;

/** Takes JSON and nothing else: a form of another site can't make a request that is understood. */
export const jsonBody: RequestHandler[] = [
  (req, _res, next) => {
    const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
    if (hasBody && !req.is('application/json')) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
    next();
  },
  express.json({ limit: '1mb', strict: false }),
  (req, _res, next) => {
    req.body = storable(req.body, 0);
    next();
  },
];

/** The JSON of a body that was read as it came; undefined for what is none. */
export function storableBody(bytes: Buffer): unknown {
  try {
    return storable(JSON.parse(bytes.toString('utf8')), 0);
  } catch (error) {
    if (error instanceof AppError) throw error;
    return undefined;
  }
}

/**
 * The same value with texts that PostgreSQL can store: it takes neither NUL nor half a surrogate pair, which a
 * text field makes by itself when it cuts an emoji in two.
 */
function storable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) throw new AppError('BAD_REQUEST', { message: 'The request is nested too deeply.' });
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  const entries = Object.entries(value).map(([name, member]) => [storable(name, depth), storable(member, depth + 1)]);
  return Object.fromEntries(entries);
}

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
