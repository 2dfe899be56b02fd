import { type Routing, routings } from '@baton/contracts';

/** Whom a request asks, as people read it. */
export const routingWords = {
  claim: 'Everybody at once: the first to accept has it',
  round_robin: 'One after another: whose last one is the longest ago comes first',
  least_busy: 'One after another: who has the fewest conversations comes first',
} satisfies Record<Routing, string>;

/** The routing that a control's value stands for. */
export function routingOf(value: string | null): Routing | null {
  return routings.find((each) => each === value) ?? null;
}
