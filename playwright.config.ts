import { defineConfig } from '@playwright/test';
import { systemBrowser } from './scripts/browser.mjs';

/** Chromium refuses to sandbox itself as root. Nothing may be fetched from outside of this machine. */
const chromiumArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: {
      // Without one of the machine's own, Playwright uses the browser it has installed.
      ...(systemBrowser() ? { executablePath: systemBrowser() } : {}),
      args: chromiumArgs,
    },
  },
});
