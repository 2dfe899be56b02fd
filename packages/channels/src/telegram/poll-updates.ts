import type { Api } from 'grammy';
import { z } from 'zod';
import type { ChannelStatus } from '../channel-adapter.ts';
import { pause } from '../pause.ts';
import { isFinal, problemOf, retryDelayMs } from './failures.ts';
import { isApiSignal, POLL_SECONDS } from './telegram-api.ts';
import { heardUpdates } from './to-inbound.ts';

interface PollDeps {
  readonly api: Api;
  /** Resolves when the update is stored; rejects where it must come again. */
  readonly onUpdate: (update: unknown) => Promise<void>;
  readonly onStatus: (status: ChannelStatus) => void;
  readonly signal: AbortSignal;
}

/** Which chat an update belongs to: those of one chat follow each other, chats don't wait for one another. */
const placeSchema = z.object({
  message: z.object({ chat: z.object({ id: z.int() }) }).optional(),
  edited_message: z.object({ chat: z.object({ id: z.int() }) }).optional(),
  callback_query: z.object({ from: z.object({ id: z.int() }) }).optional(),
});

/**
 * Fetches a bot's updates until the signal ends it, or its token is no longer known. An update is confirmed only
 * when it and all before it are stored: what a crash leaves unconfirmed comes again, and is then a duplicate.
 */
export async function pollUpdates({ api, onUpdate, onStatus, signal }: PollDeps): Promise<void> {
  const abort = isApiSignal(signal) ? signal : undefined;
  let offset = 0;
  let failures = 0;
  let webhookGone = false;
  let first = true;

  async function round(): Promise<void> {
    // Polling is refused while a webhook is set, as after a move from a server with a public address.
    if (!webhookGone) await api.deleteWebhook(undefined, abort);
    webhookGone = true;
    // The first poll answers at once, so that the status is known soon.
    const timeout = first || failures > 0 ? 0 : POLL_SECONDS;
    const updates = await api.getUpdates({ offset, timeout, allowed_updates: [...heardUpdates] }, abort);
    first = false;
    onStatus({ state: 'connected', error: null });
    const kept = await Promise.all(byChat(updates).map(keepInOrder));
    const failed = kept.flatMap((each) => (each === null ? [] : [each]));
    const lost = Math.min(...failed.map(({ updateId }) => updateId));
    const last = updates.at(-1)?.update_id;
    if (failed.length > 0) offset = Math.max(offset, lost);
    else if (last !== undefined) offset = last + 1;
    if (failed[0]) throw failed[0].error;
  }

  async function keepInOrder(updates: readonly { update_id: number }[]) {
    for (const update of updates) {
      try {
        await onUpdate(update);
      } catch (error) {
        return { updateId: update.update_id, error };
      }
    }
    return null;
  }

  while (!signal.aborted) {
    try {
      await round();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const final = isFinal(error);
      onStatus({ state: final ? 'disconnected' : 'connecting', error: problemOf(error) });
      if (final) return;
      webhookGone = false;
      await pause(retryDelayMs(error, failures), signal);
    }
  }
}

function byChat<Update>(updates: readonly Update[]): Update[][] {
  const chats = new Map<number, Update[]>();
  for (const update of updates) {
    const { message, edited_message, callback_query } = placeSchema.safeParse(update).data ?? {};
    const chat = message?.chat.id ?? edited_message?.chat.id ?? callback_query?.from.id ?? 0;
    chats.set(chat, [...(chats.get(chat) ?? []), update]);
  }
  return [...chats.values()];
}
