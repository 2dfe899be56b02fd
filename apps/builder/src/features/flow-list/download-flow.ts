import type { FlowSummary } from '@baton/contracts';
import { api } from '@baton/ui';

/** Hands the draft over as a file that Import reads. */
export async function downloadFlow(flow: Pick<FlowSummary, 'id' | 'name'>): Promise<void> {
  const { document: draft } = await api.flows.get({ id: flow.id });
  const url = URL.createObjectURL(new Blob([JSON.stringify(draft, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(flow.name);
  link.click();
  URL.revokeObjectURL(url);
}

/** A file name that every system takes, in the flow's own letters. */
export function fileName(name: string): string {
  const words = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${words || 'flow'}.json`;
}
