import { expect, test, vi } from 'vitest';
import { createDrivenClock } from './driven-clock.ts';

test('begins at its moment, and calls what comes due when it is put forward', () => {
  vi.useFakeTimers();
  const clock = createDrivenClock(Date.parse('2027-03-28T00:00:00Z'));
  const called: string[] = [];
  clock.after(60_000, () => called.push('in a minute'));
  clock.after(3_600_000, () => called.push('in an hour'));
  const cancel = clock.after(30_000, () => called.push('called off'));
  cancel();
  vi.advanceTimersByTime(1_000);
  expect(clock.now()).toBe(Date.parse('2027-03-28T00:00:01Z'));
  clock.advance(59_000);
  vi.advanceTimersByTime(0);
  expect(called).toEqual(['in a minute']);
  // By itself it goes on as clocks do.
  vi.advanceTimersByTime(3_540_000);
  expect(called).toEqual(['in a minute', 'in an hour']);
  vi.useRealTimers();
});
