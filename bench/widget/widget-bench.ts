// What a page and a visitor pay for the chat in bytes and time, against widgets that others publish, as they publish them.
import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { print } from '../report.ts';
import { benchUsable } from './usable-bench.ts';

const dist = new URL('../../apps/widget/dist/', import.meta.url);
const peersFolder = new URL('peers/node_modules/', import.meta.url);

/** What each asks a page to load before a visitor can write. */
const peers: Readonly<Record<string, readonly string[]>> = {
  '@typebot.io/js': ['@typebot.io/js/dist/web.js'],
  // Without React and ReactDOM, which a page needs besides.
  '@botpress/webchat': ['@botpress/webchat/dist/index.umd.cjs', '@botpress/webchat/dist/style.css'],
  'deep-chat': ['deep-chat/dist/deepChat.bundle.js'],
};
const GOALS = { loader: 4, everything: 45, share: 0.5 };

export async function benchWidget(): Promise<void> {
  const names = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const first = ['widget.js'];
  // A language and files are parts of their own, for who needs them.
  const open = names.filter((name) => /^(?:widget|panel|shared-[\w-]+)\.js$/.test(name));
  if (!open.includes('panel.js')) throw new Error('The widget is not built');
  const sizes: [name: string, kilobytes: number][] = [];
  for (const [name, files] of Object.entries(peers)) sizes.push([name, await wireSize(peersFolder, files)]);
  const smallest = Math.min(...sizes.map(([, size]) => size));
  const others = Object.fromEntries(
    sizes.map(([name, size]) => [name, { kilobytes: Number(size.toFixed(1)), requests: peers[name]?.length }]),
  );

  const loader = await wireSize(dist, first);
  print({
    ...common(smallest),
    bench: 'widget.loader',
    value: loader,
    requests: first.length,
    goal: `at most ${GOALS.loader} KB`,
    met: loader <= GOALS.loader,
  });
  const everything = await wireSize(dist, open);
  print({
    ...common(smallest),
    bench: 'widget.everything',
    value: everything,
    requests: open.length,
    goal: `at most ${GOALS.everything} KB, and ${GOALS.share} of the smallest other`,
    met: everything <= GOALS.everything && everything / smallest <= GOALS.share,
    others,
  });
  await benchUsable();
}

function common(floor: number) {
  const floorIs = 'the smallest of the others, whole';
  return { floor, unit: 'KB on the wire (gzip)', better: 'lower', floorIs } as const;
}

async function wireSize(folder: URL, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(new URL(file, folder)), { level: 9 }).byteLength),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
