import type { WidgetEvents } from '../shared/embed.ts';
import type { Identity, Widget } from './mount-widget.ts';

/** `window.Baton`: what the host page can do with the chat. */
export interface BatonApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Takes the button away, and brings it back; the conversation stays. */
  hide(): void;
  show(): void;
  /**
   * Says who the visitor is, by a JWT that the website's server has signed, or by a function that gets a fresh one
   * whenever one is needed. Null when they have signed out.
   */
  identify(identity: Identity | null): void;
  /** Calls `listener` at every such event; the answer stops it. */
  on<E extends keyof WidgetEvents>(event: E, listener: (detail: WidgetEvents[E]) => void): () => void;
}

declare global {
  interface Window {
    Baton?: BatonApi;
  }
}

/** The first widget of a page answers to `window.Baton`. */
export function publishApi(widget: Widget): void {
  window.Baton ??= widget;
}
