import { connectChannel, disconnectChannel, reconnectChannel } from '../settings/channel-connections.ts';
import { type ChannelDeps, createChannel, listChannels, updateChannel } from '../settings/channels.ts';
import { readIdentityKey, renewIdentityKey } from '../settings/identity-key.ts';
import { editorRoutes, memberRoutes } from './routes.ts';

/** Everybody in the workspace sees its channels; owners and admins set them up. */
export function channelRoutes(deps: ChannelDeps) {
  const member = memberRoutes.channels;
  const editor = editorRoutes.channels;

  return {
    list: member.list.handler(({ context: { session } }) => listChannels(deps, session)),
    create: editor.create.handler(({ input, context: { session } }) => createChannel(deps, session, input)),
    update: editor.update.handler(({ input, context: { session } }) => updateChannel(deps, session, input)),
    identityKey: editor.identityKey.handler(({ input, context: { session } }) =>
      readIdentityKey(deps, session, input.id),
    ),
    renewIdentityKey: editor.renewIdentityKey.handler(({ input, context: { session } }) =>
      renewIdentityKey(deps, session, input.id),
    ),
    connect: editor.connect.handler(({ input, context: { session } }) => connectChannel(deps, session, input)),
    reconnect: editor.reconnect.handler(({ input, context: { session } }) => reconnectChannel(deps, session, input.id)),
    disconnect: editor.disconnect.handler(({ input, context: { session, log } }) =>
      disconnectChannel({ ...deps, log }, session, input.id),
    ),
  };
}
