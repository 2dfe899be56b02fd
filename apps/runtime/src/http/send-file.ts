import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { OpenFile } from '../files/create-files.ts';

/**
 * Answers with a file, or the part of it that was asked for (players seek). It is always sent to be saved: pages of
 * ours show it in an `<img>` or a player, and opened by itself it runs nothing.
 */
export async function sendFile(req: Request, res: Response, file: OpenFile): Promise<void> {
  const { name, mime, size } = file.facts;
  res.attachment(name);
  res.setHeader('content-type', mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime);
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.setHeader('x-content-type-options', 'nosniff');
  // The bytes under an id never change; who may see them may.
  res.setHeader('cache-control', 'private, max-age=300');
  res.setHeader('accept-ranges', 'bytes');
  const part = partOf(req, size);
  if (part === null) {
    res.setHeader('content-range', `bytes */${size}`);
    res.status(416).end();
    return;
  }
  const { start, end } = part;
  res.setHeader('content-length', end - start);
  if (end - start < size) res.status(206).setHeader('content-range', `bytes ${start}-${end - 1}/${size}`);
  if (req.method === 'HEAD') return void res.end();
  try {
    await pipeline(Readable.from(file.bytes(start, end)), res);
  } catch (error) {
    // Whoever asked has gone: nobody to tell.
    if (!req.socket.destroyed) throw error;
  }
}

/** From `start` to before `end`; null for a part that does not exist. Several parts at once are answered with all. */
function partOf(req: Request, size: number): { start: number; end: number } | null {
  const asked = req.range(size, { combine: true });
  if (asked === -1) return null;
  if (asked === undefined || asked === -2 || asked.type !== 'bytes') return { start: 0, end: size };
  const [part] = asked;
  return part && asked.length === 1 ? { start: part.start, end: part.end + 1 } : { start: 0, end: size };
}
