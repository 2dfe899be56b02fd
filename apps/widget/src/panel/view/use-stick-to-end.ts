import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How close to the end counts as being there. */
const NEAR_PX = 80;

/** Keeps the newest message in view, unless the visitor has scrolled back to read; their own message always shows. */
export function useStickToEnd(count: number, lastIsOwn: boolean, open: boolean) {
  const log = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const stick = useRef(true);

  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const onScroll = () => {
      stick.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      setAtEnd(stick.current);
    };
    // Typing dots, forms that close and a panel that changes height move the end, too.
    const observer = new ResizeObserver(() => stick.current && element.scrollTo({ top: element.scrollHeight }));
    observer.observe(element);
    const mutations = new MutationObserver(() => stick.current && element.scrollTo({ top: element.scrollHeight }));
    mutations.observe(element, { childList: true, subtree: true });
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      mutations.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);

  useLayoutEffect(() => {
    if (open && (stick.current || lastIsOwn)) toEnd();
  }, [count, lastIsOwn, open]);

  return { log, atEnd, toEnd };
}
