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

/** With what a visitor pays on top when they open it, in the language that weighs most. */
test('everything together is at most 45 KB on the wire', async () => {
  const names = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const languages = names.filter((name) => name !== 'widget.js' && name !== 'panel.js');
  const heaviest = Math.max(...(await Promise.all(languages.map(wireSize))));
  const sizes = { loader: await wireSize('widget.js'), panel: await wireSize('panel.js'), language: heaviest };
  console.log('KB (gzip):', sizes);
  expect(languages).toHaveLength(4);
  expect(sizes.loader + sizes.panel + sizes.language).toBeLessThanOrEqual(45);
});

test('both are served compressed', async ({ runtime }) => {
  for (const path of ['/widget.js', '/widget/panel.js']) {
    const response = await fetch(runtime.url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding'), path).toBe('gzip');
    expect(response.headers.get('access-control-allow-origin'), path).toBe('*');
  }
});
