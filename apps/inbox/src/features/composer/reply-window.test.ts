import { expect, it } from 'vitest';
import { replyWindow } from './reply-window.ts';

const until = '2026-01-02T10:00:00.000Z';
const before = (minutes: number) => new Date(until).getTime() - minutes * 60_000;

it('says what is left, and when it is short', () => {
  expect(replyWindow(until, before(23 * 60 + 5))).toEqual({ open: true, left: '23 h 5 min', short: false });
  expect(replyWindow(until, before(119))).toEqual({ open: true, left: '1 h 59 min', short: true });
  expect(replyWindow(until, before(12))).toEqual({ open: true, left: '12 min', short: true });
  expect(replyWindow(until, before(0.5))).toEqual({ open: true, left: 'less than a minute', short: true });
  expect(replyWindow(until, before(0))).toEqual({ open: false });
  expect(replyWindow(null, before(0))).toBeNull();
});
