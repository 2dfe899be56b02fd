import { expect, test } from 'vitest';
import { createMoodJudge } from './judge-mood.ts';

const judge = createMoodJudge();

test.each([
  'This is terrible, I am very angry and I hate your service',
  'Worst experience ever, I am so disappointed',
  'This is not good at all',
  'You are useless idiots',
  'What the hell is this crap?!',
])('%j sounds unhappy', async (text) => {
  expect(await judge(text)).toBe('negative');
});

test.each([
  'I want to book a haircut on Friday',
  'Thanks, great!',
  'no',
  'Stop',
  'I need to cancel my appointment',
  'ada@example.com',
  'Хочу записаться',
  '',
  '🙂',
])('%j does not', async (text) => {
  expect(await judge(text)).toBeNull();
});
