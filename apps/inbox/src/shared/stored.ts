import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** A text kept in this browser; empty when there is none, or when the browser keeps nothing (private windows). */
export function readStored(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a text in this browser, for every tab of it; an empty one is removed. */
export function writeStored(key: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is full or forbidden: what was typed is still on screen.
  }
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** A kept text, and how to change it. */
export function useStored(key: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => readStored(key));
  return [value, (next) => writeStored(key, next)];
}
