import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { useSavedAtOnce } from './use-saved-at-once.ts';

interface Setting {
  on: boolean;
  word: string;
}

/** A server whose saves are answered by hand. */
function setUp() {
  let stored: Setting = { on: true, word: 'first' };
  const waiting: { change: Partial<Setting>; answer: (accepted: boolean) => void }[] = [];
  const save = (change: Partial<Setting>) =>
    new Promise<void>((resolve, reject) => {
      const answer = (accepted: boolean) => {
        if (!accepted) return reject(new Error('Refused'));
        stored = { ...stored, ...change };
        resolve();
      };
      waiting.push({ change, answer });
    });
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => {
      const { data } = useQuery({
        queryKey: ['setting'],
        queryFn: () => stored,
        initialData: stored,
        staleTime: 60_000,
      });
      return { data, ...useSavedAtOnce({ stored: data, save, refreshes: [['setting']] }) };
    },
    { wrapper },
  );
  return { result, waiting, stored: () => stored };
}

it('shows a change in the same moment, before anything is answered', async () => {
  const { result, waiting, stored } = setUp();
  act(() => result.current.change({ on: false }));
  expect(result.current.shown).toEqual({ on: false, word: 'first' });
  expect(stored().on).toBe(true);
  await waitFor(() => expect(waiting).toHaveLength(1));
  act(() => waiting[0]?.answer(true));
  await waitFor(() => expect(result.current.data.on).toBe(false));
  expect(result.current.shown).toEqual({ on: false, word: 'first' });
});

it('saves changes made in a row in their order, and shows all of them meanwhile', async () => {
  const { result, waiting, stored } = setUp();
  act(() => result.current.change({ on: false }));
  act(() => result.current.change({ word: 'second' }));
  act(() => result.current.change({ on: true }));
  for (const number of [1, 2, 3]) {
    await waitFor(() => expect(waiting).toHaveLength(number));
    expect(result.current.shown).toEqual({ on: true, word: 'second' });
    act(() => waiting[number - 1]?.answer(true));
  }
  await waitFor(() => expect(result.current.data.word).toBe('second'));
  expect(waiting.map(({ change }) => change)).toEqual([{ on: false }, { word: 'second' }, { on: true }]);
  expect(stored()).toEqual({ on: true, word: 'second' });
});

it('takes back what was refused', async () => {
  const { result, waiting } = setUp();
  act(() => result.current.change({ on: false }));
  await waitFor(() => expect(waiting).toHaveLength(1));
  act(() => waiting[0]?.answer(false));
  await waitFor(() => expect(result.current.shown.on).toBe(true));
});
