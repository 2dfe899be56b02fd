import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAR = 80;

/**
 * Keeps a scroller at its end while its reader is there, and in its place when older content comes in above.
 * `last` and `first` name the content's ends: when they change, content came in there.
 */
export function useStickToBottom(
  scroller: RefObject<HTMLElement | null>,
  first: string | number,
  last: string | number,
) {
  const [atBottom, setAtBottom] = useState(true);
  const sticks = useRef(true);
  const before = useRef({ first, height: 0 });

  const toBottom = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (before.current.first !== first && !sticks.current) {
      element.scrollTop += element.scrollHeight - before.current.height;
    }
    before.current = { first, height: element.scrollHeight };
  }, [first, scroller]);

  useLayoutEffect(() => {
    if (sticks.current) toBottom();
    if (scroller.current) before.current.height = scroller.current.scrollHeight;
  }, [last, toBottom]);

  // The composer grows and the keyboard opens: what was at the end stays there.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (sticks.current) toBottom();
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller, toBottom]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    setAtBottom(sticks.current);
  }, [scroller]);

  return { atBottom, toBottom, onScroll };
}
