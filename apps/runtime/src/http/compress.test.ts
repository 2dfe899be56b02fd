import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import express from 'express';
import { afterAll, expect, test } from 'vitest';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { compress } from './compress.ts';
import { listen } from './server.ts';

const { signedIn } = await startTestRuntime({ owner });

test('what is read from the API is compressed, answers to commands are not', async () => {
  const staff = await signedIn(owner);
  const encodingOf = async (path: string) => (await staff.get(path)).headers.get('content-encoding');
  expect(await encodingOf('/api/openapi.json')).not.toBeNull();
  const { body } = await staff.get('/api/flows');
  const [, flowId = ''] = /"id":"([^"]+)"/.exec(JSON.stringify(body)) ?? [];
  expect(await encodingOf(`/api/flows/${flowId}`)).not.toBeNull();
  expect((await staff.post('/api/flows', { name: 'Small' })).headers.get('content-encoding')).toBeNull();
});

test('a stream of events is passed on as it comes', async () => {
  const server = await listen(0, '127.0.0.1');
  afterAll(() => server.close());
  const app = express().use(compress());
  app.get('/', (_req, res) => {
    res.setHeader('content-type', 'text/event-stream');
    res.write(`data: ${'x'.repeat(2_000)}\n\n`);
  });
  server.serve(app);
  const request = get({ port: server.port, headers: { 'accept-encoding': 'gzip' } });
  const [answer]: IncomingMessage[] = await once(request, 'response');
  expect(answer?.headers['content-encoding']).toBeUndefined();
  expect(String(await new Promise((resolve) => answer?.once('data', resolve)))).toContain('data: xxx');
  request.destroy();
});
