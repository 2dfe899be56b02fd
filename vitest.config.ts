import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Starts the one PostgreSQL server which the runtime's tests share. */
const databaseSetup = 'apps/runtime/src/db/testing/global-setup.ts';
const frontEnds = '{packages/{chat-ui,ui,nodes},apps/{builder,inbox,widget}}';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/{builder,inbox,widget}/src/**/*.test.ts'],
          environment: 'node',
          testTimeout: 10_000,
        },
      },
      {
        // The widget's bundle swaps React for Preact; its components are tested on React, as chat-ui's are.
        test: {
          name: 'dom',
          include: [`${frontEnds}/src/**/*.test.tsx`],
          environment: 'happy-dom',
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'runtime',
          include: ['apps/runtime/src/**/*.test.ts'],
          environment: 'node',
          globalSetup: existsSync(databaseSetup) ? [databaseSetup] : [],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // The files share one database server: more of them at once than cores only makes each slower.
          maxWorkers: 2,
        },
      },
      {
        test: { name: 'tree', include: ['{tools,scripts}/**/*.test.ts'], environment: 'node', testTimeout: 60_000 },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.*', '**/generated/**'],
      reporter: ['text', 'json-summary'],
    },
  },
});
