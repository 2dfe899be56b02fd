const MAX_LENGTH = 4000;
const url = /https?:\/\/[^\s<>"`]+/gi;

/**
 * What an AI wrote, as words only. Whoever talks to an AI can make it write anything: marks of Markdown are escaped,
 * and an address stays only where the owner's own texts have it.
 */
export function plainAnswer(text: string, ownTexts: readonly string[]): string {
  const clean = text.replace(/\p{Cc}/gu, (mark) => (mark === '\n' ? mark : ' ')).trim();
  const cut = clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean;
  let plain = '';
  let position = 0;
  for (const { 0: found, index } of cut.matchAll(url)) {
    const address = found.replace(/[.,;:!?'*_~)\]]+$/, '');
    plain += escapeMarks(cut.slice(position, index));
    plain += ownTexts.some((own) => own.includes(address)) ? address : '(link removed)';
    position = index + address.length;
  }
  return plain + escapeMarks(cut.slice(position));
}

function escapeMarks(text: string): string {
  return text.replace(/[\\`*_~[\]]/g, '\\$&').replace(/^([ \t]*)([#>+-])/gm, '$1\\$2');
}
