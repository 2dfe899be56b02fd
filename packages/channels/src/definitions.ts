// The registry of channel definitions: one line per channel. `channel-definitions.ts` keys them by their `type`.
export { definition as telegram } from './telegram/definition.ts';
export { definition as whatsapp } from './whatsapp/definition.ts';
export { definition as widget } from './widget/definition.ts';
