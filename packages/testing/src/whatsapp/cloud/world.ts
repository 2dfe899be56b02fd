import type { SentMessage } from './check-message.ts';
import type { Webhook } from './webhook.ts';

/** A message that a person sees from the business, with Meta's id of it. */
export interface SeenMessage {
  readonly id: string;
  readonly message: SentMessage;
  readonly text: string;
  /** Of reply buttons and list rows: as the person reads them. */
  readonly options: readonly { readonly id: string; readonly title: string }[];
}

/** A file at Meta. */
export interface EmulatedFile {
  readonly mime: string;
  readonly bytes: Buffer;
  readonly name: string;
}

export interface EmulatedTemplate {
  readonly name: string;
  readonly language: string;
  readonly status: 'APPROVED' | 'PENDING' | 'PAUSED';
  readonly components: readonly object[];
}

/** A number of a business, with what opens it. */
export interface EmulatedNumber {
  readonly phoneNumberId: string;
  readonly token: string;
  readonly appSecret: string;
  readonly businessAccountId: string;
  readonly display: string;
  readonly name: string;
  readonly templates: EmulatedTemplate[];
  /** What is not delivered yet. */
  readonly pending: number;
  /**
   * Does what Meta does with a pasted URL and verify token: asks there, and from then on brings everything to it.
   * Answers whether the challenge came back.
   */
  useWebhook(url: string, verifyToken: string): Promise<boolean>;
  /** Brings any payload, as it is, signed. */
  bring(payload: unknown): void;
}

export interface StoredNumber extends EmulatedNumber {
  webhook: Webhook | null;
  revoked: boolean;
}

/** A person's chat with a number. */
export interface StoredTalk {
  readonly number: StoredNumber;
  readonly phone: string | null;
  readonly userId: string | null;
  readonly seen: SeenMessage[];
  blocked: boolean;
  /** When the person wrote last, in milliseconds since 1970; 0: never. */
  wroteAt: number;
}
