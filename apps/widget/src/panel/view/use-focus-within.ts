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
    const root = panel.current.getRootNode();
    const focused = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
    const leaving = event.shiftKey ? focused === first || focused === panel.current : focused === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };
}
