/** A cut at a paragraph, line or word is looked for in this much of a part's end. */
const CUT_WITHIN = 1500;

/** Where a part of at most `length` UTF-16 units that begins at `from` should end: where a reader would pause. */
export function cutAfter(text: string, from: number, length: number): number {
  if (text.length - from <= length) return text.length;
  const end = from + length;
  // One more, so that a part may end right where the space begins.
  const near = text.slice(Math.max(from + 1, end - CUT_WITHIN), end + 1);
  const start = end + 1 - near.length;
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = near.lastIndexOf(mark);
    if (at > 0) return start + at;
  }
  // Never between the halves of a surrogate pair.
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && end - 1 > from ? end - 1 : end;
}

/** The first place at or after `from` that is no space. */
export function skipSpace(text: string, from: number): number {
  return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
}

/** Splits a text into parts of at most `length` UTF-16 units; none for a text of nothing but space. */
export function cutText(text: string, length: number): string[] {
  const parts: string[] = [];
  let from = skipSpace(text, 0);
  while (from < text.length) {
    const to = cutAfter(text, from, length);
    parts.push(text.slice(from, to).trimEnd());
    from = skipSpace(text, to);
  }
  return parts;
}
