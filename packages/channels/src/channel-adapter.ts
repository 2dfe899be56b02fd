import type { InboundContent, OutboundContent } from '@baton/engine';

/** What a provider's message limits are; a flow is checked against them as it is edited. */
export interface ChannelCapabilities {
  /** How many choices can be shown as buttons; more become a numbered list. 0: no buttons at all. */
  buttons: number;
  /** Characters of one text; longer ones are split. */
  textLength: number;
  /** Whether several fields can be asked in one message. */
  forms: boolean;
  /** Whether the provider says when a message was read. */
  receipts: boolean;
  /**
   * Whether sending the same key twice shows one message. Where it does, a send that may not have arrived is
   * repeated; where not, it is marked and left to a person.
   */
  idempotentSend: boolean;
  /** Whether an unanswered handoff runs into the reply timeout on this channel. */
  replyTimeout: boolean;
}

/** Something a customer did, in the provider-neutral form that the conversation takes. */
export interface InboundEvent {
  /** Unique per channel, stable across redeliveries: a second one with the same key is a duplicate. */
  key: string;
  /** The provider's identity of the contact. */
  address: string;
  /** The sender's own id of the message, where the channel has one: its author recognises the message by it. */
  clientId?: string;
  /** The contact's name, where the provider tells one. */
  name: string | null;
  content: InboundContent;
}

export type ChannelStatus = { state: 'connecting' | 'connected' | 'disconnected'; error: string | null };

/** How a send ended. A thrown error means "may or may not have arrived". */
export type SendResult =
  | { status: 'sent'; providerId: string | null }
  /** Clearly not sent; worth another try after `retryAfterMs` (the outbox's own back-off when null). */
  | { status: 'retry'; reason: string; retryAfterMs: number | null }
  /** Clearly not sent, and another try would not help. */
  | { status: 'failed'; reason: string };

/** A message on its way to a customer. */
export interface OutboundMessage {
  /** The same for every attempt at the same message. */
  key: string;
  conversationId: string;
  /** Its place in the transcript: messages of one conversation are handed over in this order. */
  seq: number;
  content: OutboundContent;
  /** Who says it; `name` is what customers call the person. */
  sender: { kind: 'bot' | 'system' } | { kind: 'agent'; name: string };
}

/**
 * One connection of a channel (a bot, a phone number, a website). Knows message kinds, never node types.
 * `connect` is called once by the process that owns the connection; `onInbound` resolves when the event is stored.
 */
export interface ChannelAdapter {
  connect(onInbound: (event: InboundEvent) => Promise<void>, onStatus: (status: ChannelStatus) => void): Promise<void>;
  send(address: string, message: OutboundMessage): Promise<SendResult>;
  typing(address: string, typing: boolean): Promise<void>;
  markRead(address: string): Promise<void>;
  /**
   * Takes what somebody brought to the runtime's own door (a browser, a webhook) and passes it to `onInbound`;
   * rejects where that does, and with a ZodError for what is not this channel's.
   */
  receive?(payload: unknown): Promise<void>;
  close(): Promise<void>;
}

/** What the runtime does for an adapter. */
export interface ChannelHost {
  /** Shows a message to a customer whose browser is connected to the runtime; one who is away fetches it later. */
  push(address: string, message: OutboundMessage): Promise<void>;
}

/** One channel as the adapter is made for it. `settings` have passed the definition's schema. */
export interface ChannelConnection {
  channelId: string;
  settings: unknown;
  host: ChannelHost;
}

/** Makes the adapters of a channel type. */
export interface ChannelAdapterFactory {
  type: string;
  create(connection: ChannelConnection): ChannelAdapter;
}
