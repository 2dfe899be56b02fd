const accountPages = ['/sign-in', '/setup', '/join/'];

/** Leaves for the sign-in page, which leads back here. Does nothing on the pages for people who are signed out. */
export function leaveForSignIn(): void {
  const { pathname, search } = location;
  if (accountPages.some((page) => pathname.startsWith(page))) return;
  location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** Where to go after signing in: the wanted page if it is one of ours, else the inbox. */
export function pageAfterSignIn(next: string | null): string {
  // A path of this site only: "//elsewhere.example" and "https://…" would lead away.
  return next !== null && /^\/(inbox|builder)(\/|\?|$)/.test(next) ? next : '/inbox';
}

/** Ends the session and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  location.assign('/sign-in');
}
