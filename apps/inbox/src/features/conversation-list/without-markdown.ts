/** One line has no room for emphasis and addresses: only their words are left. */
export function withoutMarkdown(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`+|~~)(?=\S)(.*?)\1/g, '$2')
    .replace(/^\s*(#{1,6}|[-*+]|>)\s+/gm, '')
    .replace(/\\([\\`*_~[\]()!#+.>-])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
