import type { Auth } from '../accounts/auth.ts';
import type { ApiContext } from './api-context.ts';

/**
 * Signs in somebody whose account was made just now: the answer carries the session's cookie. The account is
 * there whatever happens here: without the cookie, they sign in by hand.
 */
export async function signIn(
  auth: Auth,
  { email, password }: { readonly email: string; readonly password: string },
  context: ApiContext,
): Promise<void> {
  try {
    const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
    for (const cookie of headers.getSetCookie()) context.resHeaders.append('set-cookie', cookie);
  } catch (error) {
    context.log.warn({ err: error }, 'A new account could not be signed in');
  }
}
