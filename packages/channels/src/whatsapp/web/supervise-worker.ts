import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { pause } from '../../pause.ts';
import { type FromWorker, fromWorkerSchema, type ToWorker, type WorkerOptions } from './protocol.ts';

/** A command without its number. */
export type Command = ToWorker extends infer Each ? (Each extends unknown ? Omit<Each, 'n'> : never) : never;

/** Nothing was sent, for a reason that may pass. */
export class NotDone extends Error {}

/** The account's process ended, or was not answered: it may have been done. */
export class MaybeDone extends Error {}

interface SuperviseDeps {
  readonly options: WorkerOptions;
  readonly signal: AbortSignal;
  readonly onNews: (news: FromWorker) => void;
  /** The process ended; it is started again after this many milliseconds. */
  readonly onGone: (why: string, loggedOut: boolean) => void;
  readonly firstRetryMs: number;
}

export interface Worker {
  ask(command: Command): Promise<string | null>;
  /** Resolves when it has ended for good. */
  readonly ended: Promise<void>;
}

const LAST_RETRY_MS = 60_000;
/** A process that does not end by itself is ended. */
const END_MS = 6_000;

interface Waiting {
  readonly resolve: (value: string | null) => void;
  readonly reject: (error: Error) => void;
}

/** Runs an account's process until the signal ends it, and starts it again, with growing pauses, whenever it ends. */
export function superviseWorker({ options, signal, onNews, onGone, firstRetryMs }: SuperviseDeps): Worker {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let count = 0;
  let failures = 0;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const { why, loggedOut } = await live();
      for (const each of waiting.values()) each.reject(new MaybeDone(`WhatsApp’s browser ended: ${why}`));
      waiting.clear();
      if (loggedOut) await rm(options.folder, { recursive: true, force: true });
      if (signal.aborted) return;
      onGone(why, loggedOut);
      const retryMs = loggedOut ? 0 : Math.min(firstRetryMs * 2 ** failures, LAST_RETRY_MS);
      failures += 1;
      await pause(retryMs, signal);
    }
  }

  /** One life of the process. */
  async function live(): Promise<{ why: string; loggedOut: boolean }> {
    let end = { why: 'it ended without a word', loggedOut: false };
    const { PATH = '', HOME = '', TMPDIR = '', LANG = 'C.UTF-8' } = process.env;
    // Nothing of the runtime's own environment: a browser has no use for the database's password.
    const env = { PATH, HOME, TMPDIR: TMPDIR || '/tmp', LANG, WHATSAPP_WORKER: JSON.stringify(options) };
    const own = fork(new URL('./worker.ts', import.meta.url), [], {
      env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child = own;
    own.on('error', (error) => {
      end = { why: error.message, loggedOut: false };
    });
    own.on('message', (given) => {
      const news = fromWorkerSchema.parse(given);
      if (news.t === 'dying') end = { why: news.why, loggedOut: news.loggedOut };
      else if (news.t === 'done' || news.t === 'failed') settle(news);
      else onNews(news);
      if (news.t === 'ready') failures = 0;
    });
    const stop = () => {
      own.kill('SIGTERM');
      setTimeout(() => own.kill('SIGKILL'), END_MS).unref();
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    await Promise.race([once(own, 'exit'), once(own, 'error')]).catch(() => undefined);
    signal.removeEventListener('abort', stop);
    child = undefined;
    return end;
  }

  function settle(news: Extract<FromWorker, { t: 'done' | 'failed' }>): void {
    const asked = waiting.get(news.n);
    waiting.delete(news.n);
    if (news.t === 'done') asked?.resolve(news.value);
    else asked?.reject(news.sent === 'maybe' ? new MaybeDone(news.error) : new NotDone(news.error));
  }

  return {
    ask(command) {
      return new Promise((resolve, reject) => {
        const own = child;
        if (!own?.connected) return reject(new NotDone('WhatsApp is not connected'));
        count += 1;
        const n = count;
        waiting.set(n, { resolve, reject });
        own.send({ n, ...command } satisfies ToWorker, (error) => {
          if (!error || !waiting.delete(n)) return;
          reject(new NotDone('WhatsApp is not connected'));
        });
      });
    },
    ended: run(),
  };
}
