import { z } from 'zod';
import { defineChannel } from '../define-channel.ts';

/** Languages that the chat's own words exist in; `auto` takes the visitor's, where it is one of them. */
const widgetLanguages = ['auto', 'en', 'es', 'de', 'pt', 'ru'] as const;

/** What the chat on a website looks like and says. */
const settings = z.object({
  businessName: z.string().trim().max(100).default('Our team').meta({ title: 'Business name' }),
  greeting: z.string().trim().max(200).default('Hi! How can we help?').meta({ title: 'Greeting' }),
  launcherText: z
    .string()
    .trim()
    .max(40)
    .default('')
    .meta({ title: 'Words on the button', description: 'Blank shows the icon alone' }),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Choose a colour such as #0f766e')
    .default('#0f766e')
    .meta({ title: 'Accent colour', format: 'color' }),
  corners: z.enum(['round', 'soft', 'square']).default('round').meta({ title: 'Corners' }),
  position: z.enum(['left', 'right']).default('right').meta({ title: 'Position' }),
  scheme: z.enum(['auto', 'light', 'dark']).default('auto').meta({ title: 'Colour scheme' }),
  language: z
    .enum(widgetLanguages)
    .default('auto')
    .meta({
      title: 'Language of buttons',
      description: 'Of the chat’s own words; what the bot says is written in the flow',
      labels: {
        auto: 'The visitor’s',
        en: 'English',
        es: 'Español',
        de: 'Deutsch',
        pt: 'Português',
        ru: 'Русский',
      },
    }),
  closingEnds: z.boolean().default(false).meta({
    title: 'Closing the chat ends it',
    description: 'Off: a visitor who closes the chat finds it again as it was',
  }),
  signedInOnly: z.boolean().default(false).meta({
    title: 'Only for signed-in customers',
    description: 'The chat shows once your website has said who the customer is',
  }),
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
