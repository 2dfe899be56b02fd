import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './process-identity.ts';

export interface Keeper {
  /** The process that serves now. */
  pid(): number;
  /** Stops watching; resolves when nothing is being started any more. */
  stop(): Promise<void>;
}

export interface KeepRunningOptions {
  readonly pid: number;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Where to read why the server ended. */
  readonly logFile: string;
  /** Starts the server again, at the same address; resolves with its process once it answers. */
  readonly restart: () => Promise<number>;
  /** Called once, with a sentence, when there is no use in trying further. */
  readonly onGivenUp: (reason: string) => void;
  readonly pauseMs?: (attempt: number) => number;
}

const WATCH_INTERVAL_MS = 250;

/** A server that keeps ending has a reason that another start does not mend. */
const ENDS = 5;
const WITHIN_MS = 5 * 60_000;

/** Eleven seconds of pauses: what is left of a killed server holds its memory until its last statement has ended. */
const ATTEMPTS = 7;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

const backOff = (attempt: number) => Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);

/** Starts a server again whenever it has ended, until that is of no use. */
export function keepRunning(options: KeepRunningOptions): Keeper {
  const { log, logFile, restart, pauseMs = backOff } = options;
  const stopping = new AbortController();
  const ends: number[] = [];
  let { pid } = options;
  let restarting: Promise<void> | undefined;

  // An adopted server is nobody's child, so no event tells its end: its process is looked for at intervals.
  const timer = setInterval(() => {
    if (restarting || isAlive(pid)) return;
    restarting = revive().finally(() => {
      restarting = undefined;
    });
  }, WATCH_INTERVAL_MS);
  timer.unref();

  async function revive(): Promise<void> {
    const now = Date.now();
    ends.push(now);
    const recent = ends.filter((at) => at > now - WITHIN_MS).length;
    if (recent > ENDS) return giveUp(`PostgreSQL keeps ending: ${recent} times within ${WITHIN_MS / 60_000} minutes`);
    log.warn(`PostgreSQL (process ${pid}) ended unexpectedly: starting it again. Its log: ${logFile}`);
    let reason = '';
    for (let attempt = 1; attempt <= ATTEMPTS && !stopping.signal.aborted; attempt += 1) {
      await delay(pauseMs(attempt), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        pid = await restart();
        return log.info(`PostgreSQL runs again (process ${pid}).`);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
        log.warn(`PostgreSQL did not start (attempt ${attempt} of ${ATTEMPTS}): ${reason}`);
      }
    }
    if (!stopping.signal.aborted)
      giveUp(`PostgreSQL ended and did not start again in ${ATTEMPTS} attempts (${reason})`);
  }

  function giveUp(reason: string): void {
    clearInterval(timer);
    options.onGivenUp(`${reason}. Baton stops; what was acknowledged is safe on the disk. Look into ${logFile}.`);
  }

  return {
    pid: () => pid,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await restarting;
    },
  };
}
