import { expect, test, vi } from 'vitest';
import { createPace } from './pace.ts';

test('a short burst goes at once, then a message a second in a chat; thirty a second in all', async () => {
  vi.useFakeTimers({ now: 0 });
  try {
    const pace = createPace(
      { inChat: { burst: 5, perSecond: 1 }, inAll: { burst: 30, perSecond: 30 } },
      new AbortController().signal,
    );
    const at: number[] = [];
    const turns = Array.from({ length: 8 }, () => pace.turn('anna').then(() => at.push(Date.now())));
    await vi.runAllTimersAsync();
    await Promise.all(turns);
    expect(at).toEqual([0, 0, 0, 0, 0, 1000, 2000, 3000]);

    await vi.advanceTimersByTimeAsync(60_000);
    const start = Date.now();
    const all: number[] = [];
    const many = Array.from({ length: 60 }, (_, chat) => pace.turn(`${chat}`).then(() => all.push(Date.now() - start)));
    await vi.runAllTimersAsync();
    await Promise.all(many);
    expect(all.filter((ms) => ms === 0)).toHaveLength(30);
    expect(all.at(-1)).toBeCloseTo(1000, -1);
  } finally {
    vi.useRealTimers();
  }
});
