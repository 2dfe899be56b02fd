import type { InboundEvent } from '@baton/channels/channel-adapter';
import type { InboundContent } from '@baton/engine';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { ExecuteCommand } from './execution.ts';
import { assertExecuted } from './refusals.ts';

type InboundMessage = InboundEvent & { readonly content: InboundContent };

/** Takes what a customer sent on a channel. Resolves once it is stored, or was stored before. */
export async function receiveMessage(
  execute: ExecuteCommand,
  { workspaceId, channelId }: ChannelKey,
  { key, address, name, content, clientId, writableUntil }: InboundMessage,
): Promise<void> {
  const executed = await execute({
    target: { workspaceId, channelId, address },
    command: { type: 'customer.message', content, clientId },
    eventKey: key,
    contactName: name,
    writableUntil,
  });
  assertExecuted(executed);
}
