import { type Inline, parseInline } from './parse-inline.ts';

/** A paragraph, heading, list or block of code. */
export type Block =
  | { type: 'paragraph' | 'heading'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'list'; ordered: boolean; start: number; items: ListItem[] };

export interface ListItem {
  children: Inline[];
  /** The list nested under the item, if any. */
  blocks: Block[];
}

const fence = /^ {0,3}```/;
const heading = /^#{1,6}[ \t]+(.+)$/;
const item = /^([ \t]*)([-*+]|(\d{1,9})[.)])[ \t]+(.*)$/;
/** In the middle of a paragraph only these begin a list: "back in\n1986. …" goes on. */
const interruptingItem = /^ {0,3}([-*+]|1[.)])[ \t]+\S/;
const MAX_NESTING = 6;

/**
 * The Markdown that messages use: paragraphs, line breaks, headings, lists, code, and what `parseInline` knows.
 * Everything else, HTML included, is text as typed. A parser of the whole language would be a third of the widget.
 */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

function parseBlocks(lines: readonly string[], nesting: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const { block, length } = blockAt(lines.slice(at), line, nesting);
    blocks.push(block);
    at += length;
  }
  return blocks;
}

function blockAt(lines: readonly string[], line: string, nesting: number): { block: Block; length: number } {
  if (fence.test(line)) return codeBlock(lines);
  const words = heading.exec(line)?.[1];
  if (words !== undefined) return { block: { type: 'heading', children: parseInline(words.trim()) }, length: 1 };
  if (item.test(line) && nesting < MAX_NESTING) return list(lines, nesting);
  return paragraph(lines);
}

/** Until the closing fence, or the end. */
function codeBlock(lines: readonly string[]): { block: Block; length: number } {
  const close = lines.findIndex((line, index) => index > 0 && fence.test(line));
  const end = close === -1 ? lines.length : close;
  return { block: { type: 'code', text: lines.slice(1, end).join('\n') }, length: end + 1 };
}

function paragraph(lines: readonly string[]): { block: Block; length: number } {
  const next = lines.findIndex(
    (line, index) =>
      index > 0 && (line.trim() === '' || fence.test(line) || heading.test(line) || interruptingItem.test(line)),
  );
  const own = next === -1 ? lines : lines.slice(0, next);
  const text = own.map((line) => line.trim()).join('\n');
  return { block: { type: 'paragraph', children: parseInline(text) }, length: own.length };
}

/** Items of one kind; what is indented below an item belongs to it, and a blank line between items is no end. */
function list(lines: readonly string[], nesting: number): { block: Block; length: number } {
  const [, indent = '', , number] = item.exec(lines[0] ?? '') ?? [];
  const ordered = number !== undefined;
  const items: string[][] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const found = item.exec(line);
    const deeper = widthOf(line) > widthOf(indent);
    if (found && !deeper && (found[3] !== undefined) === ordered) items.push([found[4] ?? '']);
    else if (deeper && items.length > 0 && (found || index === length)) items.at(-1)?.push(line);
    else break;
    length = index + 1;
  }
  return {
    block: { type: 'list', ordered, start: Number(number ?? 1), items: items.map((own) => listItem(own, nesting)) },
    length,
  };
}

function listItem(lines: readonly string[], nesting: number): ListItem {
  const nested = lines.findIndex((line, index) => index > 0 && item.test(line));
  const own = nested === -1 ? lines : lines.slice(0, nested);
  const children = parseInline(own.map((line) => line.trim()).join('\n'));
  return { children, blocks: nested === -1 ? [] : parseBlocks(lines.slice(nested), nesting + 1) };
}

function widthOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
}
