import type { Node, Schema } from '@tiptap/pm/model';
import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import { rawOf, rawOfInline } from './template-document.ts';
import { tokensOf } from './tokens.ts';

/**
 * Keeps what is shown equal to what the template means: a reference that was typed becomes a chip, and one that a
 * backslash now escapes becomes text.
 */
export const referencePlugin = new Plugin({
  appendTransaction(transactions, _before, state) {
    if (!transactions.some((transaction) => transaction.docChanged)) return null;
    const { tr } = state;
    const cursor = state.selection.empty ? state.selection.from : null;
    state.doc.forEach((paragraph, offset) => {
      correctParagraph(tr, state.schema, paragraph, offset, cursor);
    });
    return tr.docChanged ? tr : null;
  },
});

function correctParagraph(tr: Transaction, schema: Schema, paragraph: Node, offset: number, cursor: number | null) {
  const raw = rawOf(paragraph);
  const wanted = tokensOf(raw).map((token) =>
    'source' in token ? schema.nodes.reference?.create({ source: token.source }) : schema.text(token.text),
  );
  const nodes = wanted.filter((node) => node !== undefined);
  if (isSame(paragraph, nodes)) return;
  const start = tr.mapping.map(offset + 1);
  const inside = cursor !== null && cursor > offset && cursor <= offset + paragraph.nodeSize;
  const written = inside ? rawUpTo(paragraph, cursor - offset - 1) : null;
  tr.replaceWith(start, start + paragraph.content.size, nodes);
  if (written !== null) tr.setSelection(TextSelection.create(tr.doc, start + positionAfter(nodes, written)));
}

function isSame(paragraph: Node, nodes: readonly Node[]): boolean {
  const now: Node[] = [];
  paragraph.forEach((child) => {
    now.push(child);
  });
  return (
    now.length === nodes.length &&
    now.every((child, index) => {
      const other = nodes[index];
      return other !== undefined && child.type === other.type && rawOfInline(child) === rawOfInline(other);
    })
  );
}

/** How many characters of the template stand before a position in the paragraph. */
function rawUpTo(paragraph: Node, position: number): number {
  let length = 0;
  paragraph.forEach((child, offset) => {
    if (offset >= position) return;
    length += child.isText ? Math.min(child.nodeSize, position - offset) : rawOfInline(child).length;
  });
  return length;
}

/** The position that has so many characters of the template before it; inside of a chip, the one after it. */
function positionAfter(nodes: readonly Node[], raw: number): number {
  let read = 0;
  let position = 0;
  for (const node of nodes) {
    if (read >= raw) break;
    const length = rawOfInline(node).length;
    position += node.isText ? Math.min(length, raw - read) : 1;
    read += length;
  }
  return position;
}
