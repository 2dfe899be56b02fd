import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';

const dist = fileURLToPath(new URL('../apps/widget/dist/', import.meta.url));
const wireSize = async (name: string) => gzipSync(await readFile(dist + name), { level: 9 }).byteLength / 1024;

/** What every page that embeds the chat pays. */
test('the loader is at most 4 KB on the wire', async () => {
  expect(await wireSize('widget.js')).toBeLessThanOrEqual(4);
});

/** With what a visitor pays on top when they open it. A language and files are parts of their own, for who needs them. */
test('everything that opens the chat is at most 45 KB on the wire', async () => {
  const names = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const sizes = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await wireSize(name)] as const)));
  console.log('KB (gzip):', sizes);
  const needed = names.filter((name) => /^(?:widget|panel|shared-[\w-]+)\.js$/.test(name));
  expect(needed).toHaveLength(3);
  expect(needed.reduce((sum, name) => sum + (sizes[name] ?? 0), 0)).toBeLessThanOrEqual(45);
  const others = names.filter((name) => !needed.includes(name));
  expect(others.sort()).toEqual(['de.js', 'es.js', 'media.js', 'pt.js', 'ru.js']);
  for (const name of others) expect(sizes[name], name).toBeLessThanOrEqual(4);
});

test('both are served compressed', async ({ runtime }) => {
  for (const path of ['/widget.js', '/widget/panel.js']) {
    const response = await fetch(runtime.url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding'), path).toBe('gzip');
    expect(response.headers.get('access-control-allow-origin'), path).toBe('*');
  }
});
