import { setTimeout as delay } from 'node:timers/promises';
import type { TestClient } from '../../testing/test-client.ts';
import type { Victim } from './server.ts';

type Answer = Awaited<ReturnType<TestClient['get']>>;

const PATIENCE_MS = 90_000;
const PAUSE_MS = 20;

/** What all clients of the server do to it: counted, ordered, and repeated until it is acknowledged. */
export class Traffic {
  readonly #server: Pick<Victim, 'up'>;
  readonly #begun = new Counter();
  readonly #acknowledged = new Counter();
  #moment = 0;
  /** Requests that were answered only at another try. */
  repeated = 0;

  constructor(server: Pick<Victim, 'up'>) {
    this.#server = server;
  }

  /** A number later than every one before. */
  moment(): number {
    this.#moment += 1;
    return this.#moment;
  }

  /** Resolves when that many requests more have begun. */
  begun(count: number): Promise<void> {
    return this.#begun.reaches(count);
  }

  /** Resolves when that many requests more have been acknowledged. */
  acknowledged(count: number): Promise<void> {
    return this.#acknowledged.reaches(count);
  }

  /** As the widget and the inbox do: a request that got no answer, or none that counts, is sent again as it was. */
  async persist(request: () => Promise<Answer>): Promise<Answer> {
    const deadline = Date.now() + PATIENCE_MS;
    let last: string | undefined;
    for (let tries = 1; Date.now() < deadline; tries += 1) {
      await this.#server.up();
      this.#begun.count();
      const answer = await request().catch((error: unknown) => {
        last = String(error);
        return undefined;
      });
      if (answer && !mayBeRepeated(answer.status)) {
        this.#acknowledged.count();
        if (tries > 1) this.repeated += 1;
        return answer;
      }
      if (answer) last = `${answer.status} ${answer.text}`;
      await delay(PAUSE_MS);
    }
    throw new Error(`A request was not acknowledged within ${PATIENCE_MS / 1000} s; the last answer was: ${last}`);
  }
}

class Counter {
  #value = 0;
  readonly #waiting: { readonly at: number; readonly resolve: () => void }[] = [];

  count(): void {
    this.#value += 1;
    for (const { resolve } of this.#waiting.filter(({ at }) => at === this.#value)) resolve();
  }

  reaches(more: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ at: this.#value + more, resolve }));
  }
}

function mayBeRepeated(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
