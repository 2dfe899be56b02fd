import type { FlowVersion } from '@baton/contracts';

/** What happens to the conversations of versions that are no longer the newest; empty when there are none. */
export function finishing(versions: readonly Pick<FlowVersion, 'number' | 'openConversations'>[]): string {
  const busy = versions.filter(({ openConversations }) => openConversations > 0);
  const parts = busy.map(({ number, openConversations: open }, index) => {
    const count = index === 0 ? `${open} ${open === 1 ? 'conversation' : 'conversations'}` : `${open}`;
    return `${count} ${index === 0 ? (open === 1 ? 'finishes' : 'finish') : ''} on version ${number}`.replace(
      '  ',
      ' ',
    );
  });
  if (parts.length === 0) return '';
  return `${new Intl.ListFormat('en').format(parts)}.`;
}
