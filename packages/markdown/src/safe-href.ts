const safeProtocols = new Set(['http:', 'https:', 'mailto:']);

/** The address as a link may carry it, or null when it is relative or of a protocol other than http, https and mailto. */
export function safeHref(href: string): string | null {
  try {
    // Without a base only absolute addresses parse; the parser strips the tabs and newlines that hide "java\tscript:".
    const url = new URL(href);
    return safeProtocols.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
