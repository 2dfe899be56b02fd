import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ChannelKey } from './channel-key.ts';

export type Secrets = Readonly<Record<string, string>>;

/** Keeps what opens accounts at providers unreadable in the database and in its backups. */
export interface SecretBox {
  seal(channel: ChannelKey, secrets: Secrets): string;
  /** Throws where the text is of another channel, another secret of the installation, or was changed. */
  open(channel: ChannelKey, sealed: string): Secrets;
  /** What proves that a webhook's request comes from the provider; another one for each version of a connection. */
  webhookSecret(channel: ChannelKey, version: number): string;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const secretsSchema = z.record(z.string(), z.string());

/** AES-256-GCM under a key derived from the installation's secret. */
export function createSecretBox(secret: string): SecretBox {
  const key = derive(secret, 'channel secrets');
  const webhookKey = derive(secret, 'channel webhooks');

  return {
    seal(channel, secrets) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(channel));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(channel, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
        .setAAD(boundTo(channel))
        .setAuthTag(tag);
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return secretsSchema.parse(JSON.parse(opened.toString('utf8')));
    },
    webhookSecret: ({ workspaceId, channelId }, version) =>
      createHmac('sha256', webhookKey)
        .update(JSON.stringify([workspaceId, channelId, version]))
        .digest('base64url'),
  };
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `baton: ${purpose}`, 32));
}

/** What was sealed for one channel opens for no other. */
function boundTo({ workspaceId, channelId }: ChannelKey): Buffer {
  return Buffer.from(JSON.stringify([workspaceId, channelId]));
}
