import type { PanelModule } from '../shared/embed.ts';

/** The panel's version, put in by the build. The file's name stays, so that a page left open finds a newer one too. */
declare const __PANEL_VERSION__: string;

/** Loads the panel's code; `attempt` above 0 makes the browser ask again after a failure. */
export async function loadPanel(origin: string, attempt: number): Promise<PanelModule> {
  const query = attempt === 0 ? __PANEL_VERSION__ : `${__PANEL_VERSION__}.${attempt}`;
  return import(/* @vite-ignore */ `${origin}/widget/panel.js?v=${query}`);
}
