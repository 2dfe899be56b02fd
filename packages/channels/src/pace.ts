import { pause } from './pause.ts';

/** What a sender may do at once, and how much comes back each second. */
interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** How fast a provider lets one account send: in one chat, and in all of them together. */
export interface PaceLimits {
  readonly inChat: Allowance;
  readonly inAll: Allowance;
}

/** Chats that have been silent long enough for a full burst are forgotten when there are this many. */
const CHATS = 1_000;

/** Makes a sender wait for its turn; it keeps the pace of one account in this process. */
export interface Pace {
  turn(chat: string): Promise<void>;
}

/** Keeps a pace until the signal ends every wait. */
export function createPace({ inChat, inAll }: PaceLimits, signal: AbortSignal, now: () => number = Date.now): Pace {
  const all = createBucket(inAll);
  const chats = new Map<string, ReturnType<typeof createBucket>>();

  function bucketOf(chat: string) {
    if (chats.size >= CHATS) for (const [key, each] of chats) if (each.isFull(now())) chats.delete(key);
    const bucket = chats.get(chat) ?? createBucket(inChat);
    chats.set(chat, bucket);
    return bucket;
  }

  return {
    async turn(chat) {
      const at = now();
      const waitMs = Math.max(bucketOf(chat).take(at), all.take(at));
      if (waitMs > 0) await pause(waitMs, signal);
    },
  };
}

/** Counts in the moment at which the bucket will be full: each take moves it further off. */
function createBucket({ burst, perSecond }: Allowance) {
  const stepMs = 1000 / perSecond;
  let fullAt = 0;
  return {
    /** Takes one, and answers how many milliseconds to wait for it. */
    take(now: number): number {
      fullAt = Math.max(fullAt, now) + stepMs;
      return Math.max(0, Math.round(fullAt - now - burst * stepMs));
    },
    isFull: (now: number) => fullAt <= now,
  };
}
