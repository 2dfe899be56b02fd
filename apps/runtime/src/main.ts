// The process: the environment in, the product up, signals heard, an exit code out.
import { createDrivenClock, hearAdvances } from './driven-clock.ts';
import { type Env, parseEnv } from './env.ts';
import { createLogger, type Logger } from './logging.ts';
import type { Clock } from './services.ts';
import { type Runtime, startRuntime } from './start-runtime.ts';
import { StartupError } from './startup-error.ts';

async function main(): Promise<void> {
  const env = parseEnv(process.env);
  const log = createLogger(env);
  const starting = startRuntime({ env, log, onLost, clock: testClock(env) });
  let stopping = false;

  function onLost(reason: string): void {
    console.error(reason);
    stop(1);
  }

  function stop(exitCode: number): void {
    if (stopping) return;
    stopping = true;
    // A start that failed has ended its parts by itself, and is reported below.
    starting
      .then((runtime) => runtime.stop())
      .then(
        () => process.exit(exitCode),
        () => undefined,
      );
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait. The embedded database lives on, and the next start takes it over.
      if (stopping) process.exit(1);
      stop(0);
    });
  }
  watchForFaults(log, () => stop(1));
  const runtime = await starting;
  if (!stopping) process.stdout.write(welcome(runtime, env));
}

/** Put forward by the test that started this process. */
function testClock(env: Env): Clock | undefined {
  if (env.testClock === undefined) return undefined;
  const clock = createDrivenClock(env.testClock);
  hearAdvances(clock, process);
  return clock;
}

function watchForFaults(log: Logger, giveUp: () => void): void {
  // One piece of work failed and nobody waited for it. What matters is in the database, written whole or not at
  // all, so the process can go on serving everybody else; the log tells what to mend.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'A promise was rejected unheard'));
  // Thrown in the middle of somebody's work: what is in memory may be half done, so a fresh process is safer.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'An error was caught by nobody: stopping');
    giveUp();
  });
}

function welcome({ url, setupToken }: Runtime, env: Env): string {
  const places = [
    ['Inbox', '/inbox', 'answer your customers'],
    ['Builder', '/builder', 'edit and publish the conversation'],
    ['Demo', '/demo', 'try it as a visitor'],
  ] as const;
  const width = Math.max(...places.map(([, path]) => url.length + path.length));
  const lines = places.map(
    ([name, path, purpose]) => `    ${name.padEnd(9)}${(url + path).padEnd(width + 3)}${purpose}`,
  );
  const setup =
    setupToken === undefined
      ? []
      : [
          '',
          '  Make your account first (this link works once, within 24 hours):',
          `    ${url}/setup?token=${setupToken}`,
        ];
  const data = env.databaseUrl === undefined ? ['', `  Data is kept in ${env.dataDir}. Ctrl-C stops.`] : [];
  return ['', '  Baton is running', '', ...lines, ...setup, ...data, '', ''].join('\n');
}

main().catch((error: unknown) => {
  if (error instanceof StartupError) console.error(error.message);
  else console.error(error);
  process.exit(1);
});
