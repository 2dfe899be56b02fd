import { parseTemplate, type Reference } from '@baton/engine';

/** A template as it is edited: the text exactly as typed, and references. Put together again it is the same string. */
export type Token = { text: string } | { source: string; reference: Reference };

const escapes = ['\\<<', '\\{{'];

/** Takes a template apart without losing a character; the engine's own parse drops the escapes' backslashes. */
export function tokensOf(template: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const part of parseTemplate(template)) {
    if ('text' in part) {
      const end = endOfText(template, at, part.text.length);
      tokens.push({ text: template.slice(at, end) });
      at = end;
    } else {
      const { source, ...reference } = part;
      tokens.push({ source, reference });
      at += source.length;
    }
  }
  return tokens;
}

/** Where in the raw template a text of that many characters ends. */
function endOfText(template: string, start: number, length: number): number {
  let at = start;
  let read = 0;
  while (read < length) {
    const escaped = escapes.find((each) => template.startsWith(each, at));
    at += escaped ? escaped.length : 1;
    read += escaped ? escaped.length - 1 : 1;
  }
  return at;
}

/** A reference with another fallback; null takes the fallback away. Written in the plain spelling. */
export function referenceSource({ nodeId, field, fallback }: Reference): string {
  const name = field === null ? nodeId : `${nodeId}.${field}`;
  // What would end the reference too early cannot be part of it.
  const words = fallback?.replace(/<<|>>|>$/g, '') ?? null;
  return words === null ? `<<${name}>>` : `<<${name}|${words}>>`;
}
