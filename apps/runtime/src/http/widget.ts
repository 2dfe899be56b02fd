import { randomUUID } from 'node:crypto';
import { channelDefinitions } from '@baton/channels/definitions';
import { type Visit, type WidgetConfig, widgetConfigSchema } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import { addressOf } from '../channels/visitor-identity.ts';
import type { ConversationService } from '../conversations/create-conversation-service.ts';
import type { PublishedFlow } from '../conversations/flow-versions.ts';
import { findPublicChannel, type StoredChannel } from '../db/channels.ts';
import { keepContactDetails } from '../db/contacts.ts';
import { mayVisitorSee } from '../db/files.ts';
import { nextForFlow } from '../routing/next-for-flow.ts';
import type { ApiContext } from './api-context.ts';
import { launcherWords, widgetLanguage } from './launcher-words.ts';
import { publicRoutes } from './routes.ts';
import { contactDetailsOf } from './visit-attributes.ts';
import { visitorLimits } from './visitor-limits.ts';
import { type KnownVisitor, visitorOf } from './visitor-of.ts';

/** The widget's side of the contract. A visitor is who their token says, on its channel and nowhere else. */
export function widgetRoutes(service: ConversationService) {
  const { clock, channels, fileLinks, identities, policy, tokens, versions, visitors } = service;
  const routes = publicRoutes.widget;
  const limits = visitorLimits(service);

  async function channelOf(channelId: string): Promise<StoredChannel> {
    const channel = await findPublicChannel(service.database, channelId);
    if (channel?.type !== 'widget') throw new AppError('NOT_FOUND');
    return channel;
  }

  async function configOf(channel: StoredChannel, acceptLanguage?: string): Promise<WidgetConfig> {
    const { workspaceId, publishedVersionId } = channel;
    const version = publishedVersionId === null ? null : await versions.get(workspaceId, publishedVersionId);
    const parsed = channelDefinitions[channel.type]?.parseSettings(channel.settings);
    if (!parsed?.ok) throw new Error(`The settings of channel ${channel.id} are wrong: ${parsed?.problems.join('; ')}`);
    const { configure } = version ?? {};
    const handoff = channel.handoffEnabled && configure?.handoff === true;
    const headset = handoff && configure.headset && configure.headsetShown === 'always';
    const language = widgetLanguage(parsed.settings.language, acceptLanguage);
    const closed = version && closedOf(channel, version, language);
    return widgetConfigSchema.parse({
      ...parsed.settings,
      headset,
      closed,
      language,
      words: launcherWords[language],
    });
  }

  function closedOf(
    channel: StoredChannel,
    { flow, configure }: PublishedFlow,
    language: WidgetConfig['language'],
  ): WidgetConfig['closed'] {
    const next = nextForFlow(policy.at(channel.workspaceId, channel, configure, clock.now(), language), flow);
    return next && { next: next.words, until: new Date(next.opensAt).toISOString() };
  }

  /** The visitor whose token is sent along, or somebody new. Nothing is stored before they do something. */
  async function visitorFor(channel: StoredChannel, token?: string): Promise<KnownVisitor> {
    if ((await configOf(channel)).signedInOnly) throw new AppError('IDENTITY_REQUIRED');
    const { workspaceId, id: channelId } = channel;
    if (token === undefined) {
      return { visitor: { workspaceId, channelId, address: randomUUID() }, identity: null };
    }
    const known = await tokens.read(token, clock.now());
    const isOwn = known?.visitor.workspaceId === workspaceId && known.visitor.channelId === channelId;
    // Who was vouched for once is vouched for anew: they may have signed out meanwhile.
    if (!isOwn || known.identity) throw new AppError('INVALID_TOKEN');
    return known;
  }

  /** The customer that the website says this is: another contact than any visitor without a name. */
  async function customerOf(channel: StoredChannel, jwt: string): Promise<KnownVisitor> {
    const identity = await identities.verify(jwt, channel, clock.now());
    if (!identity) throw new AppError('INVALID_IDENTITY');
    const { workspaceId, id: channelId } = channel;
    return { visitor: { workspaceId, channelId, address: addressOf(identity) }, identity };
  }

  /** Keeps where the visitor is and who they are, if they are a contact by now. */
  async function keepDetails({ visitor, identity }: KnownVisitor, visit: Visit | undefined, { headers }: ApiContext) {
    const details = contactDetailsOf(identity, visit, headers['user-agent']);
    if (details) await keepContactDetails(service.database, visitor, details);
  }

  /** Routes for visitors: whose token it is is settled before the input is looked at. */
  const visited = publicRoutes.use(async ({ context, next }) => {
    const known = await visitorOf(service, context.headers.authorization);
    return next({ context: { known, visitor: known.visitor } });
  }).widget;

  return {
    config: routes.config.handler(async ({ input, context }) =>
      configOf(await channelOf(input.channelId), context.headers['accept-language']),
    ),
    session: routes.session.handler(async ({ input, context }) => {
      const channel = await channelOf(input.channelId);
      const { identity: jwt } = input;
      const known = await (jwt === undefined ? visitorFor(channel, input.token) : customerOf(channel, jwt));
      await keepDetails(known, input.visit, context);
      const token = await tokens.mint(known.visitor, clock.now(), known.identity ?? undefined);
      return { token, snapshot: await visitors.snapshot(known.visitor) };
    }),
    sync: visited.sync.handler(({ input, context: { visitor } }) => visitors.snapshot(visitor, input)),
    start: visited.start.handler(async ({ input, context }) => {
      const { visitor, known } = context;
      limits.messages.count(visitor.address);
      const snapshot = await visitors.start(visitor, input.commandId, known.identity?.name);
      await keepDetails(known, input.visit, context);
      return snapshot;
    }),
    send: visited.send.handler(async ({ input: { visit, ...input }, context }) => {
      const { visitor, known } = context;
      limits.messages.count(visitor.address);
      const adapter = await channels.adapter(visitor);
      if (!adapter?.receive) throw new AppError('NOT_FOUND');
      await adapter.receive({ visitorId: visitor.address, name: known.identity?.name ?? null, ...input });
      if (visit) await keepDetails(known, visit, context);
      return visitors.snapshot(visitor);
    }),
    fileLink: visited.fileLink.handler(async ({ input: { fileId }, context: { visitor } }) => {
      if (!(await mayVisitorSee(service.database, visitor, fileId))) throw new AppError('NOT_FOUND');
      const { token, expiresAt } = await fileLinks.mint({ workspaceId: visitor.workspaceId, fileId }, clock.now());
      return { path: `/api/widget/files/${token}`, expiresAt: new Date(expiresAt).toISOString() };
    }),
    requestPerson: visited.requestPerson.handler(({ input, context: { visitor } }) =>
      limits.handoffs.within(`${visitor.workspaceId}:${visitor.address}`, () =>
        visitors.requestPerson(visitor, input.commandId),
      ),
    ),
    cancelWaiting: visited.cancelWaiting.handler(({ input, context: { visitor } }) =>
      visitors.cancelWaiting(visitor, input.commandId),
    ),
    endChat: visited.endChat.handler(({ input, context: { visitor } }) => visitors.endChat(visitor, input.commandId)),
  };
}
