import { readStaffSaid } from '@baton/channels/telegram-staff';
import type { Actor, ReplyContent } from '@baton/engine';
import { fileContent } from '../conversations/file-content.ts';
import { storable } from '../conversations/storable.ts';
import { type Files, type StoredFile, uploaderOf } from '../files/create-files.ts';
import type { OperatorBot } from './operator-bots.ts';
import type { Message } from './update.ts';

/** What an operator has sent, as the customer gets it. */
export type ReadReply =
  | { readonly status: 'read'; readonly content: ReplyContent }
  /** Why nobody gets it, as a sentence. */
  | { readonly status: 'refused'; readonly why: string };

const NOT_PASSED_ON =
  'This can’t be passed on to customers: send a text, a photo, a video, a voice message, a file or a place. Nothing was sent.';
const refusals = {
  too_large: 'This file is too large: bots can fetch files up to 20 MB from Telegram. Nothing was sent.',
  empty: 'This file is empty. Nothing was sent.',
  not_allowed: 'Files of this kind are not sent to customers: send a picture, a PDF, a text or the like.',
  failed: 'Telegram does not give this file. Nothing was sent: send it again.',
} as const;

/** Reads a message of an operator, and keeps its file; rejects where bringing the update again may help. */
export async function readReply(
  files: Pick<Files, 'store'>,
  from: { readonly bot: OperatorBot; readonly actor: Actor; readonly updateKey: string },
  message: Message,
): Promise<ReadReply> {
  const said = readStaffSaid(message);
  if (!said || said.kind === 'other') return { status: 'refused', why: NOT_PASSED_ON };
  if (said.kind === 'text') return { status: 'read', content: { kind: 'text', text: storable(said.text) } };
  if (said.kind === 'location') return { status: 'read', content: storablePlace(said) };
  const { bot, actor, updateKey } = from;
  const { workspaceId } = bot.row;
  const uploadedBy = uploaderOf({ userId: actor.id });
  const kept = await bot.staff.fetchFile<StoredFile>(updateKey, said.file, (file) =>
    files.store({ ...file, name: file.name && storable(file.name), workspaceId, uploadedBy }),
  );
  if (kept.status === 'refused') return { status: 'refused', why: refusals[kept.reason] };
  return { status: 'read', content: fileContent(kept.file, storable(said.file.caption)) };
}

function storablePlace({ name, address, ...place }: Extract<ReplyContent, { kind: 'location' }>): ReplyContent {
  return {
    ...place,
    ...(name !== undefined && { name: storable(name) }),
    ...(address !== undefined && { address: storable(address) }),
  };
}
