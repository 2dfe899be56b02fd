import type { EditorState } from '@tiptap/pm/state';

/** `<<` that was typed and not closed yet, before the cursor. */
export interface OpenQuery {
  from: number;
  to: number;
  text: string;
}

/** What somebody who typed `<<` is looking for; null where nobody is. */
export function openQuery({ selection, doc }: EditorState): OpenQuery | null {
  if (!selection.empty) return null;
  const { $from, from } = selection;
  const before = doc.textBetween($from.start(), from, '\n', '￼');
  const match = /(?:^|[^\\<])<<([a-z0-9.-]*)$/i.exec(before);
  if (!match) return null;
  const text = match[1] ?? '';
  return { from: from - text.length - 2, to: from, text };
}
