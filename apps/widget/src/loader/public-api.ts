import type { WidgetEvents } from '../shared/embed.ts';
import type { Widget } from './mount-widget.ts';

/** `window.Baton`: what the host page can do with the chat. */
export interface BatonApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Calls `listener` at every such event; the answer stops it. */
  on<E extends keyof WidgetEvents>(event: E, listener: (detail: WidgetEvents[E]) => void): () => void;
}

declare global {
  interface Window {
    Baton?: BatonApi;
  }
}

/** The first widget of a page answers to `window.Baton`. */
export function publishApi({ open, close, toggle, on }: Widget): void {
  window.Baton ??= { open, close, toggle, on };
}
