const focusable = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"], button';

/**
 * Puts the cursor into the field at a path of the settings, or into the nearest one around it: `options.2` may be
 * shown as part of `options`. Without a path, into the first field.
 */
export function focusField(container: HTMLElement, path: string | null): void {
  const target = path === null ? null : closestField(container, path);
  const field = (target ?? container).querySelector<HTMLElement>(focusable);
  const element = target?.matches(focusable) ? target : field;
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'center' });
}

function closestField(container: HTMLElement, path: string): HTMLElement | null {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = CSS.escape(parts.slice(0, length).join('.'));
    const found = container.querySelector<HTMLElement>(`[data-path="${name}"]`);
    if (found) return found;
  }
  return null;
}
