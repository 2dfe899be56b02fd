import { Lexer, type MarkedToken, type Token } from 'marked';
import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import { safeHref } from './safe-href.ts';

/** Text nested deeper than people write is shown as it stands: nesting costs stack. */
const MAX_DEPTH = 16;
/** Above this, or when the lexer gives up, text is shown as it stands. */
const MAX_LENGTH = 20_000;
const quoteMarkers = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d+[.)])){${MAX_DEPTH}}`, 'm');

/**
 * Renders Markdown as React elements of a short allowlist. Raw HTML, tables and anything unusual appear as the
 * text that was typed; links are http, https or mailto; images become links, so opening a chat loads nothing.
 */
export function Markdown({ text }: { text: string }) {
  const tokens = useMemo(() => lex(text), [text]);
  return <div className="chat-markdown">{tokens ? render(tokens, { depth: 0, inLink: false }) : plain(text)}</div>;
}

function lex(text: string): Token[] | null {
  if (text.length > MAX_LENGTH || quoteMarkers.test(text)) return null;
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(text);
  } catch {
    return null;
  }
}

interface Context {
  depth: number;
  /** A link inside a link would be invalid: its text is shown alone. */
  inLink: boolean;
}

type TokenType = MarkedToken['type'];
type TokenOf = { [T in TokenType]: Extract<MarkedToken, { type: T }> };

const renderers: { [T in TokenType]: (token: TokenOf[T], context: Context) => ReactNode } = {
  blockquote: (token, context) => children(token, context),
  br: () => <br />,
  checkbox: (token) => (token.checked ? '☑ ' : '☐ '),
  code: (token) => (
    <pre>
      <code>{token.text}</code>
    </pre>
  ),
  codespan: (token) => <code>{token.text}</code>,
  // A link definition draws nothing in Markdown; in a chat, nothing that was typed may vanish.
  def: (token) => plain(token.raw),
  del: (token, context) => <del>{children(token, context)}</del>,
  em: (token, context) => <em>{children(token, context)}</em>,
  escape: (token) => token.text,
  heading: (token, context) => (
    <p>
      <strong>{children(token, context)}</strong>
    </p>
  ),
  hr: (token) => plain(token.raw),
  html: (token) => (token.block ? plain(token.raw) : token.raw),
  image: (token, context) => link(token.href, token.text || token.href, context),
  link: (token, context) => link(token.href, children(token, { ...context, inLink: true }), context),
  list: (token, context) =>
    token.ordered ? (
      <ol start={token.start === '' ? 1 : token.start}>{render(token.items, context)}</ol>
    ) : (
      <ul>{render(token.items, context)}</ul>
    ),
  list_item: (token, context) => <li>{children(token, context)}</li>,
  paragraph: (token, context) => <p>{children(token, context)}</p>,
  space: () => null,
  strong: (token, context) => <strong>{children(token, context)}</strong>,
  table: (token) => plain(token.raw),
  text: (token, context) => (token.tokens ? children({ raw: token.raw, tokens: token.tokens }, context) : token.text),
};

/** As positional children, which need no keys: tokens have no identity of their own. */
function render(tokens: Token[], context: Context): ReactNode {
  const nodes = tokens.map((token) => (isKnown(token) ? renderOne(token.type, token, context) : token.raw));
  return createElement(Fragment, null, ...nodes);
}

function renderOne<T extends TokenType>(type: T, token: TokenOf[T], context: Context): ReactNode {
  return renderers[type](token, context);
}

/** `Token` also covers what extensions of the lexer produce; there are none here. */
function isKnown(token: Token): token is MarkedToken {
  return Object.hasOwn(renderers, token.type);
}

function children(token: { raw: string; tokens: Token[] }, context: Context): ReactNode {
  if (context.depth >= MAX_DEPTH) return token.raw;
  return render(token.tokens, { ...context, depth: context.depth + 1 });
}

function link(href: string, label: ReactNode, context: Context): ReactNode {
  const safe = safeHref(href);
  if (safe === null || context.inLink) return label;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {label}
    </a>
  );
}

function plain(text: string): ReactNode {
  return <p className="chat-plain">{text.trimEnd()}</p>;
}
