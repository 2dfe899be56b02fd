import { expect, test, vi } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createLoop } from './loop.ts';

test('looks when nudged, once more for a nudge that came meanwhile, and again at the time it asked for', async () => {
  const clock = createFakeClock();
  let looks = 0;
  const loop = createLoop({
    clock,
    retryMs: 50,
    onError: () => undefined,
    look: async () => {
      looks += 1;
      if (looks === 1) {
        loop.nudge();
        loop.nudge();
      }
      return 1_000;
    },
  });
  loop.nudge();
  await vi.waitFor(() => expect(looks).toBe(2));
  clock.advance(999);
  expect(looks).toBe(2);
  clock.advance(1);
  await vi.waitFor(() => expect(looks).toBe(3));
  await loop.stop();
  clock.advance(10_000);
  loop.nudge();
  expect(looks).toBe(3);
});

test('a look that fails is reported, and followed by another', async () => {
  const clock = createFakeClock();
  const errors: unknown[] = [];
  let looks = 0;
  const loop = createLoop({
    clock,
    retryMs: 50,
    onError: (error) => errors.push(error),
    look: async () => {
      looks += 1;
      throw new Error(`look ${looks}`);
    },
  });
  loop.nudge();
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  clock.advance(50);
  await vi.waitFor(() => expect(errors).toHaveLength(2));
  await loop.stop();
});

test('what fails the same way again is reported once, and so is that it works again', async () => {
  const clock = createFakeClock();
  const told: string[] = [];
  const away = (message: string) => Object.assign(new Error(message), { code: 'ECONNREFUSED' });
  const looks = [away('one port'), away('another port'), undefined, undefined, away('one port')];
  let looked = 0;
  const loop = createLoop({
    clock,
    retryMs: 50,
    onError: (error) => told.push(String(error)),
    onRecovered: () => told.push('works again'),
    look: async () => {
      const error = looks[Math.min(looked, looks.length - 1)];
      looked += 1;
      if (error) throw error;
      return 50;
    },
  });
  loop.nudge();
  await vi.waitFor(() => {
    clock.advance(50);
    expect(looked).toBeGreaterThan(looks.length);
  });
  expect(told).toEqual(['Error: one port', 'works again', 'Error: one port']);
  await loop.stop();
});
