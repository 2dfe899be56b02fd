import type { BotLanguage, FileFacts, InboundContent, OutboundContent } from '@baton/engine';

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

/** Something a customer did (or, where `fromBusiness` says so, the business in the customer's chat), in the provider-neutral form that the conversation takes. */
export interface InboundEvent {
  /** Unique per channel, stable across redeliveries: a second one with the same key is a duplicate. */
  key: string;
  /** The provider's identity of the contact. */
  address: string;
  /** The sender's own id of the message, where the channel has one: its author recognises the message by it. */
  clientId?: string;
  /** The contact's name, where the provider tells one. */
  name: string | null;
  /** Null: they opened the chat and have said nothing yet. */
  content: InboundContent | null;
  /**
   * Not the customer, but the business wrote it: with the same account, by the provider's own app. `takesOver`: the bot
   * is to be silent from then on. Never said of what was sent by `send`.
   */
  fromBusiness?: { readonly takesOver: boolean };
  /** They changed what they had sent under `clientId`: this is its content now. */
  edits?: true;
  /** Where they came from, as the link that opened the chat says ("spring_sale"); kept with the contact. */
  origin?: string;
  /**
   * Other identities of the same person. On a channel that has them, these and `address` are written `kind:value`;
   * a person has one of each kind, and whoever is known by one of them is the same contact.
   */
  aliases?: readonly string[];
  /** Their telephone number with its country code, digits only, where the provider tells it. */
  phone?: string;
  /**
   * Until when the provider lets them be answered, in milliseconds since 1970: afterwards only templates get through.
   * Null where it always does; left out, nothing is known, and nothing changes.
   */
  writableUntil?: number | null;
}

/** What a provider tells about a message after it took it. States only move forward, in whatever order they come. */
export type Receipt = {
  /** The message's own key, where the provider gives it back. */
  readonly key: string | null;
  /** The provider's id of the message, as `send` answered it. */
  readonly providerId: string;
} & ({ readonly state: 'sent' | 'delivered' | 'read' } | { readonly state: 'failed'; readonly reason: string });

/** A text that the provider has approved, and that may be sent when nothing else may. */
export interface MessageTemplate {
  readonly name: string;
  /** As the provider calls it: "en_US". */
  readonly language: string;
  /** With its blanks as `{{1}}`, `{{2}}` …, in the order of `parameters`. */
  readonly text: string;
  /** What each blank is called, and an example of what goes there. */
  readonly parameters: { readonly name: string; readonly example: string }[];
}

export type ChannelStatus = {
  error: string | null;
  /** Whose account it turned out to be, for those that are connected without saying so before. */
  account?: ProviderAccount;
} & (
  | { state: 'connecting' | 'connected' | 'disconnected' }
  /** Somebody has to show that the account is theirs, with its app: by scanning a code, or by typing one. */
  | { state: 'pairing'; pairing: Pairing }
);

/** One of the two; another one takes its place while nobody uses it. */
export interface Pairing {
  /** What a QR code holds. */
  readonly qr: string | null;
  /** What is typed in the app. */
  readonly code: string | null;
}

/** How a send ended. A thrown error means "may or may not have arrived". */
export type SendResult =
  | { status: 'sent'; providerId: string | null }
  /**
   * Clearly not sent; worth another try after `retryAfterMs` (the outbox's own back-off when null). `partsSent` says
   * how many parts of a message in several parts have arrived: the next attempt, in whatever process, goes on there.
   */
  | { status: 'retry'; reason: string; retryAfterMs: number | null; partsSent?: number }
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
  /** How many of its parts earlier attempts have sent; none when left out. */
  partsSent?: number;
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
  /** Whether a request to the channel's webhook is the provider's, for providers that prove it in a header. */
  isAuthentic?(headers: WebhookHeaders): boolean;
  /** The same, for providers that sign what they bring: `body` is every byte of it, as it came. */
  isSigned?(headers: WebhookHeaders, body: Uint8Array): boolean;
  /** What to answer a provider that asks by GET whether the webhook is the one it was told of; null: it is not. */
  answerHandshake?(query: HandshakeQuery): string | null;
  /** The templates that may be sent now. Rejects with a `TemplatesUnavailable` that says what to do. */
  templates?(): Promise<MessageTemplate[]>;
  /** Takes back what `connect` has left with the provider, as far as it can be reached. */
  disconnect?(): Promise<void>;
  close(): Promise<void>;
}

/** The query of a request, by name. */
export interface HandshakeQuery {
  get(name: string): string | null;
}

/** Why templates can't be listed, as a sentence for staff. */
export class TemplatesUnavailable extends Error {
  override readonly name = 'TemplatesUnavailable';
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the runtime does for an adapter. */
export interface ChannelHost {
  /** Shows a message to a customer whose browser is connected to the runtime; one who is away fetches it later. */
  push(address: string, message: OutboundMessage): Promise<void>;
  /**
   * Stores what a customer did, in whichever process it arrived. Resolves when it is stored, or can never be; rejects
   * where bringing it again may help.
   */
  receive(event: InboundEvent): Promise<void>;
  /**
   * Keeps a file that a customer sent, as it streams in; the answer is what a `file` content is made of. Rejects
   * where the bytes stop coming or can't be stored: bringing the event again may help. One that is stored and then
   * never sent on is removed after a day.
   */
  storeFile(address: string, file: InboundFile): Promise<KeptFile>;
  /** A file that is to be sent, by the `fileId` of its content; null where it is not there any more. */
  openFile(fileId: string): Promise<OutboundFile | null>;
  /**
   * Takes what the provider brought from staff instead of a customer: true where it was theirs, and no customer's.
   * Asked first, wherever customers and staff may write to the same account; rejects where bringing it again may help.
   */
  divert(payload: unknown): Promise<boolean>;
  /** The newest question that the customer was asked with buttons; null where none was, or nothing is open. */
  question(address: string, tappedId?: string): Promise<AskedQuestion | null>;
  /** The language of the flow that the customer is in, or would be: of words that are said before any flow is looked at. */
  language(address: string): Promise<BotLanguage>;
  /** The `clientId` of the newest thing that a customer said; null where there is none. */
  lastHeard(address: string): Promise<string | null>;
  /** Notes what the provider tells about a message. Rejects where telling it again may help. */
  receipt(receipt: Receipt): Promise<void>;
  /**
   * Notes that the provider lets a customer be written to no longer, and why, as a sentence without its full stop; or
   * null: that it does again. Rejects where telling it again may help.
   */
  reachable(address: string, problem: string | null): Promise<void>;
}

/** A file as a provider tells about it. What it is, is told from its bytes. */
export interface InboundFile {
  /** As the customer calls it; null where the provider gives no name. */
  name: string | null;
  /** What the bytes can't tell: that a sound was recorded in the chat, or a picture is a sticker. */
  media?: 'voice' | 'sticker' | undefined;
  /** In pixels. */
  width?: number | undefined;
  height?: number | undefined;
  /** In seconds. */
  duration?: number | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** `refused`: larger than 20 MB, or nothing in it. Bringing it again would not help. */
export type KeptFile = { status: 'stored'; file: FileFacts } | { status: 'refused'; reason: 'too_large' | 'empty' };

export interface OutboundFile {
  file: FileFacts;
  /** The bytes from the beginning, each time it is called. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** A question with buttons, as far as an adapter must know it to tell a live button from a dead one. */
export interface AskedQuestion {
  /** The provider's id of its message; null while that is not known: it is being sent, or may not have arrived. */
  providerId: string | null;
  /** The customer has said something since. */
  answered: boolean;
  /** The label they chose, where that was their answer. */
  answer: string | null;
  /** `tappedId` names another message of the same conversation. */
  tappedOther: boolean;
}

/** One channel as the adapter is made for it. `settings` have passed the definition's schema. */
export interface ChannelConnection {
  channelId: string;
  settings: unknown;
  /** How it is connected: the key of one of the definition's ways; null while it is not connected. */
  way: string | null;
  /** What that way lists as its secrets; empty while the channel is not connected. */
  secrets: Readonly<Record<string, string>>;
  /** Where the provider can bring what customers do; null where this server can't be reached from outside. */
  webhook: { readonly url: string; readonly secret: string } | null;
  /** Where the provider's API is, if not at its usual place. */
  apiRoot: string | null;
  /** What this machine lends to connections that run a browser of their own. */
  browser: LocalBrowser;
  host: ChannelHost;
}

/** A browser on the runtime's own machine. */
export interface LocalBrowser {
  /** Where connections keep what must outlive them: each makes a folder of its own. */
  readonly folder: string;
  /** The program to run; null: one is looked for at the usual places. */
  readonly program: string | null;
  /** How many connections may run one at once on this machine. */
  readonly limit: number;
  /** More of the program's arguments, for tests. */
  readonly args: readonly string[];
}

/** An account that secrets open, as Settings show it. */
export interface ProviderAccount {
  /** The same whichever secret opens it: an account can be connected once. */
  id: string;
  name: string;
  /** Where customers find it. */
  url: string | null;
}

/** `account` is null where only pairing tells it. */
export type CheckedSecrets = { ok: true; account: ProviderAccount | null } | { ok: false; problem: string };

/** Makes the adapters of a channel type. */
export interface ChannelAdapterFactory {
  type: string;
  /**
   * Present on types with an account at a provider: tries the secrets there. Such a connection belongs to one process
   * at a time, which alone calls `connect`; every process takes webhooks, and sends unless the way says otherwise.
   */
  check?(connection: Pick<ChannelConnection, 'way' | 'secrets' | 'apiRoot' | 'browser'>): Promise<CheckedSecrets>;
  create(connection: ChannelConnection): ChannelAdapter;
}
