import type { InboundEvent } from '@baton/channels/channel-adapter';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { Database } from '../db/client.ts';
import { keepOrigin } from '../db/contacts.ts';
import { type EditedMessage, editCustomerMessage } from '../db/edited-message.ts';
import { whereIs } from '../db/transcript.ts';
import type { ExecuteCommand } from './execution.ts';
import { receiveMessage } from './receive-message.ts';
import { assertExecuted } from './refusals.ts';
import { storable } from './storable.ts';

interface Deps {
  readonly database: Database;
  readonly execute: ExecuteCommand;
  readonly onEdited: (edited: EditedMessage) => void;
}

/** Takes whatever a customer did on a channel. Resolves once it is stored, or was stored before. */
export async function receiveEvent(deps: Deps, channel: ChannelKey, event: InboundEvent): Promise<void> {
  const { content, origin, address } = event;
  if (event.edits) return editMessage(deps, channel, event);
  if (content === null) await openChat(deps, channel, event);
  else await receiveMessage(deps.execute, channel, { ...event, content });
  if (origin !== undefined) await keepOrigin(deps.database, { ...channel, address }, origin);
}

/** Staff read what the customer means now; what the flow has made of it stays. */
async function editMessage({ database, onEdited }: Deps, channel: ChannelKey, event: InboundEvent): Promise<void> {
  const { address, clientId, content } = event;
  if (clientId === undefined || content?.kind !== 'text') return;
  const edited = await editCustomerMessage(
    database,
    { ...channel, address },
    { clientId, text: storable(content.text) },
  );
  if (edited) onEdited(edited);
}

/**
 * Who opens a chat is greeted by the flow. Opened again while a person answers, or after the end of a matter, it is
 * said like anything else; while the bot waits for an answer it changes nothing, and answers nothing.
 */
async function openChat({ database, execute }: Deps, channel: ChannelKey, event: InboundEvent): Promise<void> {
  const { workspaceId, channelId } = channel;
  const { key, address, name } = event;
  const executed = await execute({
    target: { workspaceId, channelId, address },
    command: { type: 'customer.start' },
    eventKey: key,
    contactName: name,
  });
  assertExecuted(executed);
  if (executed.status !== 'unchanged' || executed.conversationId === null) return;
  const place = await whereIs(database, workspaceId, executed.conversationId);
  if (!place || place.mode === 'bot') return;
  await receiveMessage(execute, channel, { ...event, content: { kind: 'text', text: '/start' } });
}
