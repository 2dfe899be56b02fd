import type { InboundEvent } from '@baton/channels/channel-adapter';
import type { Command, InboundContent } from '@baton/engine';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { ExecuteCommand } from './execution.ts';
import { assertExecuted } from './refusals.ts';

type InboundMessage = InboundEvent & { readonly content: InboundContent };

/** Takes what was said in a customer's chat. Resolves once it is stored, or was stored before. */
export async function receiveMessage(
  execute: ExecuteCommand,
  { workspaceId, channelId }: ChannelKey,
  event: InboundMessage,
): Promise<void> {
  const { key, address, name, writableUntil } = event;
  const executed = await execute({
    target: { workspaceId, channelId, address },
    command: commandOf(event),
    eventKey: key,
    contactName: name,
    writableUntil,
  });
  assertExecuted(executed);
}

/** What the customer sent, or what the business did from its own phone. */
function commandOf({ content, clientId, fromBusiness }: InboundMessage): Command {
  // Only customers press buttons and fill in forms.
  if (!fromBusiness || content.kind === 'choice' || content.kind === 'form_answer') {
    return { type: 'customer.message', content, clientId };
  }
  return { type: 'phone.reply', content, clientId, takesOver: fromBusiness.takesOver };
}
