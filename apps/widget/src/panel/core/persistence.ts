import pRetry from 'p-retry';
import { ApiProblem } from './api.ts';

/** Repeats requests until they are answered, however long the network is away. */
export interface Persistence {
  /** Rejects only with what no repeat would change, or once closed. */
  persistently<T>(request: () => Promise<T>): Promise<T>;
  /** A few times, for what the visitor waits for. */
  briefly<T>(request: () => Promise<T>): Promise<T>;
  /** The network is back: what waits for its next turn takes it now. */
  wake(): void;
  close(): void;
}

export interface Delays {
  minTimeout: number;
  maxTimeout: number;
}

export function createPersistence(onFailure: () => void, delays: Delays): Persistence {
  let waiting = new AbortController();
  let failing = false;
  let closed = false;

  const options = (retries: number) => ({
    ...delays,
    retries,
    randomize: true,
    onFailedAttempt({ error }: { error: Error }) {
      if (!isRetryable(error)) return;
      failing = true;
      onFailure();
    },
    shouldRetry: ({ error }: { error: Error }) => isRetryable(error),
  });

  return {
    async persistently(request) {
      for (;;) {
        const { signal } = waiting;
        try {
          const answer = await pRetry(request, { ...options(Number.POSITIVE_INFINITY), signal });
          failing = false;
          return answer;
        } catch (error) {
          if (closed || !signal.aborted) throw error;
        }
      }
    },
    briefly: (request) => pRetry(request, options(2)),
    wake() {
      // What is on its way and has not failed is left alone.
      if (!failing) return;
      failing = false;
      waiting.abort();
      waiting = new AbortController();
    },
    close() {
      closed = true;
      waiting.abort();
    },
  };
}

function isRetryable(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.retryable;
}
