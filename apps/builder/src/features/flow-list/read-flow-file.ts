import { type FlowDocument, readFlowDocument } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';

/** A flow in a file, named after it, or the sentences that say why it can't be read. */
export type FlowFile = { ok: true; name: string; document: FlowDocument } | { ok: false; problems: string[] };

/** What the server takes in one request. */
const MAX_BYTES = 1_000_000;

/** Reads a file that somebody chose. It may hold anything. */
export async function readFlowFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<FlowFile> {
  if (file.size > MAX_BYTES) return { ok: false, problems: ['The file is larger than 1 MB, which no flow is.'] };
  const parsed = parseJson(await file.text());
  if (!parsed.ok) return { ok: false, problems: ['The file holds no JSON. Choose one exported from the builder.'] };
  const read = readFlowDocument(parsed.value, nodeDefinitions);
  if (!read.ok) return read;
  return { ok: true, name: nameOf(file.name), document: read.document };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function nameOf(fileName: string): string {
  const words = fileName
    .replace(/\.json$/i, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 100) || 'Imported flow';
}
