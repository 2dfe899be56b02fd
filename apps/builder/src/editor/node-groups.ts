import type { NodeGroup } from '@baton/engine';

/** How the groups of node types are called. Their colours are `--group-<name>` in editor.css. */
export const groupLabels: Readonly<Record<NodeGroup, string>> = {
  start: 'Start',
  say: 'Say',
  ask: 'Ask',
  decide: 'Decide',
  do: 'Do',
  people: 'People',
};
