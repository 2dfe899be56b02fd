// What an account of WhatsApp Web costs, against a bare browser with a blank page: its memory at rest, and how long a
// start of the server takes until the account is connected again. The page is a stand-in: WhatsApp's own is not in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWebEmulator, type WebEmulator } from '@baton/testing/whatsapp';
import { chromium } from '@playwright/test';
import type { ChannelAdapter, ChannelHost, ChannelStatus } from '../../packages/channels/src/channel-adapter.ts';
import { findChromium, NO_CHROMIUM } from '../../packages/channels/src/whatsapp/web/find-chromium.ts';
import { createWebAdapter } from '../../packages/channels/src/whatsapp/web/web-adapter.ts';
import { median, print } from '../report.ts';
import { memoryBelow } from './process-tree.ts';

const ROUNDS = 5;
/** A browser that has just begun still makes room. */
const REST_MS = 3_000;

interface Cost {
  readonly startMs: number;
  readonly mb: number;
  readonly processes: number;
}

export async function benchWhatsApp(): Promise<void> {
  const program = await findChromium(process.env.WHATSAPP_CHROMIUM ?? null);
  if (program === null) throw new Error(NO_CHROMIUM);
  const web = await startWebEmulator();
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-whatsapp-'));
  try {
    // The first time the phone is linked, and files are read from a cold disk.
    await account(web, folder, program);
    const values: Cost[] = [];
    const floors: Cost[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      values.push(await account(web, folder, program));
      floors.push(await bareBrowser(program));
    }
    const of = (costs: readonly Cost[], key: keyof Cost) => median(costs.map((cost) => cost[key]));
    const shared = { better: 'lower', goal: 'none', met: true, rounds: ROUNDS } as const;
    print({
      bench: 'whatsapp memory',
      value: of(values, 'mb'),
      floor: of(floors, 'mb'),
      unit: 'MB for an account at rest, all its processes, what they share counted once',
      ...shared,
      processes: of(values, 'processes'),
      floorIs: `Chromium with a blank page (${of(floors, 'processes')} processes)`,
    });
    print({
      bench: 'whatsapp start',
      value: of(values, 'startMs'),
      floor: of(floors, 'startMs'),
      unit: 'ms until a linked account is connected',
      ...shared,
      floorIs: 'ms until Chromium shows a blank page',
    });
  } finally {
    await web.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the account as a start of the server does, and ends it. */
async function account(web: WebEmulator, folder: string, program: string): Promise<Cost> {
  const browser = { folder, program, limit: 1, args: web.browserArgs };
  const settings = { channelId: 'bench', settings: {}, way: 'web', secrets: {}, webhook: null, apiRoot: null };
  const adapter = createWebAdapter({ ...settings, browser, host: nobody }, null);
  try {
    const startedAt = performance.now();
    await connected(adapter, web);
    const startMs = performance.now() - startedAt;
    return { startMs, ...(await atRest()) };
  } finally {
    await adapter.close();
  }
}

function connected(adapter: ChannelAdapter, web: WebEmulator): Promise<void> {
  return new Promise((resolve, reject) => {
    const told = (status: ChannelStatus) => {
      if (status.state === 'connected') resolve();
      if (status.state === 'disconnected') reject(new Error(status.error ?? 'Disconnected'));
      if (status.state === 'pairing' && status.pairing.qr?.split(',')[0] === web.ref) web.scan(status.pairing.qr);
    };
    adapter.connect(async () => undefined, told).catch(reject);
  });
}

async function bareBrowser(program: string): Promise<Cost> {
  const startedAt = performance.now();
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto('about:blank');
    const startMs = performance.now() - startedAt;
    return { startMs, ...(await atRest()) };
  } finally {
    await browser.close();
  }
}

async function atRest(): Promise<Omit<Cost, 'startMs'>> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return memoryBelow(process.pid);
}

/** Nobody writes, and nothing is stored. */
const nobody: ChannelHost = {
  push: async () => undefined,
  receive: async () => undefined,
  storeFile: async () => ({ status: 'refused', reason: 'empty' }),
  openFile: async () => null,
  divert: async () => false,
  question: async () => null,
  language: async () => 'en',
  lastHeard: async () => null,
  receipt: async () => undefined,
  reachable: async () => undefined,
};
