import type { EmulatedBot } from './world.ts';

/** Something that goes wrong between a bot and Telegram. */
export type Fault = {
  /** Only this method, or "download" for the bytes of files; any call when left out. */
  readonly method?: string;
  /** Only calls of this bot. */
  readonly bot?: EmulatedBot;
  /** Only calls about this chat. */
  readonly chatId?: number;
  /** How many calls it hits; one when left out. */
  readonly times?: number;
} & (
  | { readonly kind: 'flood'; readonly retryAfter: number }
  /** An answer of the Bot API server, which did nothing. */
  | { readonly kind: 'error'; readonly code: number; readonly description?: string }
  /** Something between answers instead, as a gateway does: not in the Bot API's form, and nothing was done. */
  | { readonly kind: 'gateway'; readonly status: number }
  /** The answer comes late: the call was carried out at once. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection ends without an answer. `done`: the call was carried out all the same. */
  | { readonly kind: 'reset'; readonly done: boolean }
);

/** Holds what goes wrong next. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault that hits this call, if one does: used up by it. */
  take(bot: EmulatedBot, method: string, chatId: number | undefined): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => waiting.push({ fault, left: fault.times ?? 1 }),
    take(bot, method, chatId) {
      const hit = waiting.find(
        ({ fault }) =>
          (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
          (fault.bot === undefined || fault.bot === bot) &&
          (fault.chatId === undefined || fault.chatId === chatId),
      );
      if (!hit) return undefined;
      hit.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return hit.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
