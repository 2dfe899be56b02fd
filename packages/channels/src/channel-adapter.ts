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

/**
 * One connection of a channel (a bot, a phone number, a website). Knows message kinds, never node types.
 * `connect` is called once by the process that owns the connection; `onInbound` resolves when the event is stored.
 */
export interface ChannelAdapter {
  connect(onInbound: (event: InboundEvent) => Promise<void>, onStatus: (status: ChannelStatus) => void): Promise<void>;
  /** `key` is the same for every attempt at the same message. */
  send(address: string, message: OutboundContent, key: string): Promise<SendResult>;
  typing(address: string, typing: boolean): Promise<void>;
  markRead(address: string): Promise<void>;
  close(): Promise<void>;
}
