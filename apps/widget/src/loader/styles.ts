/**
 * Adds rules to a shadow root. Constructed style sheets are no inline styles: a page's Content-Security-Policy
 * leaves them alone. Browsers without them get a style element.
 */
export function adoptStyles(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}
