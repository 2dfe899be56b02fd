import type { FlowDocument, NodeDefinitions } from '@baton/engine';

export interface FoundNode {
  id: string;
  title: string;
  /** What it says, for recognising it. */
  words: string;
}

const MAX_FOUND = 20;

/** The nodes that a search means: by id, by type, by any word they show. */
export function searchNodes(document: FlowDocument, types: NodeDefinitions, query: string): FoundNode[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const found: FoundNode[] = [];
  for (const { id, type, data } of document.nodes) {
    const definition = types[type];
    const parsed = definition?.parse(data);
    const preview = parsed?.ok ? parsed.node.preview : [];
    const options = parsed?.ok ? parsed.node.optionLabels : [];
    const title = definition?.title ?? type;
    const text = [id, id.replaceAll('-', ' '), title, ...preview, ...options].join('\n').toLowerCase();
    if (text.includes(wanted)) found.push({ id, title, words: preview[0] ?? '' });
    if (found.length === MAX_FOUND) break;
  }
  return found;
}
