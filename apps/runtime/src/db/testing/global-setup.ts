import type { TestProject } from 'vitest/node';
import { startTestPostgres, type TestServer } from './test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Vitest's global set-up: one PostgreSQL server for the whole run. Returns what ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, template, stop } = await startTestPostgres();
  project.provide('testServer', { adminUrl, template });
  return stop;
}
