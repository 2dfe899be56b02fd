import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Up to where an account was heard, kept beside its session: a link that is removed takes it along. */
export interface HeardUntil {
  /** From when on WhatsApp is to be asked what was said, in its seconds since 1970. */
  readonly since: number;
  /** Whether a message was heard, or sent, before. */
  knows(shortId: string): boolean;
  /** A message that can't be lost any more. Never rejects. */
  heard(shortId: string, at: number): Promise<void>;
  /** A message of Baton's own. Never rejects. */
  sent(shortId: string, at: number): Promise<void>;
}

/** A message may come later than one that WhatsApp got after it: what is so much older is asked for again. */
const SLACK_S = 300;

const fileSchema = z.object({
  /** What was said before is not for Baton: an account may have years of it, which nobody wants answered now. */
  linked: z.int(),
  until: z.int(),
  /** When each message was sent, by its short id, as far as it may be asked for again. */
  known: z.record(z.string(), z.int()),
});
type Kept = z.infer<typeof fileSchema>;

/** Reads what was kept in the account's folder; a link that has nothing is heard from `now` on, in seconds. */
export async function openHeardUntil(folder: string, now: number): Promise<HeardUntil> {
  const file = path.join(folder, 'heard-until.json');
  const kept = (await read(file)) ?? { linked: now, until: now, known: {} };
  const { linked } = kept;
  const known = new Map(Object.entries(kept.known));
  let { until } = kept;

  async function note(shortId: string, at: number): Promise<void> {
    known.set(shortId, at);
    for (const [id, each] of known) if (each < until - SLACK_S) known.delete(id);
    // The next one writes what this one could not.
    await write(file, { linked, until, known: Object.fromEntries(known) }).catch(() => undefined);
  }

  await write(file, kept).catch(() => undefined);
  return {
    get since() {
      return Math.max(linked, until - SLACK_S);
    },
    knows: (shortId) => known.has(shortId),
    heard(shortId, at) {
      until = Math.max(until, at);
      return note(shortId, at);
    },
    sent: note,
  };
}

async function read(file: string): Promise<Kept | null> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all: the machine may go down in the middle. */
async function write(file: string, kept: Kept): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(kept));
  await rename(`${file}.new`, file);
}
