import type { Update, WebhookInfo } from 'grammy/types';
import { TelegramError } from './telegram-error.ts';
import { createWebhook, type Webhook, type WebhookSettings } from './webhook.ts';

type UpdateBody = Omit<Update, 'update_id'>;
type UpdateKind = Exclude<keyof Update, 'update_id'>;

/**
 * Sent only to a bot that names them: https://core.telegram.org/bots/api#getupdates, `allowed_updates`: "Specify an
 * empty list to receive all update types except chat_member, message_reaction, and message_reaction_count (default)."
 */
const onRequest: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

export interface PollParameters {
  readonly offset?: number;
  readonly limit?: number;
  readonly timeout?: number;
  readonly allowed_updates?: readonly string[];
}

/** A bot's updates on their way: kept until they are confirmed by polling, or pushed to its webhook. */
export class BotUpdates {
  readonly #changed: () => void;
  #nextId = 100_001;
  #queue: Update[] = [];
  #allowed: readonly string[] = [];
  #webhook: Webhook | undefined;
  #wake: (() => void) | undefined;
  #supersede: (() => void) | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether somebody is waiting for updates right now. */
  get polled(): boolean {
    return this.#wake !== undefined;
  }

  /** Updates that nobody has confirmed yet. */
  get pending(): number {
    return this.#queue.length + (this.#webhook?.pending ?? 0);
  }

  push(kind: UpdateKind, body: UpdateBody): void {
    const wanted = this.#allowed.length === 0 ? !onRequest.has(kind) : this.#allowed.includes(kind);
    if (!wanted) return;
    // "Update identifiers start from a certain positive number and increase sequentially": #update.
    const update: Update = { update_id: this.#nextId, ...body };
    this.#nextId += 1;
    if (this.#webhook) this.#webhook.deliver(update);
    else this.#queue.push(update);
    this.#wake?.();
    this.#changed();
  }

  /** Hands out an update again, as Telegram does whenever it has not seen a confirmation. */
  repeat(update: Update): void {
    if (this.#webhook) this.#webhook.deliver(update);
    else this.#queue.unshift(update);
    this.#wake?.();
  }

  /** https://core.telegram.org/bots/api#getupdates */
  async poll({ offset = 0, limit = 100, timeout = 0, allowed_updates }: PollParameters): Promise<Update[]> {
    if (this.#webhook) {
      // "This method will not work if an outgoing webhook is set up." The words are the Bot API server's.
      throw new TelegramError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    // "If not specified, the previous setting will be used."
    if (allowed_updates) this.#allowed = allowed_updates;
    this.#supersede?.();
    // "An update is considered confirmed as soon as getUpdates is called with an offset higher than its update_id.
    // The negative offset can be specified to retrieve updates starting from -offset update from the end of the
    // updates queue. All previous updates will be forgotten."
    if (offset > 0) this.#queue = this.#queue.filter(({ update_id }) => update_id >= offset);
    else if (offset < 0) this.#queue = this.#queue.slice(offset);
    if (this.#queue.length === 0 && timeout > 0) await this.#wait(Math.min(timeout, 50));
    // "Limits the number of updates to be retrieved. Values between 1-100 are accepted."
    return this.#queue.slice(0, Math.max(1, Math.min(limit, 100)));
  }

  setWebhook(settings: WebhookSettings, drop: boolean, allowed: readonly string[] | undefined): void {
    if (allowed) this.#allowed = allowed;
    const waiting = [...(this.#webhook?.end() ?? []), ...this.#queue];
    this.#queue = [];
    this.#webhook = createWebhook(settings, this.#changed);
    if (!drop) for (const update of waiting) this.#webhook.deliver(update);
    this.#supersede?.();
    this.#changed();
  }

  deleteWebhook(drop: boolean): void {
    const waiting = this.#webhook?.end() ?? [];
    this.#webhook = undefined;
    this.#queue = drop ? [] : [...waiting, ...this.#queue];
    this.#changed();
  }

  /** https://core.telegram.org/bots/api#webhookinfo */
  info(): WebhookInfo {
    const { url = '', failure } = this.#webhook ?? {};
    return {
      url,
      has_custom_certificate: false,
      pending_update_count: this.pending,
      ...(failure && { last_error_date: failure.at, last_error_message: failure.message }),
      ...(this.#allowed.length > 0 && { allowed_updates: allowedOf(this.#allowed) }),
    };
  }

  stop(): void {
    this.#wake?.();
    this.#webhook?.end();
  }

  async #wait(seconds: number): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, seconds * 1000);
        const settle = (then: () => void) => () => {
          clearTimeout(timer);
          then();
        };
        this.#wake = settle(resolve);
        // The words of the Bot API server to the older of two pollers.
        this.#supersede = settle(() =>
          reject(
            new TelegramError(
              409,
              'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
            ),
          ),
        );
        this.#changed();
      });
    } finally {
      this.#wake = undefined;
      this.#supersede = undefined;
    }
  }
}

const kinds: readonly UpdateKind[] = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'message_reaction',
];

function allowedOf(names: readonly string[]): UpdateKind[] {
  return kinds.filter((kind) => names.includes(kind));
}
