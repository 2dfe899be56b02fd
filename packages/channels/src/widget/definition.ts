import { z } from 'zod';
import { defineChannel } from '../define-channel.ts';

/** What the chat on a website looks like and says. */
const settings = z.object({
  businessName: z.string().trim().max(100).default('Our team').meta({ title: 'Business name' }),
  greeting: z.string().trim().max(200).default('Hi! How can we help?').meta({ title: 'Greeting' }),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Choose a colour such as #2563eb')
    .default('#2563eb')
    .meta({ title: 'Accent colour', format: 'color' }),
  position: z.enum(['left', 'right']).default('right').meta({ title: 'Position' }),
  scheme: z.enum(['auto', 'light', 'dark']).default('auto').meta({ title: 'Colour scheme' }),
  poweredBy: z.boolean().default(true).meta({ title: 'Show “Powered by Baton”' }),
});

/** A chat on the customer's own website, by one script tag. */
export const definition = defineChannel({
  type: 'widget',
  title: 'Website chat',
  description: 'A chat window on your website.',
  icon: 'IconMessageCircle',
  capabilities: {
    buttons: 50,
    textLength: 10_000,
    forms: true,
    receipts: true,
    // A message is an entry of the transcript: shown once, however often it is pushed.
    idempotentSend: true,
    replyTimeout: true,
  },
  settings,
});
