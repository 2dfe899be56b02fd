import type { Visit } from '@baton/contracts';

/** Where the visitor is, told to the server when they come and when they have gone to another page. */
export interface VisitNews {
  now(): Visit;
  /** Nothing while the server knows the page already. */
  unlessTold(): Visit | undefined;
  told(visit: Visit | undefined): void;
}

export function createVisitNews(now: () => Visit): VisitNews {
  let known: string | null = null;
  return {
    now,
    unlessTold() {
      const visit = now();
      return visit.page === known ? undefined : visit;
    },
    told(visit) {
      if (visit) known = visit.page;
    },
  };
}

/** What the page, of this title, and the browser say about themselves, within the contract's limits. */
export function readVisit(title = document.title): Visit {
  return {
    page: location.href.slice(0, 2000),
    title: title.slice(0, 300),
    referrer: document.referrer.slice(0, 2000),
    language: navigator.language.slice(0, 35),
    timeZone: (Intl.DateTimeFormat().resolvedOptions().timeZone ?? '').slice(0, 64),
  };
}
