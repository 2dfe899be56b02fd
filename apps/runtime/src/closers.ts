import type { Logger } from './logging.ts';

/** What has been started and must be ended, the last first. */
export interface Closers {
  add(name: string, close: () => Promise<void>): void;
  /** Ends everything, once; a part that fails to end does not keep the others from it. */
  closeAll(): Promise<void>;
}

export function createClosers(log: Logger): Closers {
  const closers: { name: string; close: () => Promise<void> }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (const { name, close } of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error }, `Stopping the ${name} failed`);
      }
    }
  }

  return {
    add(name, close) {
      closers.push({ name, close });
    },
    closeAll() {
      closing ??= closeAll();
      return closing;
    },
  };
}
