/** A piece of a line. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'break' }
  | { type: 'strong' | 'em' | 'del'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] };

/** Deeper than people nest; what is inside stays as typed. */
const MAX_DEPTH = 8;

interface Context {
  text: string;
  at: number;
  depth: number;
}
interface Match {
  node: Inline;
  length: number;
}
type Rule = (context: Context) => Match | null;

/** Rules by the character they begin with; each looks at its own place only and never rescans a whole line twice. */
const rules: Record<string, readonly Rule[]> = {
  '\\': [escaped],
  '`': [code],
  '!': [link],
  '[': [link],
  '*': [span(/\*\*(?=[^\s*])(.*?[^\s*])\*\*/sy, 'strong'), span(/\*(?=[^\s*])([^*]*[^\s*])\*(?!\*)/y, 'em')],
  _: [
    wholeWord(span(/__(?=[^\s_])(.*?[^\s_])__/sy, 'strong')),
    wholeWord(span(/_(?=[^\s_])([^_]*[^\s_])_(?!_)/y, 'em')),
  ],
  '~': [span(/~~(?=[^\s~])(.*?[^\s~])~~/sy, 'del')],
  '\n': [() => ({ node: { type: 'break' }, length: 1 })],
  h: [address],
  H: [address],
};
/** As far as no rule can begin: words are taken whole, so that none begins in the middle of one. */
const plainRun = /[^\\`![*_~\n\p{L}\p{N}]+|[\p{L}\p{N}]+(?:[.+-][\p{L}\p{N}]+)*/uy;
const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/y;

/** Bold, italic, struck, code and links of a text; everything else is text, exactly as typed. */
export function parseInline(text: string, depth = 0): Inline[] {
  const nodes: Inline[] = [];
  let at = 0;
  while (at < text.length) {
    const { node, length } = matchAt({ text, at, depth });
    const last = nodes.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.text += node.text;
    else nodes.push(node);
    at += length;
  }
  return nodes;
}

function matchAt(context: Context): Match {
  const { text, at, depth } = context;
  if (depth < MAX_DEPTH) {
    for (const rule of rules[text.charAt(at)] ?? []) {
      const match = rule(context);
      if (match) return match;
    }
    const mail = exec(email, text, at);
    if (mail) return { node: linkTo(`mailto:${mail[0]}`, mail[0]), length: mail[0].length };
  }
  // A run of the same mark that opens nothing is passed over whole: its other places would open nothing either.
  const run = exec(plainRun, text, at)?.[0] ?? exec(/(.)\1*/sy, text, at)?.[0] ?? text.charAt(at);
  return { node: { type: 'text', text: run }, length: run.length };
}

function escaped({ text, at }: Context): Match | null {
  const mark = exec(/\\([\\`*_~[\]()!#+.>-])/y, text, at)?.[1];
  return mark === undefined ? null : { node: { type: 'text', text: mark }, length: 2 };
}

function code({ text, at }: Context): Match | null {
  const ticks = exec(/`+/y, text, at)?.[0] ?? '';
  const end = text.indexOf(ticks, at + ticks.length);
  if (end === -1 || text.charAt(end + ticks.length) === '`') return null;
  const inside = text.slice(at + ticks.length, end);
  return { node: { type: 'code', text: inside }, length: inside.length + 2 * ticks.length };
}

/** `[words](address)`; an image becomes a link to it. */
function link({ text, at, depth }: Context): Match | null {
  const found = exec(/!?\[((?:[^[\]\\]|\\.)*)\]\(<?((?:[^\s<>()]|\([^\s<>()]*\))+)>?(?:\s+"[^"\n]*")?\)/y, text, at);
  if (!found) return null;
  const [whole, label = '', href = ''] = found;
  // A link inside a link would be invalid: addresses in the words stay words.
  const children = withoutLinks(parseInline(label, depth + 1));
  return { node: { type: 'link', href, children: label === '' ? [textNode(href)] : children }, length: whole.length };
}

/** An address in the text, without the punctuation of the sentence around it. */
function address({ text, at }: Context): Match | null {
  const found = exec(/https?:\/\/[^\s<>"`]+/iy, text, at)?.[0];
  if (found === undefined) return null;
  let end = found.replace(/[.,;:!?'*_~]+$/, '');
  if (end.endsWith(')') && !end.includes('(')) end = end.replace(/\)+[.,;:!?]*$/, '');
  return { node: linkTo(end, end), length: end.length };
}

/** A stretch between two marks. */
function span(pattern: RegExp, type: 'strong' | 'em' | 'del'): Rule {
  return ({ text, at, depth }) => {
    const found = exec(pattern, text, at);
    if (!found) return null;
    return { node: { type, children: parseInline(found[1] ?? '', depth + 1) }, length: found[0].length };
  };
}

/** Underscores inside of words are part of them: snake_case. */
function wholeWord(rule: Rule): Rule {
  return (context) => {
    const match = rule(context);
    if (!match) return null;
    const before = context.text.charAt(context.at - 1);
    const after = context.text.charAt(context.at + match.length);
    return /[\p{L}\p{N}_]/u.test(before + after) ? null : match;
  };
}

function withoutLinks(nodes: Inline[]): Inline[] {
  return nodes.flatMap((node) => {
    if (node.type === 'link') return withoutLinks(node.children);
    return 'children' in node ? { ...node, children: withoutLinks(node.children) } : node;
  });
}

function linkTo(href: string, words: string): Inline {
  return { type: 'link', href, children: [textNode(words)] };
}

function textNode(text: string): Inline {
  return { type: 'text', text };
}

/** A sticky pattern at one place of the text. */
function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
