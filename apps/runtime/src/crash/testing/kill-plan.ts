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

export type World = 'widget' | 'provider';

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
export function planKills(seed: number, count: number, world: World): Kill[] {
  const random = createRandom(seed);
  const kills: Kill[] = [];
  while (kills.length < count) kills.push(...random.shuffled(round(random, world)));
  return kills.slice(0, count);
}

function round(random: Random, world: World): Kill[] {
  const atPoints = faultPoints.map(
    (point): Kill => ({ how: 'point', point, passing: 1 + random.below(passings[point]) }),
  );
  const moment = () => ({ request: 1 + random.below(REQUESTS), afterMs: random.below(20) });
  const outside = (database: boolean): Kill => ({ how: 'outside', ...moment(), database });
  if (world === 'widget') return [...atPoints, outside(false), outside(true), { how: 'database', ...moment() }];
  const sending = (arrives: boolean): Kill => ({ how: 'sending', call: 1 + random.below(CALLS), arrives });
  return [...atPoints, outside(false), sending(true), sending(false)];
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
