// How long a visitor on a slow phone and a slow network waits, from the page's first byte to a field to write in.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { pino } from 'pino';
import { parseEnv } from '../../apps/runtime/src/env.ts';
import { startRuntime } from '../../apps/runtime/src/start-runtime.ts';
import { findChromium } from '../../packages/channels/src/whatsapp/web/find-chromium.ts';
import { startDatabase } from '../database.ts';
import { median, print } from '../report.ts';

const ROUNDS = 7;
const PATIENCE_MS = 90_000;
/** A phone of the lower middle class on slow 4G, as Lighthouse has it. */
const SLOWER = { cpu: 4, latencyMs: 150, downBytes: (1.6 * 1024 * 1024) / 8, upBytes: (750 * 1024) / 8 };

const peersFolder = new URL('peers/node_modules/', import.meta.url);

/** A page with a chat: what opens it, where a visitor has to, is pressed as soon as it is there. */
interface Page {
  readonly html: string;
  readonly launcher: string | null;
}

/**
 * Those that show a field without their makers' servers: Typebot's chat gets its first question from a stand-in on the
 * page's own host, and deep-chat needs nobody in its demo mode. @botpress/webchat is a library for React without either.
 */
const peers: Readonly<Record<string, Page>> = {
  '@typebot.io/js': {
    html: `<script type="module">import Typebot from '/peer/@typebot.io/js/dist/web.js';
      Typebot.initBubble({ typebot: 'bench', apiHost: location.origin });</script>`,
    launcher: 'button[part="button"]',
  },
  'deep-chat': {
    html: '<script type="module" src="/peer/deep-chat/dist/deepChat.bundle.js"></script><deep-chat demo="true"></deep-chat>',
    launcher: null,
  },
};

/** What Typebot's server answers to somebody who opens the chat. */
const firstQuestion = {
  sessionId: 'bench',
  typebot: { id: 'bench', version: '6', theme: {}, settings: {}, publishedAt: null },
  messages: [
    {
      id: 'hello',
      type: 'text',
      content: { type: 'richText', richText: [{ type: 'p', children: [{ text: 'Hi! How can we help?' }] }] },
    },
  ],
  input: { id: 'answer', type: 'text input', options: {} },
};

/** Prints the time until a visitor can write, beside the fastest of the others; all in turns. */
export async function benchUsable(): Promise<void> {
  const program = await findChromium(process.env.WHATSAPP_CHROMIUM ?? null);
  if (program === null) throw new Error('Time to a usable panel needs Chromium or Chrome on this machine');
  const database = await startDatabase();
  const runtime = await startRuntime({
    env: parseEnv({
      PORT: '0',
      DATABASE_URL: database.url,
      BATON_SECRET: 's'.repeat(32),
      BATON_OWNER_EMAIL: 'owner@example.com',
      BATON_OWNER_PASSWORD: 'correct horse battery staple',
      LOG_LEVEL: 'silent',
    }),
    log: pino({ level: 'silent' }),
    onLost: () => undefined,
  });
  const channel = await database.database.prisma.channel.findFirstOrThrow();
  const ours: Page = {
    html: `<script src="http://localhost:${runtime.port}/widget.js" data-channel="${channel.id}" async></script>`,
    launcher: 'button.button',
  };
  const pages = { baton: ours, ...peers };
  const site = await startSite(pages);
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost'],
  });
  try {
    await report(browser, site.url, pages);
  } finally {
    await browser.close();
    site.stop();
    await runtime.stop();
    await database.stop();
  }
}

async function report(browser: Browser, siteUrl: string, pages: Readonly<Record<string, Page>>): Promise<void> {
  const names = Object.keys(peers);
  const times = new Map<string, number[]>();
  // The first round only warms the servers up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const inTurn = Object.entries(pages);
    for (const [name, { launcher }] of round % 2 === 0 ? inTurn : inTurn.toReversed()) {
      const ms = await usableAfter(browser, `${siteUrl}/${encodeURIComponent(name)}`, launcher);
      if (round > 0) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  const medianOf = (name: string) => Math.round(median(times.get(name) ?? []));
  const value = medianOf('baton');
  const floor = Math.min(...names.map(medianOf));
  print({
    bench: 'widget.usable',
    value,
    floor,
    unit: 'ms until a visitor can write',
    better: 'lower',
    goal: 'none',
    met: true,
    rounds: ROUNDS,
    floorIs: 'the fastest of the others',
    slowed: SLOWER,
    others: Object.fromEntries(names.map((name) => [name, medianOf(name)])),
  });
}

/** Opens a page in a browser that knows nothing of it yet; answers after how many milliseconds somebody can write. */
async function usableAfter(browser: Browser, url: string, launcher: string | null): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: SLOWER.latencyMs,
      downloadThroughput: SLOWER.downBytes,
      uploadThroughput: SLOWER.upBytes,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER.cpu });
    await page.addInitScript(watch, launcher);
    await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE_MS });
    await page.waitForFunction(() => document.documentElement.dataset.usable !== undefined, undefined, {
      timeout: PATIENCE_MS,
    });
    return Number(await page.evaluate(() => document.documentElement.dataset.usable));
  } finally {
    await context.close();
  }
}

/** Runs in the page, once a frame: presses what opens the chat, and notes when there is a field to write in. */
function watch(launcher: string | null): void {
  let pressed = launcher === null;
  const find = (root: Document | ShadowRoot, selector: string): HTMLElement | null => {
    for (const each of root.querySelectorAll<HTMLElement>(selector)) {
      if (each.checkVisibility({ visibilityProperty: true }) && !each.matches(':disabled')) return each;
    }
    for (const each of root.querySelectorAll('*')) {
      const found = each.shadowRoot && find(each.shadowRoot, selector);
      if (found) return found;
    }
    return null;
  };
  const look = () => {
    const button = pressed || launcher === null ? null : find(document, launcher);
    if (button) {
      pressed = true;
      button.click();
    }
    if (pressed && find(document, 'textarea, input[type="text"], [contenteditable="true"]')) {
      document.documentElement.dataset.usable = String(performance.now());
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

/** The website that embeds each of them, and the packages of others, compressed as a good host does. */
async function startSite(pages: Readonly<Record<string, Page>>) {
  const packed = new Map<string, Promise<Buffer>>();

  async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(url.slice(1));
    const html = Object.hasOwn(pages, path) ? pages[path]?.html : undefined;
    if (html !== undefined) {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Shop</title><h1>A shop</h1>${html}`);
    } else if (path.startsWith('peer/')) {
      const file = path.slice('peer/'.length);
      const bytes = packed.get(file) ?? readFile(new URL(file, peersFolder)).then((each) => gzipSync(each));
      packed.set(file, bytes);
      response.setHeader('content-type', 'text/javascript');
      response.setHeader('content-encoding', 'gzip');
      response.end(await bytes);
    } else if (path.endsWith('/startChat')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(firstQuestion));
    } else {
      response.statusCode = 404;
      response.end();
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://localhost:${address.port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
