import { type Block, type Inline, type ListItem, parseMarkdown, safeHref } from '@baton/markdown';

/** https://faq.whatsapp.com/539178204879377: *bold*, _italic_, ~struck~, `code`, ```block```. */
const marks = { strong: '*', em: '_', del: '~' } as const;

/** A message's Markdown in WhatsApp's own marks. What renders to nothing is said as it was typed. */
export function renderMarkdown(markdown: string): string {
  const rendered = renderBlocks(parseMarkdown(markdown), '');
  return rendered.trim() === '' ? markdown.trim() : rendered;
}

function renderBlocks(blocks: readonly Block[], indent: string): string {
  return blocks
    .map((block) => renderBlock(block, indent))
    .filter((text) => text !== '')
    .join('\n\n');
}

function renderBlock(block: Block, indent: string): string {
  switch (block.type) {
    case 'paragraph':
      return renderInlines(block.children);
    case 'heading':
      return marked('*', plainOf(block.children));
    case 'code':
      return block.text === '' ? '' : `\`\`\`${block.text}\`\`\``;
    case 'list':
      return block.items
        .map((item, index) => renderItem(item, indent, block.ordered ? `${block.start + index}.` : '•'))
        .join('\n');
  }
}

function renderItem({ children, blocks }: ListItem, indent: string, bullet: string): string {
  const line = `${indent}${bullet} ${renderInlines(children)}`;
  return blocks.length === 0 ? line : `${line}\n${renderBlocks(blocks, `${indent}   `)}`;
}

function renderInlines(nodes: readonly Inline[]): string {
  return nodes.map(renderInline).join('');
}

function renderInline(node: Inline): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return '\n';
    case 'code':
      return marked('`', node.text);
    case 'strong':
    case 'em':
    case 'del':
      return marked(marks[node.type], renderInlines(node.children));
    case 'link':
      return renderLink(node.href, renderInlines(node.children));
  }
}

/** WhatsApp makes links of addresses by itself, and has none with other words. */
function renderLink(href: string, words: string): string {
  const safe = safeHref(href);
  if (safe === null || words === '') return words;
  const shown = /^mailto:([^?]+)/.exec(safe)?.[1] ?? safe;
  return words === shown || words === href ? words : `${words} (${shown})`;
}

/** Formatting ends with its line, and nothing is formatted where the mark touches a space. */
function marked(mark: string, text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/.exec(line) ?? [];
      return words === '' ? line : `${before}${mark}${words}${mark}${after}`;
    })
    .join('\n');
}

/** A heading is bold as a whole: marks within it would end it early. */
function plainOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text' || node.type === 'code') return node.text;
      if (node.type === 'break') return '\n';
      return node.type === 'link' ? renderLink(node.href, plainOf(node.children)) : plainOf(node.children);
    })
    .join('');
}
