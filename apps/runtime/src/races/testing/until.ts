import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 15;
const PATIENCE_MS = 20_000;

/** Looks again and again until there is something to see; throws where nothing comes. */
export async function until<Seen>(
  what: string,
  look: () => Promise<Seen | undefined> | Seen | undefined,
): Promise<Seen> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > deadline) throw new Error(`It never came to this: ${what}`);
    await delay(LOOK_MS);
  }
}

/** Throws with `what` unless it holds. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
