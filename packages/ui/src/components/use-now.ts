import { useCallback, useSyncExternalStore } from 'react';

interface Clock {
  listeners: Set<() => void>;
  now: number;
  timer: ReturnType<typeof setInterval> | null;
}

// One interval per period for the whole page, however many times are on screen.
const clocks = new Map<number, Clock>();

function clockOf(period: number): Clock {
  const existing = clocks.get(period);
  if (existing) return existing;
  const created: Clock = { listeners: new Set(), now: Date.now(), timer: null };
  clocks.set(period, created);
  return created;
}

function subscribe(period: number, listener: () => void): () => void {
  const clock = clockOf(period);
  clock.listeners.add(listener);
  clock.now = Date.now();
  clock.timer ??= setInterval(() => {
    clock.now = Date.now();
    for (const notify of clock.listeners) notify();
  }, period);
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0 || clock.timer === null) return;
    clearInterval(clock.timer);
    clock.timer = null;
  };
}

/** The time now, in milliseconds, renewed every `period` milliseconds; `null` does not tick. */
export function useNow(period: number | null): number {
  const listen = useCallback(
    (listener: () => void) => (period === null ? () => undefined : subscribe(period, listener)),
    [period],
  );
  return useSyncExternalStore(listen, () => {
    const clock = clockOf(period ?? 60_000);
    if (clock.timer === null && Date.now() - clock.now > (period ?? 60_000)) clock.now = Date.now();
    return clock.now;
  });
}
