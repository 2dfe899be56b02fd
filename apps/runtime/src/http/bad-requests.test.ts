import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { runtime, client, signedIn } = await startTestRuntime({ owner });
const json = { 'content-type': 'application/json' };

describe('a body', () => {
  test.each([
    ['cut short', '{"email":'],
    ['no JSON', 'hello'],
    ['with a comment', '{"a":1} // b'],
  ])('that is %s answers 400 with a sentence', async (_title, body) => {
    for (const path of ['/api/setup', '/api/auth/sign-in/email', '/api/flows']) {
      const answer = await client().send('POST', path, body, json);
      expect(errorOf(answer)).toMatchObject({
        code: 'BAD_REQUEST',
        status: 400,
        message: 'The request is not valid JSON.',
      });
    }
  });

  test('over 1 MB answers 413, also when its length is not announced', async () => {
    const staff = await signedIn(owner);
    const answer = await staff.post('/api/flows', { name: 'Large', document: 'x'.repeat(1_100_000) });
    expect(errorOf(answer)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', status: 413 });
    expect(await chunked('/api/auth/sign-in/email', 1_200_000)).toMatch(/^HTTP\/1.1 413/);
    expect((await staff.get('/api/session')).status).toBe(200);
  });

  test('of another type answers 415: a form of another site is not understood', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await client().send('POST', '/api/setup', '{"token":"x"}', { 'content-type': type });
      expect(errorOf(answer)).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 });
    }
  });

  test.each([[null], [1], [[]], ['x'], [{}]])('of %j names the fields that are missing', async (body) => {
    const answer = await client().post('/api/setup', body);
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
  });

  test('each wrong field is named with what is wrong', async () => {
    const answer = await client().post('/api/setup', {
      token: 'x',
      name: ' ',
      email: 'nobody',
      password: 'short',
      workspaceName: 'W',
    });
    const { message } = errorOf(answer);
    expect(message).toContain('email');
    expect(message).toContain('password: Use at least 10 characters');
    expect(answer.body).toMatchObject({
      data: { issues: expect.arrayContaining([expect.objectContaining({ path: 'name' })]) },
    });
  });

  test('no name in it reaches an object’s prototype', async () => {
    const staff = await signedIn(owner);
    const body = '{"name":"Proto","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect((await staff.send('POST', '/api/flows', body, json)).status).toBe(200);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a text', () => {
  test('with a NUL or half an emoji is stored without it', async () => {
    const staff = await signedIn(owner);
    const answer = await staff.send('POST', '/api/flows', '{"name":"A\\u0000B \\ud83d"}', json);
    expect(answer.body).toMatchObject({ name: 'AB \ufffd' });
  });

  test('nested a hundred thousand deep is refused', async () => {
    const staff = await signedIn(owner);
    const deep = `{"name":"Deep","document":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(errorOf(await staff.send('POST', '/api/flows', deep, json))).toMatchObject({
      code: 'BAD_REQUEST',
      message: 'The request is nested too deeply.',
    });
  });
});

describe('a path', () => {
  test.each(['/api/nope', '/api', '/api/flows/x/y/z', '/api/auth/nope', '/api/auth/list-sessions'])(
    '%s that is no route answers 404 as JSON',
    async (path) => {
      expect(errorOf(await client().get(path))).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    },
  );

  test.each([
    '/api/flows/%00',
    '/api/flows/%',
    "/api/flows/'%20OR%201=1",
    '/api/flows/..%2f..%2fetc%2fpasswd',
    `/api/flows/${'x'.repeat(500)}`,
  ])('%s is refused, and the server goes on', async (path) => {
    const staff = await signedIn(owner);
    const answer = await staff.get(path);
    expect([400, 404]).toContain(answer.status);
    expect(errorOf(answer).message).not.toMatch(/prisma|postgres|node_modules|\n/i);
  });

  test.each([
    '/inbox/../../package.json',
    '/inbox/..%2f..%2fpackage.json',
    '/widget/..%2f..%2f..%2fpackage.json',
    '/demo/..%2fdemo-page.ts',
    '/demo/demo-page.ts',
  ])('%s leads out of no folder', async (path) => {
    const answer = await client().get(path);
    expect(answer.text).not.toContain('"private": true');
    expect(answer.text).not.toContain('import ');
  });
});

describe('another site', () => {
  test('may change nothing, with whatever cookies', async () => {
    const staff = await signedIn(owner);
    for (const origin of ['https://evil.example', 'null', runtime.url.replace('http:', 'http://evil.')]) {
      for (const path of ['/api/flows', '/api/auth/sign-out', '/api/auth/sign-in/email', '/api/setup']) {
        const answer = await staff.send('POST', path, '{"name":"Evil"}', { ...json, origin });
        expect(errorOf(answer)).toMatchObject({ code: 'FORBIDDEN', status: 403 });
      }
    }
    const fetchSite = await staff.send('POST', '/api/flows', '{"name":"Evil"}', {
      ...json,
      'sec-fetch-site': 'cross-site',
    });
    expect(fetchSite.status).toBe(403);
    expect((await staff.get('/api/flows')).text).not.toContain('Evil');
  });

  test('reads nothing of the staff API, and everything of the widget’s', async () => {
    const origin = 'https://customer.example';
    const own = await client().send('GET', '/api/setup', undefined, { origin });
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await client().send('OPTIONS', '/api/widget/x/session', undefined, {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,authorization',
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });
});

describe('too many sign-ins', () => {
  const signIn = (email: string, password: string, more: Record<string, string> = {}) =>
    client().send('POST', '/api/auth/sign-in/email', JSON.stringify({ email, password }), { ...json, ...more });

  test('of one account are refused, also with the right password; other accounts go on', async () => {
    const wrong = [];
    for (let at = 0; at < 10; at += 1) wrong.push((await signIn('Guessed@example.com', `guess ${at}`)).status);
    expect(wrong).toEqual(Array(10).fill(401));
    const next = await signIn('guessed@example.com', 'the right one');
    expect(errorOf(next)).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 });
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn(owner.email, owner.password)).status).toBe(200);
  });

  test('of one address are refused, whatever it says its address is', async () => {
    let last = await signIn('first@example.com', 'x');
    for (let at = 0; at < 40; at += 1) {
      const lies = { 'x-forwarded-for': `10.0.0.${at}`, 'x-baton-client-ip': `10.0.1.${at}` };
      last = await signIn(`somebody-${at}@example.com`, 'x', lies);
    }
    expect(errorOf(last)).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

/** Sends `size` bytes in chunks; answers what came back before the connection ended. */
async function chunked(path: string, size: number): Promise<string> {
  const { hostname, port } = new URL(runtime.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  // The server may close while we still send.
  socket.on('error', () => undefined);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const chunk = 'x'.repeat(64_000);
  for (let sent = 0; sent < size; sent += chunk.length) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  socket.write('0\r\n\r\n');
  if (!socket.closed) await once(socket, 'close');
  return answer;
}
