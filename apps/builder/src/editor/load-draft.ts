import type { FlowDraft } from '@baton/contracts';
import { api } from '@baton/ui';

/** Saves that were under way when their editor was left: opening the flow again waits for them. */
const leftBehind = new Map<string, Promise<unknown>>();

/** Remembers the last save of an editor that is being closed. */
export function leaveBehind(id: string, save: Promise<unknown>): void {
  const settled = save.finally(() => {
    if (leftBehind.get(id) === settled) leftBehind.delete(id);
  });
  leftBehind.set(id, settled);
}

/** The newest draft of a flow, our own last save included. */
export async function loadDraft(id: string): Promise<FlowDraft> {
  await leftBehind.get(id);
  return api.flows.get({ id });
}
