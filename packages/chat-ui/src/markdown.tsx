import { type Block, type Inline, type ListItem, parseMarkdown, safeHref } from '@baton/markdown';
import { createElement, Fragment, type ReactNode, useMemo } from 'react';

/** Longer than any channel's messages: shown as it stands. */
const MAX_LENGTH = 20_000;

/**
 * Renders Markdown as React elements of a short allowlist. Raw HTML, tables and anything unusual appear as the
 * text that was typed; links are http, https or mailto; images become links, so opening a chat loads nothing.
 */
export function Markdown({ text }: { text: string }) {
  const content = useMemo(
    () => (text.length > MAX_LENGTH ? <p className="chat-plain">{text}</p> : each(parseMarkdown(text), renderBlock)),
    [text],
  );
  return <div className="chat-markdown">{content}</div>;
}

const blocks: { [T in Block['type']]: (block: Extract<Block, { type: T }>) => ReactNode } = {
  paragraph: ({ children }) => <p>{inlines(children)}</p>,
  heading: ({ children }) => (
    <p>
      <strong>{inlines(children)}</strong>
    </p>
  ),
  code: ({ text }) => (
    <pre>
      <code>{text}</code>
    </pre>
  ),
  list: ({ ordered, start, items }) =>
    ordered ? <ol start={start}>{each(items, renderItem)}</ol> : <ul>{each(items, renderItem)}</ul>,
};

const inlineNodes: { [T in Inline['type']]: (node: Extract<Inline, { type: T }>) => ReactNode } = {
  text: ({ text }) => text,
  code: ({ text }) => <code>{text}</code>,
  break: () => <br />,
  strong: ({ children }) => <strong>{inlines(children)}</strong>,
  em: ({ children }) => <em>{inlines(children)}</em>,
  del: ({ children }) => <del>{inlines(children)}</del>,
  link: ({ href, children }) => <Link href={href}>{inlines(children)}</Link>,
};

function renderBlock(block: Block): ReactNode {
  return ofBlock(block.type, block);
}

function ofBlock<T extends Block['type']>(type: T, block: Extract<Block, { type: T }>): ReactNode {
  return blocks[type](block);
}

function renderItem({ children, blocks: nested }: ListItem): ReactNode {
  return (
    <li>
      {inlines(children)}
      {each(nested, renderBlock)}
    </li>
  );
}

function inlines(nodes: Inline[]): ReactNode {
  return each(nodes, (node) => ofInline(node.type, node));
}

function ofInline<T extends Inline['type']>(type: T, node: Extract<Inline, { type: T }>): ReactNode {
  return inlineNodes[type](node);
}

/** As positional children, which need no keys: parts of a text have no identity of their own. */
function each<T>(parts: T[], draw: (part: T) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...parts.map(draw));
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  const safe = safeHref(href);
  if (safe === null) return children;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
