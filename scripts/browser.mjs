// A Chromium for the browser tests: the one that is there, else Debian's, else Playwright's own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { canUseApt, installWithApt } from './apt.mjs';

const knownPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a browser the machine already has, or undefined. `CHROMIUM_PATH` wins; a wrong one is an error. */
export function systemBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist`);
  return chosen || knownPlaces.find((path) => existsSync(path));
}

/** Makes sure a browser is there, installing one if need be; throws a sentence that says what to do otherwise. */
export function ensureBrowser() {
  if (systemBrowser() || playwrightBrowser()) return;
  console.log('No Chromium found: installing one for the browser tests.');
  if (canUseApt() && installWithApt(['chromium', 'fonts-liberation']) && systemBrowser()) return;
  if (installWithPlaywright() && playwrightBrowser()) return;
  throw new Error('The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH to it.');
}

function installWithPlaywright() {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  return run(process.execPath, [cli, 'install', 'chromium']);
}

/** The browser `playwright install chromium` put in its cache, if it did. */
function playwrightBrowser() {
  const require = createRequire(import.meta.url);
  const path = require('@playwright/test').chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureBrowser();
  console.log(systemBrowser() ?? playwrightBrowser());
}
