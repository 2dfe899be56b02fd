import { inboundContentSchema } from '@baton/engine';
import { z } from 'zod';
import type { InboundEvent } from '../channel-adapter.ts';

/** What a visitor's browser brings. The runtime has checked who the visitor is. */
const payloadSchema = z.object({
  visitorId: z.string().min(1).max(64),
  /** The browser's own id of the message: a repeat carries the same. */
  clientId: z.uuid(),
  content: inboundContentSchema,
  /** What they are called, where the website has vouched for it. */
  name: z.string().max(200).nullable().default(null),
});

/** Converts what a browser brought; throws a ZodError for anything else. */
export function toInbound(payload: unknown): InboundEvent {
  const { visitorId, clientId, content, name } = payloadSchema.parse(payload);
  // Two visitors may well use the same client id: a repeat is one's own.
  return { key: `${visitorId}:${clientId}`, address: visitorId, name, clientId, content };
}
