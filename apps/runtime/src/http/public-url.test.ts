import { expect, test } from 'vitest';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

const publicUrl = 'https://chat.example.com';
const { runtime, client } = await startTestRuntime({ owner, publicUrl });
const json = { 'content-type': 'application/json' };
const signIn = (headers: Record<string, string>) =>
  client().send('POST', '/api/auth/sign-in/email', JSON.stringify(owner), { ...json, ...headers });

test('behind an https address cookies and pages keep to https', async () => {
  expect(runtime.url).toBe(publicUrl);
  const answer = await signIn({ origin: publicUrl });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toMatch(/^__Secure-.*; Secure/);
  expect(answer.headers.get('strict-transport-security')).toContain('max-age');
});

test('the public origin may change things, another may not', async () => {
  expect((await signIn({ origin: publicUrl })).status).toBe(200);
  expect((await signIn({ origin: 'https://chat.example.com.evil.example' })).status).toBe(403);
  expect((await signIn({ origin: 'http://chat.example.com' })).status).toBe(403);
});

test('the proxy is believed about who a client is: each is counted for itself', async () => {
  const wrong = (ip: string) =>
    client().send('POST', '/api/auth/sign-in/email', '{"email":"a@example.com","password":"x"}', {
      ...json,
      'x-forwarded-for': ip,
    });
  for (let at = 0; at < 10; at += 1) expect((await wrong('203.0.113.1')).status).toBe(401);
  expect((await wrong('203.0.113.1')).status).toBe(429);
  expect((await wrong('203.0.113.2')).status).toBe(401);
});
