import type { JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { tokensOf } from './tokens.ts';

/** A template as the text editor's document: a paragraph per line, references as nodes between the words. */
export function documentOf(template: string): JSONContent {
  const lines: JSONContent[][] = [[]];
  for (const token of tokensOf(template)) {
    if ('source' in token) {
      lines.at(-1)?.push({ type: 'reference', attrs: { source: token.source } });
      continue;
    }
    for (const [index, text] of token.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ type: 'text', text });
    }
  }
  return { type: 'doc', content: lines.map((content) => ({ type: 'paragraph', content })) };
}

/** The template that a document was made of. */
export function templateOf(document: Node): string {
  const lines: string[] = [];
  document.forEach((paragraph) => {
    lines.push(rawOf(paragraph));
  });
  return lines.join('\n');
}

/** What a paragraph is as part of a template. */
export function rawOf(paragraph: Node): string {
  let raw = '';
  paragraph.forEach((child) => {
    raw += rawOfInline(child);
  });
  return raw;
}

/** What a piece of a paragraph is as part of a template. */
export function rawOfInline(node: Node): string {
  return node.isText ? (node.text ?? '') : String(node.attrs.source ?? '');
}
