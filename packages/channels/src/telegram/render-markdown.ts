import { type Block, type Inline, type ListItem, parseMarkdown, safeHref } from '@baton/markdown';
import type { MessageEntity } from 'grammy/types';
import { joined, plain, type RichText } from './rich-text.ts';

/** The marks that may contain one another; code stands alone: https://core.telegram.org/bots/api#messageentity. */
const marks = { strong: 'bold', em: 'italic', del: 'strikethrough' } as const;

/** A message's Markdown as Telegram shows it: formatting goes beside the text, so nothing needs to be escaped. */
export function renderMarkdown(markdown: string): RichText {
  const rendered = renderBlocks(parseMarkdown(markdown), '');
  // What renders to nothing, such as an empty block of code, is said as it was typed.
  return rendered.text.trim() === '' ? plain(markdown.trim()) : rendered;
}

function renderBlocks(blocks: readonly Block[], indent: string): RichText {
  return between(
    '\n\n',
    blocks.map((block) => renderBlock(block, indent)),
  );
}

function renderBlock(block: Block, indent: string): RichText {
  switch (block.type) {
    case 'paragraph':
      return renderInlines(block.children);
    case 'heading':
      return marked('bold', renderInlines(block.children));
    case 'code':
      return marked('pre', plain(block.text));
    case 'list':
      return between(
        '\n',
        block.items.map((item, index) => renderItem(item, indent, block.ordered ? `${block.start + index}.` : '•')),
      );
  }
}

/** Telegram has no lists: a bullet or a number, and what is below an item further in. */
function renderItem({ children, blocks }: ListItem, indent: string, bullet: string): RichText {
  const line = joined([plain(`${indent}${bullet} `), renderInlines(children)]);
  return blocks.length === 0 ? line : between('\n', [line, renderBlocks(blocks, `${indent}   `)]);
}

function renderInlines(nodes: readonly Inline[]): RichText {
  return joined(nodes.map(renderInline));
}

function renderInline(node: Inline): RichText {
  switch (node.type) {
    case 'text':
      return plain(node.text);
    case 'break':
      return plain('\n');
    case 'code':
      return marked('code', plain(node.text));
    case 'strong':
    case 'em':
    case 'del':
      return marked(marks[node.type], renderInlines(node.children));
    case 'link':
      return renderLink(node.href, renderInlines(node.children));
  }
}

function renderLink(href: string, words: RichText): RichText {
  const safe = safeHref(href);
  if (safe === null || words.text === '') return words;
  // Telegram makes links of addresses by itself, but has none with other words to an e-mail address.
  const address = /^mailto:([^?]+)/.exec(safe)?.[1];
  if (address !== undefined) return words.text === address ? words : joined([words, plain(` (${address})`)]);
  const { length } = words.text;
  return { text: words.text, entities: [...words.entities, { type: 'text_link', url: safe, offset: 0, length }] };
}

function marked(type: 'bold' | 'italic' | 'strikethrough' | 'code' | 'pre', { text, entities }: RichText): RichText {
  if (text === '') return { text, entities };
  const around: MessageEntity[] = [{ type, offset: 0, length: text.length }];
  return { text, entities: [...around, ...entities] };
}

function between(separator: string, parts: readonly RichText[]): RichText {
  const filled = parts.filter(({ text }) => text !== '');
  return joined(filled.flatMap((part, index) => (index === 0 ? [part] : [plain(separator), part])));
}
