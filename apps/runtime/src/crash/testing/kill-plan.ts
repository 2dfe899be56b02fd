import { type FaultPointName, faultPoints } from '../../effects/fault-point.ts';
import { createRandom, type Random } from './random.ts';

/** How one life of the server ends. */
export type Kill =
  /** By itself, at the n-th passing of a fault point. */
  | { readonly how: 'point'; readonly point: FaultPointName; readonly passing: number }
  /** From outside, a moment after the n-th request of a client began. */
  | { readonly how: 'outside'; readonly request: number; readonly afterMs: number; readonly database: boolean }
  /** Only its database is killed, and the server must get over it; then the server is. */
  | { readonly how: 'database'; readonly request: number; readonly afterMs: number }
  /** From outside, while the provider takes the n-th message: it has arrived, or it has not, and nobody was told. */
  | { readonly how: 'sending'; readonly call: number; readonly arrives: boolean };

/** The product as it is; on a channel that shows twice what is sent twice; several processes on such a channel. */
export type World = 'widget' | 'provider' | 'cluster';

/** How often the runtime is killed alone, and how often with its database. */
export interface KillCounts {
  readonly alone: number;
  readonly withDatabase: number;
}

/** How often a point is passed in one story, roughly: a kill should fall anywhere in it. */
const passings: Record<FaultPointName, number> = {
  'before-write': 18,
  'after-write': 18,
  // Passed by every look at the outbox, also one that finds nothing.
  'after-claim': 30,
  'before-send': 18,
  'after-send': 18,
  'after-settle': 18,
  'before-timer': 1,
};
const REQUESTS = 25;
const CALLS = 15;

/** The same kills for the same seed: every fault point comes before any of them comes again. */
export function planKills(seed: number, { alone, withDatabase }: KillCounts, world: World): Kill[] {
  const random = createRandom(seed);
  const kills: Kill[] = [];
  while (kills.length < alone) kills.push(...random.shuffled(round(random, world)));
  kills.length = alone;
  for (let count = 0; count < withDatabase; count += 1) {
    kills.splice(random.below(kills.length + 1), 0, databaseKill(random, count));
  }
  return kills;
}

function round(random: Random, world: World): Kill[] {
  const atPoints = faultPoints.map(
    (point): Kill => ({ how: 'point', point, passing: 1 + random.below(passings[point]) }),
  );
  const outside = (): Kill => ({ how: 'outside', ...moment(random), database: false });
  if (world === 'widget') return [...atPoints, outside(), outside()];
  const sending = (arrives: boolean): Kill => ({ how: 'sending', call: 1 + random.below(CALLS), arrives });
  return [...atPoints, outside(), sending(true), sending(false)];
}

/** Together, or the database first: the server has to get over it then. */
function databaseKill(random: Random, count: number): Kill {
  if (count % 2 === 0) return { how: 'outside', ...moment(random), database: true };
  return { how: 'database', ...moment(random) };
}

function moment(random: Random) {
  return { request: 1 + random.below(REQUESTS), afterMs: random.below(20) };
}

/** A kill in a few words, for whoever reads the report. */
export function describeKill(kill: Kill): string {
  switch (kill.how) {
    case 'point':
      return `${kill.point}:${kill.passing}`;
    case 'outside':
      return `request ${kill.request} + ${kill.afterMs} ms${kill.database ? ', with the database' : ''}`;
    case 'database':
      return `request ${kill.request} + ${kill.afterMs} ms, the database first`;
    case 'sending':
      return `call ${kill.call}, which ${kill.arrives ? 'arrives' : 'does not arrive'}`;
  }
}
