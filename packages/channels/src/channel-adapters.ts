import * as list from './adapters.ts';
import type { ChannelAdapterFactory } from './channel-adapter.ts';
import type * as definitions from './definitions.ts';

/** Does not compile while a definition has no adapter. */
const adapters: Record<keyof typeof definitions, ChannelAdapterFactory> = list;

/** Every channel type's adapter by its `type`. The runtime loads it; browsers never do. */
export const channelAdapters: Readonly<Record<string, ChannelAdapterFactory>> = Object.fromEntries(
  Object.values(adapters).map((adapter) => [adapter.type, adapter]),
);
