import { randomUUID } from 'node:crypto';
import { channelDefinitions } from '@baton/channels/definitions';
import { type WidgetConfig, widgetConfigSchema } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { ConversationService } from '../conversations/create-conversation-service.ts';
import { findPublicChannel, type StoredChannel } from '../db/channels.ts';
import type { VisitorKey } from '../db/visitor.ts';
import type { ApiContext } from './api-context.ts';
import { publicRoutes } from './routes.ts';
import { visitorLimits } from './visitor-limits.ts';

/** The widget's side of the contract. A visitor is who their token says, on its channel and nowhere else. */
export function widgetRoutes(service: ConversationService) {
  const { clock, channels, tokens, versions, visitors } = service;
  const routes = publicRoutes.widget;
  const limits = visitorLimits(clock);

  async function channelOf(channelId: string): Promise<StoredChannel> {
    const channel = await findPublicChannel(service.database, channelId);
    if (channel?.type !== 'widget') throw new AppError('NOT_FOUND');
    return channel;
  }

  async function configOf(channel: StoredChannel): Promise<WidgetConfig> {
    const { workspaceId, publishedVersionId } = channel;
    const version = publishedVersionId === null ? null : await versions.get(workspaceId, publishedVersionId);
    const parsed = channelDefinitions[channel.type]?.parseSettings(channel.settings);
    if (!parsed?.ok) throw new Error(`The settings of channel ${channel.id} are wrong: ${parsed?.problems.join('; ')}`);
    const { configure } = version ?? {};
    const headset = configure?.headset === true && configure.headsetShown === 'always';
    return widgetConfigSchema.parse({ ...parsed.settings, headset });
  }

  async function visitorOf({ headers }: ApiContext): Promise<VisitorKey> {
    const [, token] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (token === undefined) throw new AppError('UNAUTHORIZED', { message: 'The visitor’s token is missing.' });
    const visitor = await tokens.verify(token, clock.now());
    if (!visitor) throw new AppError('INVALID_TOKEN');
    return visitor;
  }

  /** The visitor whose token is sent along, or somebody new. Nothing is stored before they do something. */
  async function visitorFor({ workspaceId, id: channelId }: StoredChannel, token?: string): Promise<VisitorKey> {
    if (token === undefined) return { workspaceId, channelId, address: randomUUID() };
    const visitor = await tokens.verify(token, clock.now());
    if (visitor?.workspaceId !== workspaceId || visitor.channelId !== channelId) throw new AppError('INVALID_TOKEN');
    return visitor;
  }

  /** Routes for visitors: whose token it is is settled before the input is looked at. */
  const visited = publicRoutes.use(async ({ context, next }) =>
    next({ context: { visitor: await visitorOf(context) } }),
  ).widget;

  return {
    config: routes.config.handler(async ({ input }) => configOf(await channelOf(input.channelId))),
    session: routes.session.handler(async ({ input }) => {
      const visitor = await visitorFor(await channelOf(input.channelId), input.token);
      const token = await tokens.mint(visitor, clock.now());
      return { token, snapshot: await visitors.snapshot(visitor) };
    }),
    sync: visited.sync.handler(({ input, context: { visitor } }) => visitors.snapshot(visitor, input)),
    start: visited.start.handler(({ input, context: { visitor } }) => {
      limits.messages.count(visitor.address);
      return visitors.start(visitor, input.commandId);
    }),
    send: visited.send.handler(async ({ input, context: { visitor } }) => {
      limits.messages.count(visitor.address);
      const adapter = await channels.adapter(visitor);
      if (!adapter?.receive) throw new AppError('NOT_FOUND');
      await adapter.receive({ visitorId: visitor.address, ...input });
      return visitors.snapshot(visitor);
    }),
    requestPerson: visited.requestPerson.handler(({ input, context: { visitor } }) => {
      limits.handoffs.count(visitor.address);
      return visitors.requestPerson(visitor, input.commandId);
    }),
    cancelWaiting: visited.cancelWaiting.handler(({ input, context: { visitor } }) =>
      visitors.cancelWaiting(visitor, input.commandId),
    ),
    endChat: visited.endChat.handler(({ input, context: { visitor } }) => visitors.endChat(visitor, input.commandId)),
  };
}
