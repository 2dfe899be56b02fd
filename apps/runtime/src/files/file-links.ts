import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { FileKey } from '../db/files.ts';

/** Makes addresses under which one file can be loaded for a few minutes, by a page that can send no token along. */
export interface FileLinks {
  mint(file: FileKey, at: number): Promise<{ readonly token: string; readonly expiresAt: number }>;
  /** Null for anything but a link of ours that still holds. */
  verify(token: string, at: number): Promise<FileKey | null>;
}

const LIFETIME_SECONDS = 5 * 60;
const ISSUER = 'baton';
const AUDIENCE = 'baton:file';
const algorithm = 'HS256';

const claimsSchema = z.object({ sub: z.string().min(1), workspaceId: z.string().min(1) });

export function createFileLinks(secret: string): FileLinks {
  // A key of its own: a visitor's token is no link, and a link is no visitor.
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'baton file links', 32));
  return {
    async mint({ workspaceId, fileId }, at) {
      const expiresAt = Math.floor(at / 1000) + LIFETIME_SECONDS;
      const token = await new SignJWT({ workspaceId })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(fileId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: expiresAt * 1000 };
    },
    async verify(token, at) {
      const options = { algorithms: [algorithm], issuer: ISSUER, audience: AUDIENCE, currentDate: new Date(at) };
      const verified = await jwtVerify(token, key, { ...options, requiredClaims: ['exp'] }).catch(() => null);
      const claims = claimsSchema.safeParse(verified?.payload);
      return claims.success ? { workspaceId: claims.data.workspaceId, fileId: claims.data.sub } : null;
    },
  };
}
