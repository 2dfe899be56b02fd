import type { InboundEvent } from '@baton/channels/channel-adapter';
import type { InboundContent } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { Database } from '../db/client.ts';
import { keepAliases, recogniseContact } from '../db/contact-aliases.ts';
import { keepOrigin } from '../db/contacts.ts';
import { type EditedMessage, editCustomerMessage, isEditable } from '../db/edited-message.ts';
import { whereIs } from '../db/transcript.ts';
import { type Files, uploaderOf } from '../files/create-files.ts';
import type { ExecuteCommand } from './execution.ts';
import { fileContent, goneFile } from './file-content.ts';
import { receiveMessage } from './receive-message.ts';
import { assertExecuted } from './refusals.ts';
import { storable } from './storable.ts';

interface Deps {
  readonly database: Database;
  readonly files: Files;
  readonly execute: ExecuteCommand;
  readonly onEdited: (edited: EditedMessage) => void;
}

/** Takes whatever a customer did on a channel. Resolves once it is stored, or was stored before. */
export async function receiveEvent(deps: Deps, channel: ChannelKey, event: InboundEvent): Promise<void> {
  const { origin, address, aliases, phone } = event;
  const identities = aliases && [address, ...aliases];
  const noted = identities ? await recogniseContact(deps.database, channel, identities) : true;
  const content = await checkedContent(deps, channel, event);
  if (event.edits) return editMessage(deps, channel, { ...event, content });
  if (content === null) await openChat(deps, channel, event);
  else await receiveMessage(deps.execute, channel, { ...event, content });
  if (identities && !noted) await keepAliases(deps.database, channel, identities, phone);
  if (origin !== undefined) await keepOrigin(deps.database, { ...channel, address }, origin);
}

/** What was said, with a file as it is stored: what a browser says about it is not believed, nor that it is theirs. */
async function checkedContent(
  { files }: Deps,
  { workspaceId, channelId }: ChannelKey,
  { content, address }: InboundEvent,
): Promise<InboundContent | null> {
  if (content?.kind !== 'file') return content;
  const file = await files.open({ workspaceId, fileId: content.fileId });
  if (file?.uploadedBy !== uploaderOf({ channelId, address })) throw new AppError('NOT_FOUND', { message: goneFile });
  return fileContent(file.facts, content.caption);
}

/** Staff read what the customer means now; what the flow has made of it stays. */
async function editMessage({ database, onEdited }: Deps, channel: ChannelKey, event: InboundEvent): Promise<void> {
  const { address, clientId, content } = event;
  if (clientId === undefined || content === null || !isEditable(content)) return;
  const edited = await editCustomerMessage(database, { ...channel, address }, clientId, storable(content));
  if (edited) onEdited(edited);
}

/**
 * Who opens a chat is greeted by the flow. Opened again while the bot waits for an answer, it is asked once more;
 * while a person is there or on the way, or after the end of a matter, it is said like anything else.
 */
async function openChat({ database, execute }: Deps, channel: ChannelKey, event: InboundEvent): Promise<void> {
  const { workspaceId, channelId } = channel;
  const { key, address, name, writableUntil } = event;
  const executed = await execute({
    target: { workspaceId, channelId, address },
    command: { type: 'customer.start', again: true },
    eventKey: key,
    contactName: name,
    writableUntil,
  });
  assertExecuted(executed);
  if (executed.status !== 'unchanged' || executed.conversationId === null) return;
  const place = await whereIs(database, workspaceId, executed.conversationId);
  if (!place || place.mode === 'bot') return;
  await receiveMessage(execute, channel, { ...event, content: { kind: 'text', text: '/start' } });
}
