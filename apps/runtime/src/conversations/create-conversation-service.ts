import type { ChannelAdapterFactory, LocalBrowser } from '@baton/channels/channel-adapter';
import { channelDefinitions } from '@baton/channels/definitions';
import type { NodeDefinitions, NodeExecutors } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeExecutors } from '@baton/nodes/executors';
import type { Ai } from '../ai/ask-ai.ts';
import { type ChannelSupervisor, createChannelSupervisor } from '../channels/channel-supervisor.ts';
import { createConnectionKeeper } from '../channels/connection-keeper.ts';
import { noBrowser } from '../channels/no-browser.ts';
import { createSecretBox } from '../channels/secret-box.ts';
import { createVisitorIdentities, type VisitorIdentities } from '../channels/visitor-identity.ts';
import { countQuestion } from '../db/ai-usage.ts';
import { readAskedQuestion } from '../db/asked-question.ts';
import type { Database } from '../db/client.ts';
import type { EditedMessage } from '../db/edited-message.ts';
import { readLastHeard } from '../db/last-heard.ts';
import { mayHandoff } from '../db/members.ts';
import { type DeliveryMoved, resendOutbox } from '../db/outbox.ts';
import { tellOwner } from '../db/telegram/tasks.ts';
import { whereIs } from '../db/transcript.ts';
import type { VisitorKey } from '../db/visitor.ts';
import { createAiRunner } from '../effects/ai-runner.ts';
import { type FaultPoint, noFaults } from '../effects/fault-point.ts';
import { createInstance } from '../effects/instance.ts';
import { createOutboxWorker } from '../effects/outbox-worker.ts';
import { changesQueue, createQueuePositions, freesPlace } from '../effects/queue-positions.ts';
import { createTimersWorker } from '../effects/timers-worker.ts';
import { createFiles, type Files } from '../files/create-files.ts';
import { createFileLinks, type FileLinks } from '../files/file-links.ts';
import { createFileSweep } from '../files/file-sweep.ts';
import type { Logger } from '../logging.ts';
import { createOperators, type Operators } from '../operators/create-operators.ts';
import { telegramOperators } from '../operators/operator-actor.ts';
import { createHandoffPolicy, type HandoffPolicy } from '../routing/handoff-policy.ts';
import { createOperatorDirectory, inboxOperators, type OperatorDirectory } from '../routing/operator-directory.ts';
import { readDesk } from '../routing/read-desk.ts';
import type { Authenticate, Clock, ConversationRuntime } from '../services.ts';
import { createSockets } from '../sockets/create-sockets.ts';
import { createKeyedQueue } from '../sockets/keyed-queue.ts';
import { createStaffPresence, type PresenceChange, type StaffPresence } from '../sockets/presence.ts';
import { createPublisher } from '../sockets/publish.ts';
import type { RedisLink } from '../sockets/redis-peers.ts';
import { rememberPresence } from '../sockets/remember-presence.ts';
import { sharePresence } from '../sockets/share-presence.ts';
import { createThinkingSigns } from '../sockets/show-thinking.ts';
import { rooms } from '../sockets/socket-types.ts';
import { serveStaff } from '../sockets/staff-namespace.ts';
import { serveVisitors } from '../sockets/visitor-namespace.ts';
import { createVisitorTokens, type VisitorTokens } from '../sockets/visitor-token.ts';
import { systemClock } from '../system-clock.ts';
import { createBackground } from './background.ts';
import { createCallForPeople } from './call-for-people.ts';
import { createChannelSigns } from './channel-signs.ts';
import { type Commit, leavesWork } from './commit.ts';
import { createCommandExecutor } from './execute-command.ts';
import type { ExecuteCommand } from './execution.ts';
import { createFlowVersions, type FlowVersions } from './flow-versions.ts';
import { createMoodJudge } from './judge-mood.ts';
import { languageOf } from './language-of.ts';
import { noteReachable } from './note-reachable.ts';
import { noteReceipt } from './note-receipt.ts';
import { receiveEvent } from './receive-event.ts';
import { createStaffCommands, type StaffCommands } from './staff-commands.ts';
import { createVisitorCommands, type VisitorCommands } from './visitor-commands.ts';

export interface ConversationServiceDeps {
  readonly database: Database;
  /** Signs visitors' tokens, and encrypts what opens accounts at providers. */
  readonly secret: string;
  readonly log: Logger;
  readonly authenticate: Authenticate;
  readonly publicUrl: string | undefined;
  /** No other process uses the database, as with the embedded one. */
  readonly alone: boolean;
  /** Other processes may use the database at the same time: news and presence are shared with them. */
  readonly shared?: boolean;
  /** What news travel by between processes; the database where it is not given. */
  readonly redis?: RedisLink;
  /** Answers customers and judges what they write; left out, conversations go on without. */
  readonly ai?: Ai | null;
  readonly clock?: Clock;
  readonly faultPoint?: FaultPoint;
  readonly definitions?: NodeDefinitions;
  readonly executors?: NodeExecutors;
  readonly channels?: Readonly<Record<string, ChannelAdapterFactory>>;
  /** Where the APIs of providers are, by channel type, if not at their usual places. */
  readonly apiRoots?: Readonly<Record<string, string | undefined>>;
  /** What this machine lends to channels that run a browser of their own. */
  readonly browser?: LocalBrowser;
  /** Whether sending a key twice shows one message on this type of channel, where its definition is not to say. */
  readonly idempotentSend?: (channelType: string) => boolean;
}

/** The runtime of conversations, and what the routes of the contract need of it. */
export interface ConversationService extends ConversationRuntime {
  readonly presence: StaffPresence;
  readonly database: Database;
  readonly clock: Clock;
  readonly versions: FlowVersions;
  readonly policy: HandoffPolicy;
  readonly execute: ExecuteCommand;
  readonly staff: StaffCommands;
  readonly visitors: VisitorCommands;
  readonly channels: ChannelSupervisor;
  readonly files: Files;
  readonly fileLinks: FileLinks;
  readonly telegram: Operators;
  readonly tokens: VisitorTokens;
  readonly operators: OperatorDirectory;
  readonly identities: VisitorIdentities;
  /** A member has read further. */
  onRead(workspaceId: string, conversationId: string): void;
  onDelivery(moved: DeliveryMoved): void;
  /** There is something to send. */
  onQueued(): void;
}

/** Puts together everything that happens in conversations. Nothing runs before `start`. */
export function createConversationService(deps: ConversationServiceDeps): ConversationService {
  const { database, log, alone, publicUrl, authenticate } = deps;
  const clock = deps.clock ?? systemClock;
  const faultPoint = deps.faultPoint ?? noFaults;
  const tokens = createVisitorTokens(deps.secret);
  const identities = createVisitorIdentities(deps.secret);
  const secretBox = createSecretBox(deps.secret);
  const versions = createFlowVersions(database, deps.definitions ?? nodeDefinitions);
  const policy = createHandoffPolicy();
  const sockets = createSockets(deps.shared ? { database, log, redis: deps.redis } : undefined);
  const { shared } = sockets;
  const publisher = createPublisher({ staff: sockets.staff, visitors: sockets.visitors, shared, database, log });
  const { contactChanged: onContactChanged } = publisher;
  const presence = createStaffPresence(clock, onStaffPresence);
  const sharing = shared ? sharePresence(sockets.staff, presence, clock) : undefined;
  const onTelegram = telegramOperators(database);
  const operators = createOperatorDirectory(database, [inboxOperators(database, presence), onTelegram]);
  const files = createFiles(database);
  const background = createBackground(log);
  const inTurn = createKeyedQueue();

  const execute = createCommandExecutor({
    database,
    clock,
    executors: deps.executors ?? nodeExecutors,
    versions,
    policy,
    desk: (workspaceId, teamId) => readDesk({ database, operators }, workspaceId, teamId),
    judgeMood: createMoodJudge(),
    hasAi: Boolean(deps.ai),
    faultPoint,
    onCommit,
  });
  const { eachOf, ringQueue, operatorsAvailable, applyRules } = createCallForPeople({
    database,
    clock,
    execute,
    operators,
    onAlerts: () => telegram.changed(),
  });
  const signs = createChannelSigns((channel) => channels.adapter(channel), log);
  const showThinking = createThinkingSigns({ database, visitors: sockets.visitors, showTyping: signs.typing });
  const aiRunner = createAiRunner({
    ai: deps.ai ?? null,
    database,
    execute,
    log,
    mayAsk: (workspaceId) => countQuestion(database, workspaceId, clock.now()),
    onThinking(place, thinking) {
      const shown = showThinking(place, thinking);
      background.run(shown.catch((error: unknown) => log.debug({ err: error }, 'Typing was not shown')));
    },
  });
  const channels = createChannelSupervisor({
    database,
    log,
    onInbound: (channel, event) => receiveEvent({ database, files, execute, onEdited }, channel, event),
    push: (channel, address, message) => publisher.push({ ...channel, address }, message),
    question: (channel, address, tappedId) => readAskedQuestion(database, { ...channel, address }, tappedId),
    files,
    divert: (channel, payload) => telegram.divert(channel, payload),
    language: (channel, address) => languageOf({ database, versions }, { ...channel, address }),
    lastHeard: (channel, address) => readLastHeard(database, { ...channel, address }),
    receipt: (channel, receipt) => noteReceipt({ database, clock, onDelivery }, channel, receipt),
    reachable: (...told) => noteReachable({ database, onContactChanged }, ...told),
    secretBox,
    publicUrl,
    apiRoots: deps.apiRoots ?? {},
    browser: deps.browser ?? noBrowser,
    factories: deps.channels,
  });
  const idempotent = deps.idempotentSend ?? ((type) => channelDefinitions[type]?.capabilities.idempotentSend ?? false);
  const instance = createInstance({
    database,
    clock,
    log,
    alone,
    onDelivery,
    idempotentTypes: Object.keys(channelDefinitions).filter(idempotent),
  });
  const remembered = rememberPresence({ database, clock, log, instanceId: instance.id, presence });
  const outbox = createOutboxWorker({
    database,
    clock,
    log,
    instanceId: instance.id,
    adapter: channels.adapter,
    onDelivery,
    faultPoint,
    idempotent,
  });
  const telegram = createOperators({
    database,
    clock,
    log,
    instanceId: instance.id,
    secretBox,
    apiRoot: deps.apiRoots?.telegram,
    execute,
    files,
    async resend(wish) {
      const moved = await resendOutbox(database, { ...wish, now: clock.now() });
      if (!moved) return false;
      onDelivery(moved);
      outbox.nudge();
      return true;
    },
    isOnline: presence.isOnline,
    onAvailable: (workspaceId) => background.run(operatorsAvailable(workspaceId)),
  });
  const keeper = createConnectionKeeper({ database, clock, log, instanceId: instance.id, channels });
  const fileSweep = createFileSweep({ database, clock, log });
  const timers = createTimersWorker({ database, clock, log, execute, faultPoint });
  const queues = createQueuePositions({ database, clock, log, execute });

  function onDelivery(moved: DeliveryMoved): void {
    publisher.deliveryMoved(moved);
    if (moved.delivery === 'failed' || moved.delivery === 'uncertain') telegram.changed();
  }

  function onEdited(edited: EditedMessage): void {
    publisher.edited(edited);
    telegram.changed();
  }

  function onCommit(commit: Commit): void {
    // Who watches is told before anything else is begun.
    publisher.committed(commit);
    if (leavesWork(commit)) outbox.nudge();
    if (commit.told) telegram.changed();
    if (commit.effects.some(({ type }) => type === 'timer.set')) timers.nudge();
    const { workspaceId } = commit;
    if (freesPlace(commit)) background.run(ringQueue(workspaceId, commit.conversationId));
    if (changesQueue(commit)) queues.changed(workspaceId);
    for (const effect of commit.effects) {
      if (effect.type === 'ai.reply' || effect.type === 'ai.judge') background.run(aiRunner.run(commit, effect));
    }
    // The bot reads at once.
    if (commit.state.mode.kind === 'bot' && commit.entries.some(({ author }) => author.kind === 'customer')) {
      background.run(signs.read({ workspaceId, channelId: commit.channel.id, address: commit.address }));
    }
  }

  function onStaffPresence({ workspaceId, userId, online, canHandoff, here }: PresenceChange): void {
    sockets.staff.local.to(rooms.staff(workspaceId)).emit('presence.changed', { userId, online });
    // Each process sees somebody come, and that one acts. Who went may have gone together with their process.
    if (online && !here) return;
    background.run(
      (async () => {
        if (online || !(await isOnTelegram(workspaceId, userId))) {
          await eachOf(workspaceId, { ownerId: userId }, { type: 'owner.presence', online });
        } else {
          await tellOwner(database, workspaceId, userId, clock.now());
          telegram.changed();
        }
        if (online && canHandoff) await ringQueue(workspaceId);
      })(),
    );
  }

  /** Whoever has alerts on their phone is not gone when their browser is. */
  async function isOnTelegram(workspaceId: string, operatorId: string): Promise<boolean> {
    return (await onTelegram(workspaceId)).some(({ id, reachable }) => id === operatorId && reachable);
  }

  async function onVisitorPresence(visitor: VisitorKey, online: boolean): Promise<void> {
    // In the order they came and went: one who is back must not be taken for gone.
    const key = rooms.visitor(visitor);
    const written = inTurn(key, () => execute({ target: visitor, command: { type: 'customer.presence', online } }));
    background.run(written);
    await written;
  }

  const staffNamespace = serveStaff(sockets.staff, {
    database,
    clock,
    log,
    publicUrl,
    authenticate,
    presence,
    onTyping(visitor, typing) {
      sockets.visitors.to(rooms.visitor(visitor)).emit('typing', typing);
      background.run(signs.typing(visitor, typing.typing));
    },
  });
  serveVisitors(sockets.visitors, {
    database,
    clock,
    log,
    tokens,
    shared,
    onPresence: onVisitorPresence,
    onTyping: (workspaceId, typing) =>
      sockets.staff.to(rooms.staff(workspaceId)).emit('typing', { ...typing, who: 'customer' }),
    onDelivery,
  });

  return {
    database,
    clock,
    versions,
    policy,
    execute,
    staff: createStaffCommands({ database, files, versions, execute, operators, onContactChanged }),
    visitors: createVisitorCommands({ database, execute }),
    channels,
    files,
    fileLinks: createFileLinks(deps.secret),
    telegram,
    tokens,
    operators,
    identities,
    presence,
    onDelivery,
    onQueued: outbox.nudge,
    onRead(workspaceId, conversationId) {
      background.run(
        (async () => {
          const place = await whereIs(database, workspaceId, conversationId);
          if (!place) return;
          publisher.statusChanged({ workspaceId, ...place }, conversationId);
          await signs.read({ workspaceId, ...place });
        })(),
      );
    },
    attach: sockets.attach,
    async start() {
      await instance.start();
      await remembered.start();
      outbox.nudge();
      timers.nudge();
      queues.nudge();
      keeper.nudge();
      fileSweep.start();
      telegram.start();
    },
    async stop() {
      staffNamespace.stop();
      sharing?.stop();
      await sockets.close();
      await remembered.stop();
      presence.stop();
      await timers.stop();
      await queues.stop();
      await fileSweep.stop();
      await keeper.stop();
      aiRunner.stop();
      await background.settled();
      await outbox.stop();
      await telegram.stop();
      await channels.stop();
      await instance.stop();
    },
    async channelChanged(workspaceId, channelId) {
      await channels.changed({ workspaceId, channelId });
      keeper.nudge();
    },
    providers: {
      check: channels.check,
      pastedWebhook: channels.pastedWebhook,
      seal: secretBox.seal,
      async leave(channel) {
        const adapter = await channels.adapter(channel);
        await adapter?.disconnect?.();
      },
    },
    async memberChanged(workspaceId, userId) {
      sockets.staff.in(rooms.member(workspaceId, userId)).disconnectSockets(true);
      presence.forget(workspaceId, userId);
      if (await mayHandoff(database, workspaceId, userId)) return;
      await eachOf(workspaceId, { ownerId: userId }, { type: 'owner.unavailable' });
    },
    async operatorLeft(workspaceId, operatorId) {
      await eachOf(workspaceId, { ownerId: operatorId }, { type: 'owner.unavailable' });
    },
    async operatorsChanged(workspaceId) {
      sockets.staff.to(rooms.staff(workspaceId)).emit('operators.changed');
      await operatorsAvailable(workspaceId);
    },
    rulesChanged: (workspaceId) => background.run(applyRules(workspaceId)),
  };
}
