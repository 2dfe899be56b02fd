import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the one PostgreSQL server which the runtime's tests share. */
const databaseSetup = 'apps/runtime/src/db/testing/global-setup.ts';
const frontEnds = '{packages/{chat-ui,ui,nodes},apps/{builder,inbox,widget}}';

/** More of them at once than cores only makes each slower: those of the runtime share one database server. */
const maxWorkers = 2;
/** Files that take a minute or more. At the end, each would run alone. */
const longFiles = ['/runtime/src/crash/', '/runtime/src/races/', '/runtime/src/operators/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longFiles.findIndex((folder) => moduleId.includes(folder));
      return at === -1 ? longFiles.length : at;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    maxWorkers,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/{builder,inbox,widget}/src/**/*.test.ts'],
          environment: 'node',
          testTimeout: 10_000,
          maxWorkers,
        },
      },
      {
        // The widget's bundle swaps React for Preact; its components are tested on React, as chat-ui's are.
        test: {
          name: 'dom',
          include: [`${frontEnds}/src/**/*.test.tsx`],
          environment: 'happy-dom',
          testTimeout: 15_000,
          maxWorkers,
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
          maxWorkers,
        },
      },
      {
        test: {
          name: 'tree',
          include: ['{tools,scripts}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          maxWorkers,
        },
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
