import { type FileFacts, fileFactsSchema, type MediaType } from '@baton/engine';
import type { Database } from './client.ts';

/** Which file; its id alone may be another workspace's. */
export interface FileKey {
  readonly workspaceId: string;
  readonly fileId: string;
}

export interface NewFileRow extends FileKey {
  readonly name: string;
  readonly mime: string;
  readonly media: MediaType;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly duration?: number | undefined;
  /** Whose it is to send: `uploaderOf`. */
  readonly uploadedBy: string;
  /** Kept with the workspace, for flows to send. */
  readonly shared: boolean;
}

/** A stored file, and who may send it where. */
export interface FileRow {
  readonly facts: FileFacts;
  readonly uploadedBy: string;
  readonly shared: boolean;
  readonly conversationId: string | null;
}

/** All pieces but the last have this size; changing it needs a migration of what is stored. */
const PIECE_BYTES = 256 * 1024;

export const ADD_PIECE = `
INSERT INTO "FileChunk" ("workspaceId", "fileId", number, bytes) SELECT $1, $2, $3, $4`;

export const READ_PIECE = `
SELECT substring(p.bytes FROM $4::int + 1 FOR $5::int) AS bytes FROM "FileChunk" p
WHERE p."workspaceId" = $1 AND p."fileId" = $2 AND p.number = $3`;

export const VISITOR_SEES = `
SELECT 1 FROM "Contact" co
  JOIN "Conversation" c ON c."workspaceId" = $1 AND c."contactId" = co.id
  JOIN "Message" m ON m."workspaceId" = $1 AND m."conversationId" = c.id
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
  AND m.content ->> 'kind' = 'file' AND m.content ->> 'fileId' = $4
  AND (m.author ->> 'kind' = 'customer' OR m.delivery IN ('queued', 'sent', 'delivered', 'read', 'uncertain'))
LIMIT 1`;

/** Notes a file whose bytes are about to come. */
export async function addFile({ prisma }: Database, { fileId, ...row }: NewFileRow): Promise<void> {
  await prisma.file.create({ data: { id: fileId, ...row } });
}

/** Stores bytes that came so far as pieces; the file is there once `finishFile` has said how many they are. */
export async function addBytes(
  { pool }: Database,
  { workspaceId, fileId }: FileKey,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  let size = 0;
  let number = 0;
  for await (const piece of inPieces(bytes)) {
    await pool.query({
      name: 'file-piece-add',
      text: ADD_PIECE,
      values: [workspaceId, fileId, number, piece],
    });
    size += piece.length;
    number += 1;
  }
  return size;
}

export async function finishFile({ prisma }: Database, { workspaceId, fileId }: FileKey, size: number): Promise<void> {
  await prisma.file.update({ where: { workspaceId_id: { workspaceId, id: fileId } }, data: { size } });
}

export async function removeFile({ prisma }: Database, { workspaceId, fileId }: FileKey): Promise<void> {
  await prisma.file.deleteMany({ where: { workspaceId, id: fileId } });
}

/** A file whose bytes are all there; null for any other. */
export async function readFile({ prisma }: Database, { workspaceId, fileId }: FileKey): Promise<FileRow | null> {
  const row = await prisma.file.findUnique({ where: { workspaceId_id: { workspaceId, id: fileId } } });
  if (!row || row.size === null) return null;
  const { id, uploadedBy, shared, conversationId, ...facts } = row;
  const known = Object.entries({ fileId: id, ...facts }).filter(([, value]) => value !== null);
  return { facts: fileFactsSchema.parse(Object.fromEntries(known)), uploadedBy, shared, conversationId };
}

/** Which of these files are there, whole, for flows to send. */
export async function storedForFlows(
  { prisma }: Database,
  workspaceId: string,
  fileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (fileIds.length === 0) return new Set();
  const where = { workspaceId, id: { in: [...fileIds] }, shared: true, size: { not: null } };
  const rows = await prisma.file.findMany({ where, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** The bytes from `start` to before `end`, a piece at a time. */
export async function* readBytes(
  { pool }: Database,
  { workspaceId, fileId }: FileKey,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    const number = Math.floor(at / PIECE_BYTES);
    const from = at - number * PIECE_BYTES;
    const length = Math.min(PIECE_BYTES - from, end - at);
    const { rows } = await pool.query<{ bytes: Buffer }>({
      name: 'file-piece-read',
      text: READ_PIECE,
      values: [workspaceId, fileId, number, from, length],
    });
    const bytes = rows[0]?.bytes;
    if (bytes?.length !== length) throw new Error('A part of the file is missing');
    yield bytes;
    at += length;
  }
}

/** Whether a message that the visitor can see holds the file. */
export async function mayVisitorSee(
  { pool }: Database,
  visitor: { readonly workspaceId: string; readonly channelId: string; readonly address: string },
  fileId: string,
): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'file-visitor-sees',
    text: VISITOR_SEES,
    values: [visitor.workspaceId, visitor.channelId, visitor.address, fileId],
  });
  return rows.length > 0;
}

/** Removes, in every workspace, what was uploaded before `before` and never sent; answers how many. */
export async function sweepFiles({ prisma }: Database, before: Date): Promise<number> {
  const unsent = { conversationId: null, shared: false, createdAt: { lt: before } };
  return (await prisma.file.deleteMany({ where: unsent })).count;
}

/** The same bytes in pieces of the one size that reading counts on. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    held.push(part);
    length += part.length;
    if (length < PIECE_BYTES) continue;
    const whole = Buffer.concat(held);
    const full = whole.length - (whole.length % PIECE_BYTES);
    for (let at = 0; at < full; at += PIECE_BYTES) yield whole.subarray(at, at + PIECE_BYTES);
    held = [whole.subarray(full)];
    length = whole.length - full;
  }
  if (length > 0) yield Buffer.concat(held);
}
