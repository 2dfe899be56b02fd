import { z } from 'zod';
import { defineChannel } from '../define-channel.ts';

/** How a number writes. */
const settings = z.object({
  linkPreviews: z.boolean().default(true).meta({ title: 'Show previews of links' }),
  phoneTakesOver: z.boolean().default(true).meta({
    title: 'Answering from the phone takes over',
    description:
      'Only with WhatsApp Web. The bot is silent once somebody answers a customer from the phone, until a colleague hands the conversation back in the inbox. Otherwise the answer is only shown there.',
  }),
});

/** A WhatsApp number that customers write to. */
export const definition = defineChannel({
  type: 'whatsapp',
  title: 'WhatsApp',
  description: 'A WhatsApp number that your customers write to.',
  icon: 'IconBrandWhatsapp',
  capabilities: {
    // Three reply buttons, or a list of ten: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages
    buttons: 10,
    // https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages
    textLength: 4096,
    forms: false,
    receipts: true,
    // A second message with the same content is a second message.
    idempotentSend: false,
    replyTimeout: false,
  },
  settings,
  ways: [
    {
      key: 'web',
      title: 'WhatsApp Web',
      description: 'The number of a phone that you have: scan a QR code with it, as for WhatsApp on a computer.',
      warning:
        'This is not an official interface. WhatsApp may block a number that uses it, above all one that writes to people who have not written first. Baton only answers, and not too fast. It runs a browser on the server, with 0.2 to 0.7 GB of memory for each number.',
      secrets: [
        {
          key: 'phone',
          title: 'Phone number (optional)',
          description: 'With its country code. Only to type a code into the phone rather than scan one.',
          optional: true,
          open: true,
        },
      ],
      keeperSends: true,
    },
    {
      key: 'cloud',
      title: 'Cloud API',
      description:
        'Meta’s official interface, recommended for production. Needs a Meta developer account and a number.',
      secrets: [
        {
          key: 'phoneNumberId',
          title: 'Phone number ID',
          description: 'In the Meta app dashboard under WhatsApp, API setup. Not the phone number itself.',
          open: true,
        },
        {
          key: 'token',
          title: 'Access token',
          description: 'A permanent token of a system user with the permission whatsapp_business_messaging.',
        },
        {
          key: 'appSecret',
          title: 'App secret',
          description: 'In the Meta app dashboard under App settings, Basic. It proves that messages come from Meta.',
        },
        {
          key: 'businessAccountId',
          title: 'WhatsApp Business account ID (optional)',
          description: 'Beside the phone number ID. Needed to send templates once 24 hours have passed.',
          optional: true,
          open: true,
        },
      ],
      webhookSteps: [
        'Open your app at developers.facebook.com, and there WhatsApp, Configuration.',
        'Paste the callback URL and the verify token, and press Verify and save.',
        'Subscribe to the webhook field “messages”.',
      ],
    },
  ],
});
