import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How close to the end counts as being there, and how far above a message its author's name begins. */
const NEAR_PX = 80;
const ABOVE_PX = 12;

/**
 * Keeps the newest message in view unless the visitor has scrolled back to read: their own message always shows,
 * and of one that is taller than the view the beginning. `behind`: there is something below that was not seen.
 */
export function useStickToEnd(count: number, lastIsOwn: boolean, open: boolean) {
  const log = useRef<HTMLDivElement>(null);
  const [behind, setBehind] = useState(false);
  const stick = useRef(true);
  const shown = useRef(0);

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const onScroll = () => {
      const below = distanceBelow(element);
      stick.current = below < NEAR_PX;
      if (stick.current) setBehind(false);
      else if (below > element.clientHeight * 2) setBehind(true);
    };
    // Typing dots and a keyboard that comes up move the end, too.
    const follow = () => stick.current && toEnd(element);
    const resized = new ResizeObserver(follow);
    resized.observe(element);
    const changed = new MutationObserver(follow);
    changed.observe(element, { childList: true, subtree: true });
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      changed.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);

  useLayoutEffect(() => {
    const element = log.current;
    if (!element || !open) return;
    const before = shown.current;
    shown.current = count;
    if (!stick.current && !lastIsOwn) return setBehind(count > before);
    const first = element.querySelectorAll<HTMLElement>('[data-message]')[before];
    const beginning = first ? first.offsetTop - ABOVE_PX : Number.POSITIVE_INFINITY;
    const end = element.scrollHeight - element.clientHeight;
    element.scrollTo({ top: Math.min(beginning, end) });
    stick.current = beginning >= end - NEAR_PX;
  }, [count, lastIsOwn, open]);

  return { log, behind, toEnd: () => log.current && toEnd(log.current) };
}

function toEnd(element: HTMLElement) {
  element.scrollTo({ top: element.scrollHeight });
}

function distanceBelow(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
