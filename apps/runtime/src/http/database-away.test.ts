import { expect, test, vi } from 'vitest';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { client, signedIn, database, proxy } = await startTestRuntime({ owner }, { proxied: true });

test('while the database is away requests are told to come back, and work resumes by itself', async () => {
  const staff = await signedIn(owner);
  const channel = await database.prisma.channel.findFirstOrThrow();
  expect((await client().get('/readyz')).body).toEqual({ status: 'ready' });

  await proxy.down();
  for (const answer of [
    await staff.get('/api/flows'),
    await staff.post('/api/flows', { name: 'Lost' }),
    await client().post('/api/auth/sign-in/email', owner),
    await client().get(`/api/widget/${channel.id}/config`),
    await client().get('/demo'),
  ]) {
    expect(errorOf(answer)).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await client().get('/readyz')).toMatchObject({ status: 503, body: { status: 'unavailable' } });
  expect(await client().get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });

  await proxy.up();
  await vi.waitFor(async () => expect((await client().get('/readyz')).status).toBe(200), { timeout: 10_000 });
  // The same session, as if nothing had happened.
  expect((await staff.post('/api/flows', { name: 'Back' })).status).toBe(200);
  expect(await database.prisma.flow.count({ where: { name: 'Lost' } })).toBe(0);
});

test('a database that accepts connections but does not answer is away too, within seconds', async () => {
  const staff = await signedIn(owner);
  proxy.hang();
  const since = performance.now();
  // More at once than there are connections: those that wait for one are told as well.
  const answers = await Promise.all([
    ...Array.from({ length: 15 }, () => staff.get('/api/flows')),
    staff.post('/api/flows', { name: 'Never' }),
    client().post('/api/auth/sign-in/email', owner),
    client().get('/demo'),
  ]);
  for (const answer of answers) expect(errorOf(answer)).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
  expect(performance.now() - since).toBeLessThan(12_000);
  expect(await client().get('/readyz')).toMatchObject({ status: 503 });

  await proxy.up();
  await vi.waitFor(async () => expect((await client().get('/readyz')).status).toBe(200), { timeout: 15_000 });
  expect((await staff.post('/api/flows', { name: 'Again' })).status).toBe(200);
});
