import { useSyncExternalStore } from 'react';
import type { Attachments } from './attachments.ts';

/** What is attached to the message that is being written, and whether it can be sent as it is. */
export function useAttachments(attachments: Attachments) {
  const list = useSyncExternalStore(attachments.subscribe, attachments.list);
  return { list, some: list.length > 0, settled: list.every(({ state }) => state.kind === 'ready') };
}
