export type { Inline } from './parse-inline.ts';
export type { Block, ListItem } from './parse-markdown.ts';
export { parseMarkdown } from './parse-markdown.ts';
export { safeHref } from './safe-href.ts';
