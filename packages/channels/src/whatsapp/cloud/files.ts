import { z } from 'zod';
import type { ChannelHost, KeptFile, OutboundFile } from '../../channel-adapter.ts';
import type { CloudApi } from './cloud-api.ts';
import type { CloudMedia } from './to-inbound.ts';

const uploadedSchema = z.object({ id: z.string() });

/** Brings a file to Meta; answers the id under which a message shows it. */
export async function uploadFile(api: CloudApi, phoneNumberId: string, { file, bytes }: OutboundFile): Promise<string> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of bytes()) parts.push(new Uint8Array(part));
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.mime);
  form.set('file', new Blob(parts, { type: file.mime }), file.name);
  return uploadedSchema.parse(await api.upload(`${phoneNumberId}/media`, form)).id;
}

const mediaSchema = z.object({ url: z.url() });

/** Fetches what a customer sent, and keeps it. Rejects where trying again may help. */
export async function keepMedia(
  api: CloudApi,
  host: ChannelHost,
  address: string,
  { id, name, kind, voice }: CloudMedia,
): Promise<KeptFile> {
  const { url } = mediaSchema.parse(await api.get(id));
  return host.storeFile(address, {
    name,
    bytes: api.download(url),
    ...(kind === 'sticker' && { media: 'sticker' as const }),
    ...(voice && { media: 'voice' as const }),
  });
}
