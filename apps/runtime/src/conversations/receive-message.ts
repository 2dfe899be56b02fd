import type { InboundEvent } from '@baton/channels/channel-adapter';
import type { ChannelKey } from '../channels/channel-supervisor.ts';
import type { ExecuteCommand } from './execution.ts';
import { assertExecuted } from './refusals.ts';

/** Takes what a customer sent on a channel. Resolves once it is stored, or was stored before. */
export async function receiveMessage(
  execute: ExecuteCommand,
  { workspaceId, channelId }: ChannelKey,
  { key, address, name, content, clientId }: InboundEvent,
): Promise<void> {
  const executed = await execute({
    target: { workspaceId, channelId, address },
    command: { type: 'customer.message', content, clientId },
    eventKey: key,
    contactName: name,
  });
  assertExecuted(executed);
}
