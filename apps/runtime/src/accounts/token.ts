import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link: shown once, kept only as its hash. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** A fast hash is enough: a token has 256 bits of its own, there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
