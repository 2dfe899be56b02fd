import { describe, expect, test } from 'vitest';
import { createStorage } from './storage.ts';

/** As browsers' storage: strings, listed as own keys. */
function disk(overrides: Partial<Storage> = {}): Storage {
  const methods = {
    getItem(key: string) {
      return Object.hasOwn(this, key) ? String(Reflect.get(this, key)) : null;
    },
    setItem(key: string, value: string) {
      Reflect.set(this, key, value);
    },
    removeItem(key: string) {
      Reflect.deleteProperty(this, key);
    },
    clear() {},
    key: () => null,
    length: 0,
    ...overrides,
  };
  return Object.create(methods);
}
const quotaExceeded = {
  setItem(key: string, value: string) {
    if (!key.includes('probe')) throw new DOMException('full', 'QuotaExceededError');
    Reflect.set(this, key, value);
  },
};

const stores: [string, () => Storage][] = [
  ['a browser that keeps things', () => disk()],
  [
    'no storage at all',
    () => {
      throw new DOMException('denied', 'SecurityError');
    },
  ],
  [
    'storage that refuses every write',
    () =>
      disk({
        setItem: () => {
          throw new DOMException('full', 'QuotaExceededError');
        },
      }),
  ],
  ['storage that is full', () => disk(quotaExceeded)],
];

describe.each(stores)('%s', (_name, open) => {
  test('what was written is there until it is removed', () => {
    const backing = (() => {
      try {
        return open();
      } catch {
        return null;
      }
    })();
    const store = createStorage('c1', () => backing ?? open());
    store.set('token', 'one');
    store.set('token', 'two');
    store.set('outbox:a', '{}');
    expect(store.get('token')).toBe('two');
    expect(store.get('nothing')).toBeNull();
    expect(store.keys().sort()).toEqual(['outbox:a', 'token']);
    store.remove('token');
    expect(store.get('token')).toBeNull();
    expect(store.keys()).toEqual(['outbox:a']);
  });
});

test('channels of one page do not see each other, nor what is the page’s', () => {
  const shared = disk();
  shared.setItem('token', 'page');
  const [one, two] = [createStorage('c1', () => shared), createStorage('c2', () => shared)];
  one.set('token', 'one');
  expect(two.get('token')).toBeNull();
  expect(two.keys()).toEqual([]);
  expect(shared.getItem('token')).toBe('page');
});
