import type { KeyboardEvent, RefObject } from 'react';

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex="0"]';

/** Keeps Tab inside the panel while it covers the whole screen. */
export function useFocusWithin(panel: RefObject<HTMLElement | null>, active: boolean) {
  return (event: KeyboardEvent) => {
    if (!active || event.key !== 'Tab' || !panel.current) return;
    const stops = [...panel.current.querySelectorAll<HTMLElement>(focusable)].filter((stop) => stop.offsetParent);
    const first = stops.at(0);
    const last = stops.at(-1);
    const focused = focusedElement(panel.current);
    const leaving = event.shiftKey ? focused === first || focused === panel.current : focused === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };
}

/** What has the focus in the tree that `element` is in: outside of a shadow root only its host is known. */
export function focusedElement(element: HTMLElement): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}
