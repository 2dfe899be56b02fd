import type { SealedChannelDefinition } from './define-channel.ts';
import * as list from './definitions.ts';

/** Every channel type by its `type`: what Settings, validation and the runtime know. Browsers load it. */
export const channelDefinitions: Readonly<Record<string, SealedChannelDefinition>> = Object.fromEntries(
  Object.values(list).map((definition) => [definition.type, definition]),
);

export type { ChannelCapabilities } from './channel-adapter.ts';
export type { ChannelSecret, ConnectionWay, SealedChannelDefinition } from './define-channel.ts';
export type { SettingsField } from './settings-fields.ts';
