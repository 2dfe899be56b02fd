import type { FileFacts } from '@baton/engine';
import { useSyncExternalStore } from 'react';

/** A reply on its way from this browser: shown in the thread until the transcript has it. */
export interface Outgoing {
  conversationId: string;
  /** Also in the transcript, where it replaces this. */
  clientId: string;
  /** The same for every attempt, so that the server does it once. */
  commandId: string;
  text: string;
  /** The text stands under it, and may be empty. */
  file: FileFacts | null;
  at: string;
  /** Null while it is sent; what went wrong when it may not have arrived. */
  problem: string | null;
}

let outgoing: readonly Outgoing[] = [];
const sent = new Set<string>();
/** The `clientId` of every reply that was sent from this tab. */
export const sentHere: ReadonlySet<string> = sent;
const listeners = new Set<() => void>();

function replace(next: readonly Outgoing[]): void {
  outgoing = next;
  for (const notify of listeners) notify();
}

export function addOutgoing(message: Outgoing): void {
  sent.add(message.clientId);
  replace([...outgoing.filter(({ clientId }) => clientId !== message.clientId), message]);
}

export function changeOutgoing(clientId: string, problem: string | null): void {
  replace(outgoing.map((message) => (message.clientId === clientId ? { ...message, problem } : message)));
}

export function removeOutgoing(clientId: string): void {
  replace(outgoing.filter((message) => message.clientId !== clientId));
}

/** Every reply that is on its way from this browser. */
export function useOutgoing(): readonly Outgoing[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => outgoing,
  );
}
