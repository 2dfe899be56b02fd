import type { Logger } from '../logging.ts';

/** Work that nobody waits for: a failure is logged, and a stop waits for what is under way. */
export function createBackground(log: Logger) {
  const running = new Set<Promise<unknown>>();
  return {
    run(work: Promise<unknown>): void {
      const task = work
        .catch((error: unknown) => log.error({ err: error }, 'Something that follows a change could not be done'))
        .finally(() => running.delete(task));
      running.add(task);
    },
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
