import type { ConversationDetail } from '@baton/contracts';
import { errorMessage, isNetworkFailure, newId } from '@baton/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { applyDetail } from './live-cache.ts';
import { conversationQuery } from './queries.ts';
import { refreshTranscript } from './use-transcript.ts';

/** One click: what it asks of the server, under an id that stays the same when it is asked again. */
export interface CommandCall {
  name: string;
  send: (commandId: string) => Promise<ConversationDetail>;
  onDone?: () => void;
}

export interface CommandProblem {
  message: string;
  error: unknown;
  /** Asks again with the same id; only where the first request may not have arrived. */
  retry: (() => void) | null;
}

const RETRIES = 2;

/**
 * Runs commands of one conversation, one at a time: a second click while one is under way does nothing. A
 * request that may not have arrived is repeated under the same id; a refusal is kept as a sentence.
 */
export function useCommand(conversationId: string) {
  const queryClient = useQueryClient();
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<CommandProblem | null>(null);
  const busy = useRef(false);

  useEffect(() => setProblem(null), [conversationId]);

  const attempt = useCallback(
    async (call: CommandCall, commandId: string) => {
      if (busy.current) return;
      busy.current = true;
      setPending(call.name);
      setProblem(null);
      try {
        applyDetail(queryClient, await withRetries(() => call.send(commandId)));
        call.onDone?.();
      } catch (error) {
        const retry = isNetworkFailure(error) ? () => void attempt(call, commandId) : null;
        setProblem({ message: errorMessage(error), error, retry });
        // A refusal means that the screen was behind.
        void queryClient.invalidateQueries({ queryKey: conversationQuery(conversationId).queryKey });
      } finally {
        busy.current = false;
        setPending(null);
        void refreshTranscript(queryClient, conversationId);
      }
    },
    [conversationId, queryClient],
  );

  const run = useCallback((call: CommandCall) => void attempt(call, newId()), [attempt]);
  const dismiss = useCallback(() => setProblem(null), []);
  return { run, pending, problem, dismiss };
}

export async function withRetries<Result>(send: () => Promise<Result>, retries = RETRIES): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    if (retries === 0 || !isNetworkFailure(error)) throw error;
    await new Promise((done) => setTimeout(done, (RETRIES - retries + 1) * 700));
    return withRetries(send, retries - 1);
  }
}
