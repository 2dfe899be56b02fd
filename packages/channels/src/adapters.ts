// The registry of channel adapters: one line per channel. `channel-adapters.ts` keys them by their `type`.
export { adapter as telegram } from './telegram/adapter.ts';
export { adapter as whatsapp } from './whatsapp/adapter.ts';
export { adapter as widget } from './widget/adapter.ts';
