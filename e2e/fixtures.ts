import { type BrowserContext, test as base, expect } from '@playwright/test';
import { type PreparedDatabase, prepareDatabase } from './prepared-database.ts';
import { newRuntime, type Runtime } from './runtime.ts';

interface Fixtures {
  /** Environment for this file's runtime: `test.use({ runtimeEnv: { … } })`. */
  runtimeEnv: Record<string, string>;
  /** The real runtime, started and empty but for the owner and the sample flow; stopped after the test. */
  runtime: Runtime;
  /** A browser of its own for one more person: `const visitor = await newPerson()`. */
  newPerson: () => Promise<BrowserContext>;
}

interface WorkerFixtures {
  /** Each test's runtime starts from a copy: it has the schema, and nothing else. */
  prepared: PreparedDatabase | undefined;
}

/** A fixture that somebody from outside is played by: started for the test, stopped after it. */
export function played<Player extends { stop(): unknown }>(start: () => Promise<Player>) {
  // Playwright reads from the pattern which fixtures it needs: there is none without one.
  return async ({ browserName: _ }: { browserName: string }, use: (player: Player) => Promise<void>) => {
    const player = await start();
    await use(player);
    await player.stop();
  };
}

/** Playwright's `test`, with a runtime per test and an eye on errors in every page. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  runtimeEnv: [{}, { option: true }],

  prepared: [
    async ({ browserName: _ }, use) => {
      const prepared = await prepareDatabase();
      await use(prepared);
      await prepared?.remove();
    },
    { scope: 'worker' },
  ],

  runtime: async ({ runtimeEnv, prepared }, use, testInfo) => {
    const runtime = await newRuntime(runtimeEnv, prepared);
    try {
      await runtime.start();
      await use(runtime);
    } finally {
      await runtime.dispose();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('runtime output', { body: runtime.output, contentType: 'text/plain' });
      }
    }
  },

  // Not through `baseURL`: Playwright asks for that in every test, and would start a runtime for each.
  context: async ({ newPerson }, use) => use(await newPerson()),

  newPerson: async ({ browser, runtime }, use) => {
    const people: { context: BrowserContext; errors: string[] }[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: runtime.url });
      people.push({ context, errors: watchForErrors(context) });
      return context;
    });
    for (const { context } of people) await context.close();
    for (const { errors } of people) expect(errors, 'errors in the page').toEqual([]);
  },
});

export { expect };

/** Collects uncaught errors and what the content security policy refused; a failed request is the test's business. */
function watchForErrors(context: BrowserContext) {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) errors.push(message.text());
  });
  return errors;
}
