import type { IncomingHttpHeaders, Server } from 'node:http';
import type { CheckedSecrets } from '@baton/channels/channel-adapter';
import type { Session } from '@baton/contracts';
import type { ChannelKey } from './channels/channel-key.ts';
import type { Secrets } from './channels/secret-box.ts';
import type { IdentityChannel } from './channels/visitor-identity.ts';

/** Who a request or a socket belongs to, by its cookie, checked against the database now. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Session | null>;

/** Milliseconds since 1970, and timers: the product's only clock, so that tests can turn it. */
export interface Clock {
  now(): number;
  /** Calls `task` once after `ms`; the answer calls it off. */
  after(ms: number, task: () => void): () => void;
}

/** What staff presence tells: who has the inbox open. */
export interface Presence {
  isOnline(workspaceId: string, userId: string): boolean;
}

/** Accounts at providers, as settings need them. */
export interface Providers {
  /** Tries secrets at the provider; null where the channel type has none. */
  check(type: string, way: string, secrets: Secrets): Promise<CheckedSecrets | null>;
  /** The webhook that an owner pastes at the provider; null where this server can't be reached from outside. */
  pastedWebhook(channel: ChannelKey, type: string): { readonly url: string; readonly secret: string } | null;
  /** Makes secrets unreadable, for one channel to be stored with. */
  seal(channel: ChannelKey, secrets: Secrets): string;
  /** Takes back what a connection has left with its provider; rejects where that can't be reached. */
  leave(channel: ChannelKey): Promise<void>;
}

/**
 * Everything that happens in conversations, as the rest of the runtime sees it. `createConversationService`
 * makes it; routes of the contract are `conversationRoutes(service)` and `widgetRoutes(service)`.
 */
export interface ConversationRuntime {
  readonly presence: Presence;
  /** Puts Socket.IO on the server; call it before `listen`. */
  attach(server: Server): void;
  /** Begins sending, timers and channel connections; what a stopped process left behind comes first. */
  start(): Promise<void>;
  /** Takes no new work, finishes what is being sent, and closes the sockets. */
  stop(): Promise<void>;
  /** A channel was made or changed: its connection takes the new settings. */
  channelChanged(workspaceId: string, channelId: string): Promise<void>;
  readonly providers: Providers;
  /** Keys by which websites say which of their customers a visitor is. */
  readonly identities: { keyOf(channel: IdentityChannel): string };
  /**
   * A member was removed, or may do less than before: their sockets are closed (the browser connects again with
   * what is allowed now), and unless they may still answer, customers they were answering ring for somebody else.
   */
  memberChanged(workspaceId: string, userId: string): Promise<void>;
  /** An operator who is no member can't answer any more: customers they were answering ring for somebody else. */
  operatorLeft(workspaceId: string, operatorId: string): Promise<void>;
  /** Who can answer has changed: staff are told, and who queues rings again where somebody can take them now. */
  operatorsChanged(workspaceId: string): Promise<void>;
  /** Hours, timeouts or the fallback of a flow, a team or the workspace were changed: who waits goes by them. */
  rulesChanged(workspaceId: string): void;
}
