import type { OperatorStatus } from '@baton/contracts';

/** Whether routing would ask them now. */
export function isThere({ canHandoff, reachable, availability, capacity, conversations }: OperatorStatus): boolean {
  return canHandoff && reachable && availability === 'available' && (capacity === null || conversations < capacity);
}

const words = { available: 'Available', busy: 'Busy', away: 'Away' } as const;

/** "Available", "Busy", "Away", or "Offline" for who would hear nothing. */
export function availabilityWords({ reachable, availability }: OperatorStatus): string {
  return reachable ? words[availability] : 'Offline';
}
