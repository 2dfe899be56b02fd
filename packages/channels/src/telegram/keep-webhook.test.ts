import { GrammyError, HttpError } from 'grammy';
import type { WebhookInfo } from 'grammy/types';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChannelStatus } from '../channel-adapter.ts';
import { keepWebhook } from './keep-webhook.ts';

const MINUTE_MS = 60_000;
const webhook = { url: 'https://chat.example.com/telegram/c1', secret: 'shh' };
const connected: ChannelStatus = { state: 'connected', error: null };

beforeEach(() => void vi.useFakeTimers());
const ends: AbortController[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end.abort();
  vi.useRealTimers();
});

/** A webhook that is kept, with Telegram's side of it. */
function kept() {
  const end = new AbortController();
  ends.push(end);
  const statuses: ChannelStatus[] = [];
  const info: WebhookInfo = { url: '', has_custom_certificate: false, pending_update_count: 0 };
  const setWebhook = vi.fn(async (url: string): Promise<true> => {
    info.url = url;
    return true;
  });
  const getWebhookInfo = vi.fn(async () => ({ ...info }));
  const onStatus = (status: ChannelStatus) => void statuses.push(status);
  const running = keepWebhook({ api: { setWebhook, getWebhookInfo }, webhook, onStatus, signal: end.signal });
  return { end, running, statuses, info, setWebhook, getWebhookInfo };
}

/** Telegram's refusal of a call. */
function refused(code: number, description: string, parameters = {}) {
  return new GrammyError('refused', { ok: false, error_code: code, description, parameters }, 'getWebhookInfo', {});
}

test('is set once, and only looked at from then on', async () => {
  const { setWebhook, getWebhookInfo, statuses } = kept();
  await vi.advanceTimersByTimeAsync(0);
  expect(setWebhook).toHaveBeenCalledExactlyOnceWith(
    webhook.url,
    { secret_token: 'shh', allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'] },
    expect.any(AbortSignal),
  );
  expect(getWebhookInfo).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(getWebhookInfo).toHaveBeenCalledTimes(3);
  expect(setWebhook).toHaveBeenCalledOnce();
  expect(statuses).toEqual([connected, connected, connected, connected]);
});

test.each([
  ['taken away', ''],
  ['set to another program', 'https://elsewhere.example.com/bot'],
])('that was %s is set again at the next look', async (_, url) => {
  const { setWebhook, info, statuses } = kept();
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  info.url = url;
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
  expect(setWebhook).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1);
  expect(setWebhook).toHaveBeenCalledTimes(2);
  expect(info.url).toBe(webhook.url);
  expect(statuses.at(-1)).toEqual(connected);
});

test('what Telegram could not bring is the connection’s error until it is two minutes old', async () => {
  const { info, statuses } = kept();
  await vi.advanceTimersByTimeAsync(0);
  info.last_error_date = Math.floor(Date.now() / 1000) + 50;
  info.last_error_message = 'Wrong response from the webhook: 502 Bad Gateway';
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  const failing = {
    state: 'connected',
    error: 'Telegram could not bring a message: Wrong response from the webhook: 502 Bad Gateway',
  };
  expect(statuses.at(-1)).toEqual(failing);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(statuses.at(-1)).toEqual(failing);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(statuses.at(-1)).toEqual(connected);
});

test('Telegram that can’t be reached is tried again sooner than in a minute, and the webhook is kept from then on', async () => {
  const { getWebhookInfo, setWebhook, info, statuses } = kept();
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
  getWebhookInfo.mockRejectedValueOnce(new HttpError('unreachable', new Error('ECONNREFUSED')));
  getWebhookInfo.mockRejectedValueOnce(refused(429, 'Too Many Requests', { retry_after: 7 }));
  await vi.advanceTimersByTimeAsync(1);
  expect(statuses.at(-1)).toEqual({ state: 'connecting', error: 'Telegram can’t be reached' });
  await vi.advanceTimersByTimeAsync(500);
  expect(statuses.at(-1)).toEqual({ state: 'connecting', error: 'Telegram: Too Many Requests' });
  info.url = '';
  await vi.advanceTimersByTimeAsync(6_999);
  expect(setWebhook).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1);
  expect(setWebhook).toHaveBeenCalledTimes(2);
  expect(statuses.at(-1)).toEqual(connected);
});

test('a token that is no longer known ends it, and says so', async () => {
  const { running, getWebhookInfo, statuses } = kept();
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
  getWebhookInfo.mockRejectedValueOnce(refused(401, 'Unauthorized'));
  await vi.advanceTimersByTimeAsync(1);
  await running;
  expect(statuses.at(-1)).toMatchObject({ state: 'disconnected', error: expect.stringMatching(/Paste a new one/) });
});

test('is left as it is when the connection closes', async () => {
  const { end, running, setWebhook, getWebhookInfo } = kept();
  await vi.advanceTimersByTimeAsync(0);
  end.abort();
  await running;
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  expect(setWebhook).toHaveBeenCalledOnce();
  expect(getWebhookInfo).not.toHaveBeenCalled();
});
