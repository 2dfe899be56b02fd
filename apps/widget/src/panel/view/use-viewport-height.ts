import { type RefObject, useEffect } from 'react';

/** A phone's keyboard covers the page without shrinking it: the full-screen panel follows what can be seen. */
export function useViewportHeight(panel: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    const { current } = panel;
    if (!viewport || !current || !active) return;
    const follow = () => {
      current.style.setProperty('--visible-height', `${viewport.height}px`);
      current.style.setProperty('--visible-top', `${viewport.offsetTop}px`);
    };
    follow();
    viewport.addEventListener('resize', follow);
    viewport.addEventListener('scroll', follow);
    return () => {
      viewport.removeEventListener('resize', follow);
      viewport.removeEventListener('scroll', follow);
    };
  }, [panel, active]);
}
