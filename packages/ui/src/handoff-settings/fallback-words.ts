import type { fallbacks } from '@baton/contracts';

export type Fallback = (typeof fallbacks)[number];

/** What happens when nobody takes a request, in the words of its setting. */
export const fallbackWords = {
  form: 'Ask for name, e-mail and a message',
  message: 'Send a message, and the bot goes on',
  queue: 'Keep the customer in a queue and say their place; after 30 minutes, ask for a message',
} as const satisfies Record<Fallback, string>;
