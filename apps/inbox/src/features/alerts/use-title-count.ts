import { useEffect } from 'react';

/** How many customers wait, in the tab's title: seen from every other tab. */
export function useTitleCount(title: string, waiting: number): void {
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting > 99 ? '99+' : waiting}) ${title} · Baton` : `${title} · Baton`;
  }, [title, waiting]);
}
