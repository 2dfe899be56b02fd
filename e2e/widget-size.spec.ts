import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';

const dist = fileURLToPath(new URL('../apps/widget/dist/', import.meta.url));
/** What every page that embeds the chat pays, and what a visitor pays on top when they open it. */
const budgets = { 'widget.js': 4, 'panel.js': 45 };

for (const [name, budget] of Object.entries(budgets)) {
  test(`${name} is at most ${budget} KB on the wire`, async () => {
    const size = gzipSync(await readFile(dist + name), { level: 9 }).byteLength / 1024;
    console.log(`${name}: ${size.toFixed(1)} KB of ${budget} KB (gzip)`);
    expect(size).toBeLessThanOrEqual(budget);
  });
}

test('both are served compressed', async ({ runtime }) => {
  for (const path of ['/widget.js', '/widget/panel.js']) {
    const response = await fetch(runtime.url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding'), path).toBe('gzip');
    expect(response.headers.get('access-control-allow-origin'), path).toBe('*');
  }
});
