/** Signs in; answers null, or why not in a sentence. Throws only when the server cannot be reached. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: email.trim(), password }),
  });
  if (response.ok) return null;
  if (response.status === 429) return 'Too many attempts. Wait a minute, then try again.';
  if (response.status >= 500) return 'The server could not sign you in. Try again in a moment.';
  return 'E-mail or password is wrong. Check both and try again.';
}
