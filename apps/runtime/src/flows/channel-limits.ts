import { channelDefinitions } from '@baton/channels/definitions';
import type { ChannelLimits } from '@baton/engine';

/** What the channels that use a flow can show. */
export function channelLimits(channels: readonly { readonly type: string; readonly name: string }[]): ChannelLimits[] {
  return channels.flatMap(({ type, name }) => {
    const definition = Object.hasOwn(channelDefinitions, type) ? channelDefinitions[type] : undefined;
    return definition === undefined ? [] : [{ ...definition.capabilities, name }];
  });
}
