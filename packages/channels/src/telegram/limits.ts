import type { PaceLimits } from '../pace.ts';

/**
 * "Avoid sending more than one message per second" in a chat (short bursts are fine), and not "more than about 30
 * messages per second" in all: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
 */
export const limits: PaceLimits = { inChat: { burst: 5, perSecond: 1 }, inAll: { burst: 30, perSecond: 30 } };
