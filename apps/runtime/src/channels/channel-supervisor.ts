import path from 'node:path';
import { channelAdapters } from '@baton/channels/adapters';
import type {
  AskedQuestion,
  ChannelAdapter,
  ChannelAdapterFactory,
  CheckedSecrets,
  InboundEvent,
  InboundFile,
  KeptFile,
  LocalBrowser,
  OutboundFile,
  OutboundMessage,
  Receipt,
} from '@baton/channels/channel-adapter';
import { channelDefinitions } from '@baton/channels/definitions';
import type { BotLanguage } from '@baton/engine';
import { readConnectionVersion } from '../db/channel-connections.ts';
import { readChannel, type StoredChannel } from '../db/channels.ts';
import type { Database } from '../db/client.ts';
import { type Files, uploaderOf } from '../files/create-files.ts';
import type { Logger } from '../logging.ts';
import type { ChannelKey } from './channel-key.ts';
import type { SecretBox, Secrets } from './secret-box.ts';
import { createInboundTaker } from './take-inbound.ts';

export interface SupervisorDeps {
  readonly database: Database;
  readonly log: Logger;
  /** Stores what a customer did; rejects where it could not be stored. */
  readonly onInbound: (channel: ChannelKey, event: InboundEvent) => Promise<void>;
  /** Shows a message to a customer whose browser is connected here. */
  readonly push: (channel: ChannelKey, address: string, message: OutboundMessage) => Promise<void>;
  /** Takes what came from staff instead of a customer; see `ChannelHost.divert`. */
  readonly divert: (channel: ChannelKey, payload: unknown) => Promise<boolean>;
  /** The newest question a customer was asked; see `ChannelHost.question`. */
  readonly question: (channel: ChannelKey, address: string, tappedId?: string) => Promise<AskedQuestion | null>;
  readonly files: Files;
  /** The language of a customer's flow; see `ChannelHost.language`. */
  readonly language: (channel: ChannelKey, address: string) => Promise<BotLanguage>;
  /** The newest thing a customer said; see `ChannelHost.lastHeard`. */
  readonly lastHeard: (channel: ChannelKey, address: string) => Promise<string | null>;
  /** Notes what became of a message; see `ChannelHost.receipt`. */
  readonly receipt: (channel: ChannelKey, receipt: Receipt) => Promise<void>;
  /** Notes whether a customer can be written to; see `ChannelHost.reachable`. */
  readonly reachable: (channel: ChannelKey, address: string, problem: string | null) => Promise<void>;
  readonly secretBox: SecretBox;
  /** Where providers reach this installation; undefined where they can't. */
  readonly publicUrl: string | undefined;
  /** Where the APIs of providers are, by channel type, if not at their usual places. */
  readonly apiRoots: Readonly<Record<string, string | undefined>>;
  /** What this machine lends to connections that run a browser of their own; each type has a folder of its own. */
  readonly browser: LocalBrowser;
  /** The channel types there are; tests bring their own. */
  readonly factories?: Readonly<Record<string, ChannelAdapterFactory>>;
}

/** Holds the connection of every channel that is in use: made when first needed, made anew when it was changed. */
export interface ChannelSupervisor {
  /** The channel's adapter, connected; null where there is no such channel, or its type is not known any more. */
  adapter(channel: ChannelKey): Promise<ChannelAdapter | null>;
  /** Closes a connection whose settings have changed; the next use makes a new one. */
  changed(channel: ChannelKey): Promise<void>;
  /** Types with an account at a provider. Their connections belong to one process: see the connection keeper. */
  readonly providerTypes: readonly string[];
  /** Tries secrets at the provider; null where the type has none. */
  check(type: string, way: string, secrets: Secrets): Promise<CheckedSecrets | null>;
  /** The webhook that an owner pastes at the provider; null where this server can't be reached from outside. */
  pastedWebhook(channel: ChannelKey, type: string): { readonly url: string; readonly secret: string } | null;
  stop(): Promise<void>;
}

/** A connection that another process has changed is used no longer than this. */
const FRESH_MS = 2_000;

/** What a person has pasted must hold for every version of the connection. */
const PASTED = 0;

interface Connection {
  readonly adapter: Promise<ChannelAdapter | null>;
  /** Of a connection to a provider; undefined for others, which `changed` alone renews. */
  version: number | undefined;
  checkedAt: number;
}

export function createChannelSupervisor(deps: SupervisorDeps): ChannelSupervisor {
  const { database, log, factories = channelAdapters } = deps;
  const connections = new Map<string, Connection>();
  const receive = createInboundTaker(deps.onInbound, log);

  async function connect(channel: ChannelKey, onVersion: (version: number) => void): Promise<ChannelAdapter | null> {
    const stored = await readChannel(database, channel);
    const factory = stored ? factories[stored.type] : undefined;
    if (!stored || !factory) return null;
    const parsed = channelDefinitions[stored.type]?.parseSettings(stored.settings);
    if (parsed?.ok === false)
      log.warn({ ...channel, problems: parsed.problems }, 'The settings of a channel are wrong');
    const secrets = secretsOf(channel, stored);
    const adapter = factory.create({
      channelId: channel.channelId,
      settings: parsed?.ok ? parsed.settings : stored.settings,
      way: stored.way,
      secrets,
      webhook: webhookOf(channel, stored, secrets),
      apiRoot: deps.apiRoots[stored.type] ?? null,
      browser: browserOf(stored.type),
      host: {
        push: (address, message) => deps.push(channel, address, message),
        receive: (event) => receive(channel, event),
        storeFile: (address, file) => keepFile(channel, address, file),
        openFile: (fileId) => openFile(channel, fileId),
        divert: (payload) => deps.divert(channel, payload),
        question: (address, tappedId) => deps.question(channel, address, tappedId),
        language: (address) => deps.language(channel, address),
        lastHeard: (address) => deps.lastHeard(channel, address),
        receipt: (receipt) => deps.receipt(channel, receipt),
        reachable: (address, problem) => deps.reachable(channel, address, problem),
      },
    });
    if (factory.check) {
      // One process connects it; all send by it.
      onVersion(stored.connectionVersion);
      return adapter;
    }
    await adapter.connect(
      (event) => deps.onInbound(channel, event),
      (status) => log.info({ ...channel, ...status }, 'The state of a channel changed'),
    );
    return adapter;
  }

  async function keepFile(
    { workspaceId, channelId }: ChannelKey,
    address: string,
    file: InboundFile,
  ): Promise<KeptFile> {
    const uploadedBy = uploaderOf({ channelId, address });
    const stored = await deps.files.store({ ...file, workspaceId, uploadedBy, anything: true });
    if (stored.status === 'stored') return stored;
    // A provider's files are kept whatever they are.
    return { status: 'refused', reason: stored.reason === 'empty' ? 'empty' : 'too_large' };
  }

  async function openFile({ workspaceId }: ChannelKey, fileId: string): Promise<OutboundFile | null> {
    const file = await deps.files.open({ workspaceId, fileId });
    return file && { file: file.facts, bytes: () => file.bytes() };
  }

  function secretsOf(channel: ChannelKey, { secrets }: StoredChannel): Secrets {
    if (secrets === null) return {};
    try {
      return deps.secretBox.open(channel, secrets);
    } catch (error) {
      // Sealed under another BATON_SECRET: as good as none, and to be given again.
      log.error({ err: error, ...channel }, 'The secrets of a channel can’t be read: connect it again in Settings');
      return {};
    }
  }

  function browserOf(type: string): LocalBrowser {
    return { ...deps.browser, folder: path.join(deps.browser.folder, type) };
  }

  function webhookOf(channel: ChannelKey, { type, way, connectionVersion }: StoredChannel, { webhookSecret }: Secrets) {
    const pasted = channelDefinitions[type]?.ways.find(({ key }) => key === way)?.webhookSteps !== undefined;
    const webhook = webhookAt(channel, type, pasted ? PASTED : connectionVersion);
    // One that was chosen by whoever runs the installation comes before our own.
    return webhook && webhookSecret !== undefined ? { ...webhook, secret: webhookSecret } : webhook;
  }

  function webhookAt(channel: ChannelKey, type: string, version: number) {
    if (deps.publicUrl === undefined) return null;
    const secret = deps.secretBox.webhookSecret(channel, version);
    return { url: `${deps.publicUrl}/${type}/${channel.channelId}`, secret };
  }

  async function close(connection: Connection): Promise<void> {
    const adapter = await connection.adapter.catch(() => null);
    await adapter?.close();
  }

  /** Whether nobody has changed the connection since it was made; asked again only after a while. */
  async function isFresh(channel: ChannelKey, connection: Connection): Promise<boolean> {
    if (connection.version === undefined || Date.now() - connection.checkedAt < FRESH_MS) return true;
    connection.checkedAt = Date.now();
    return (await readConnectionVersion(database, channel)) === connection.version;
  }

  function make(channel: ChannelKey): Connection {
    const key = keyOf(channel);
    const connection: Connection = {
      adapter: connect(channel, (version) => {
        connection.version = version;
      }),
      version: undefined,
      checkedAt: Date.now(),
    };
    connections.set(key, connection);
    const forget = () => connections.get(key) === connection && connections.delete(key);
    // What could not be made is tried again at the next use; what is not there costs no memory.
    connection.adapter.then((adapter) => adapter ?? forget(), forget);
    return connection;
  }

  async function changed(channel: ChannelKey): Promise<void> {
    const connection = connections.get(keyOf(channel));
    connections.delete(keyOf(channel));
    if (connection) await close(connection);
  }

  return {
    async adapter({ workspaceId, channelId }) {
      // Whoever asks may hand in more than a key, and the connection outlives the call.
      const channel = { workspaceId, channelId };
      const known = connections.get(keyOf(channel));
      if (known && (await isFresh(channel, known))) return known.adapter;
      if (known && connections.get(keyOf(channel)) === known) await changed(channel);
      return (connections.get(keyOf(channel)) ?? make(channel)).adapter;
    },
    changed,
    providerTypes: Object.values(factories).flatMap(({ type, check }) => (check ? [type] : [])),
    check: async (type, way, secrets) =>
      (await factories[type]?.check?.({
        way,
        secrets,
        apiRoot: deps.apiRoots[type] ?? null,
        browser: browserOf(type),
      })) ?? null,
    pastedWebhook: (channel, type) => webhookAt(channel, type, PASTED),
    async stop() {
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(all.map(close));
    },
  };
}

function keyOf({ workspaceId, channelId }: ChannelKey): string {
  return `${workspaceId}/${channelId}`;
}
