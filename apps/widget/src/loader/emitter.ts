import type { WidgetEvents } from '../shared/embed.ts';

type Listeners = { [E in keyof WidgetEvents]: Set<(detail: WidgetEvents[E]) => void> };

/** Tells the host page what happens; a listener that throws harms neither the others nor the chat. */
export function createEmitter() {
  const listeners: Listeners = { open: new Set(), close: new Set(), unread: new Set(), mode: new Set() };
  return {
    on<E extends keyof WidgetEvents>(event: E, listener: (detail: WidgetEvents[E]) => void): () => void {
      listeners[event].add(listener);
      return () => listeners[event].delete(listener);
    },
    emit<E extends keyof WidgetEvents>(event: E, detail: WidgetEvents[E]): void {
      for (const listener of listeners[event]) {
        try {
          listener(detail);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
}
