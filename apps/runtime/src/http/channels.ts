import type { Database } from '../db/client.ts';
import type { ConversationRuntime } from '../services.ts';
import { createChannel, listChannels, updateChannel } from '../settings/channels.ts';
import { editorRoutes, memberRoutes } from './routes.ts';

/** Everybody in the workspace sees its channels; owners and admins set them up. */
export function channelRoutes(database: Database, live: Pick<ConversationRuntime, 'channelChanged'>) {
  const member = memberRoutes.channels;
  const editor = editorRoutes.channels;

  return {
    list: member.list.handler(({ context: { session } }) => listChannels(database, session.workspace.id)),
    create: editor.create.handler(({ input, context: { session } }) => createChannel(database, live, session, input)),
    update: editor.update.handler(({ input, context: { session } }) => updateChannel(database, live, session, input)),
  };
}
