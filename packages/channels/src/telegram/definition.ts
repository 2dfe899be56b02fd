import { z } from 'zod';
import { defineChannel } from '../define-channel.ts';

/** How a bot writes. */
const settings = z.object({
  linkPreviews: z.boolean().default(true).meta({ title: 'Show previews of links' }),
});

/** A Telegram bot that customers write to. */
export const definition = defineChannel({
  type: 'telegram',
  title: 'Telegram',
  description: 'A Telegram bot that your customers write to.',
  icon: 'IconBrandTelegram',
  capabilities: {
    // An inline keyboard takes 100 buttons.
    buttons: 100,
    // "1-4096 characters after entities parsing": https://core.telegram.org/bots/api#sendmessage
    textLength: 4096,
    forms: false,
    receipts: false,
    // Nothing in the Bot API tells a repeated message from a second one.
    idempotentSend: false,
    replyTimeout: false,
  },
  settings,
  ways: [
    {
      key: 'bot',
      title: 'Bot',
      description: 'A bot of your own, made by @BotFather.',
      secrets: [
        {
          key: 'token',
          title: 'Bot token',
          description: 'Write /newbot to @BotFather in Telegram; the token is in its answer.',
        },
      ],
    },
  ],
});
