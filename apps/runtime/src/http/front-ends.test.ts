import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { afterAll, describe, expect, test } from 'vitest';
import { TestClient } from '../testing/test-client.ts';
import { frontEnds } from './front-ends.ts';
import { listen } from './server.ts';

const apps = await mkdtemp(path.join(tmpdir(), 'baton-front-ends-'));
await write('inbox/dist/index.html', '<title>Inbox</title>');
await write('inbox/dist/assets/index-AbCd1234.js', 'inbox');
await write('widget/dist/widget.js', 'loader');
await write('widget/dist/panel-AbCd1234.js', 'panel');
await write('inbox/dist/assets/large-AbCd1234.js', 'const same = 1;\n'.repeat(500));
await write('widget/package.json', 'secret');
const server = await listen(0, '127.0.0.1');
server.serve(express().use(frontEnds(apps)));
const client = new TestClient(`http://localhost:${server.port}`);
afterAll(async () => {
  await server.close();
  await rm(apps, { recursive: true });
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(apps, file)), { recursive: true });
  await writeFile(path.join(apps, file), text);
}

describe('the staff apps', () => {
  test.each(['/inbox', '/inbox/', '/inbox/c/some-id', '/setup', '/sign-in', '/join/token'])(
    '%s shows the app, fresh each time',
    async (page) => {
      const answer = await client.get(page);
      expect(answer.text).toBe('<title>Inbox</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('etag')).toBeTruthy();
    },
  );

  test('files with a hash in their name are kept for ever; missing ones are 404, not the app', async () => {
    const asset = await client.get('/inbox/assets/index-AbCd1234.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await client.get('/inbox/assets/index-ZZZZ9999.js')).status).toBe(404);
  });

  test('what has not changed is not sent again', async () => {
    for (const file of ['/inbox', '/inbox/assets/large-AbCd1234.js', '/widget.js']) {
      const etag = (await client.get(file)).headers.get('etag') ?? '';
      const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
      expect((await client.send('GET', file, undefined, headers)).status).toBe(304);
    }
  });

  test('files are sent compressed to those who can read that', async () => {
    const large = '/inbox/assets/large-AbCd1234.js';
    for (const encoding of ['br', 'gzip']) {
      const answer = await client.send('GET', large, undefined, { 'accept-encoding': encoding });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
      expect(answer.text).toHaveLength(8_000);
    }
    const plain = await client.send('GET', large, undefined, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  test('an app that is not built says so, and how to build it', async () => {
    const answer = await client.get('/builder/flows');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('The builder is not built yet');
    expect(answer.text).toContain('npm start');
  });

  test('the root leads to the inbox', async () => {
    expect((await client.get('/')).headers.get('location')).toBe('/inbox');
  });
});

describe('the widget', () => {
  test('its script and what it loads may be used by any site', async () => {
    for (const file of ['/widget.js', '/widget/panel-AbCd1234.js']) {
      const answer = await client.get(file);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  test('the script is asked for again soon, its parts never', async () => {
    expect((await client.get('/widget.js')).headers.get('cache-control')).toBe('public, max-age=300');
    expect((await client.get('/widget/panel-AbCd1234.js')).headers.get('cache-control')).toContain('immutable');
  });

  test('nothing beside its build is served', async () => {
    expect((await client.get('/widget/../package.json')).text).not.toContain('secret');
    expect((await client.get('/widget/..%2fpackage.json')).text).not.toContain('secret');
  });
});
