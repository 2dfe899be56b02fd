import { type ChannelLimits, type KnownTeam, type NodeDefinitions, validateFlow } from '@baton/engine';
import type { EditorStore } from './editor-store.ts';

const PAUSE_MS = 150;

/** Keeps the list of problems up to date, a moment after each edit: typing never waits for it. */
export function watchProblems(
  store: EditorStore,
  types: NodeDefinitions,
  channels: readonly ChannelLimits[],
  teams: readonly KnownTeam[] | null,
): () => void {
  const validate = () => store.getState().setProblems(validateFlow(store.getState().document, types, channels, teams));
  let timer: ReturnType<typeof setTimeout> | undefined;
  validate();
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.document === previous.document) return;
    clearTimeout(timer);
    timer = setTimeout(validate, PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
