import type { TranscriptEntry } from '@baton/contracts';

/** Something that a customer has said. */
export function transcriptEntry(
  seq: number,
  text = `#${seq}`,
  delivery: TranscriptEntry['delivery'] = null,
): TranscriptEntry {
  return {
    seq,
    author: { kind: 'customer' },
    content: { kind: 'text', text },
    at: '2026-01-01T10:00:00.000Z',
    delivery,
    clientId: null,
  };
}
