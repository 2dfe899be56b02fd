import type { WidgetConfig } from '@baton/contracts';

/** What the host page can listen to. */
export interface WidgetEvents {
  open: undefined;
  close: undefined;
  /** How many messages the visitor has not seen. */
  unread: number;
  /** Who answers now. */
  mode: string;
}

/** What the loader gives the panel. Old loaders meet newer panels: only ever add to it. */
export interface PanelHost {
  channelId: string;
  /** Where the widget came from and its API lives. */
  origin: string;
  config: WidgetConfig;
  /** The shadow root to draw in. */
  root: ShadowRoot;
  adoptStyles(css: string): void;
  /** Who the website says the visitor is, as a JWT that it has signed; null where it says nothing. */
  identity?(): Promise<string | null>;
  /** The visitor closed the panel from inside. */
  close(): void;
  emit<E extends keyof WidgetEvents>(event: E, detail: WidgetEvents[E]): void;
}

export interface Panel {
  /** Shows the panel, with the focus in it unless `keepFocus`: it opens by itself after a page change. */
  open(options: { keepFocus: boolean }): void;
  close(): void;
  /** Takes the panel away for good: somebody else is the visitor now. */
  destroy?(): void;
}

/** What the panel's module exports. */
export interface PanelModule {
  mountPanel(host: PanelHost): Panel;
}
