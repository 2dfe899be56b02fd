import { expect, test, vi } from 'vitest';
import { createStorage } from '../../shared/storage.ts';
import { createChime } from './chime.ts';

const newStore = () =>
  createStorage('sound', () => {
    throw new Error('memory only');
  });
const newSpeaker = () => {
  const play = vi.fn(async () => {});
  return { play, make: vi.fn(() => ({ play })) };
};

test('nothing is heard, and nothing asked of the browser, before the visitor has touched the page', () => {
  const { make } = newSpeaker();
  createChime(newStore(), make).ring('c1:1');
  expect(make).not.toHaveBeenCalled();
});

test('each news rings once, also where two tabs hear of it', () => {
  const store = newStore();
  const tabs = [newSpeaker(), newSpeaker()];
  const chimes = tabs.map(({ make }) => createChime(store, make));
  for (const chime of chimes) chime.touched();
  for (const news of ['c1:1', 'c1:2']) for (const chime of chimes) chime.ring(news);
  expect(tabs.map(({ play }) => play.mock.calls.length)).toEqual([2, 0]);
});

test('who has muted it hears nothing, on the next page neither, until they want to', () => {
  const store = newStore();
  createChime(store).mute(true);
  const { make, play } = newSpeaker();
  const chime = createChime(store, make);
  chime.touched();
  chime.ring('c1:1');
  expect(chime.muted()).toBe(true);
  expect(make).not.toHaveBeenCalled();

  chime.mute(false);
  chime.touched();
  chime.ring('c1:2');
  expect(play).toHaveBeenCalledOnce();
});

test('a browser without sound, or that does not allow it, is left alone', async () => {
  const failed = vi.fn();
  process.on('unhandledRejection', failed);
  const refuse = async () => Promise.reject(new DOMException('not allowed', 'NotAllowedError'));
  const blocked = createChime(newStore(), () => ({ play: refuse }));
  const none = createChime(newStore(), () => {
    throw new TypeError('AudioContext is not a constructor');
  });
  for (const chime of [blocked, none]) {
    chime.touched();
    chime.ring('c1:1');
  }
  await new Promise(setImmediate);
  expect(failed).not.toHaveBeenCalled();
  process.off('unhandledRejection', failed);
});
