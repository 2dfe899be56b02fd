import { expect, test } from 'vitest';
import { z } from 'zod';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

const logLines: string[] = [];
const { runtime, client, signedIn, database } = await startTestRuntime({}, { logLines });

test('the log tells what happened, and nothing that opens a door', async () => {
  const token = runtime.setupToken ?? '';
  const form = { ...owner, name: 'Ana', workspaceName: 'Shop', token };
  await client().get(`/setup?token=${token}`);
  await client().post('/api/setup', { ...form, token: 'guessed-token' });
  expect((await client().post('/api/setup', form)).status).toBe(200);

  const staff = await signedIn(owner);
  const invited = await staff.post('/api/invitations', { email: 'ben@example.com', role: 'agent' });
  const { url } = z.object({ url: z.string() }).parse(invited.body);
  const path = new URL(url).pathname;
  await client().get(path);
  await client().get(`/api${path}`);
  await client().post(`/api${path}`, { name: 'Ben', password: 'another password' });
  const channel = await database.prisma.channel.findFirstOrThrow();
  const visitor = await client().post(`/api/widget/${channel.id}/session`, {});
  const visitorToken = z.object({ token: z.string() }).parse(visitor.body).token;

  const log = logLines.join('');
  const session = staff.cookies.split('=')[1] ?? '';
  for (const secret of [
    token,
    'guessed-token',
    owner.password,
    'another password',
    path.split('/')[2],
    session,
    visitorToken,
  ]) {
    expect(secret).toBeTruthy();
    expect(log).not.toContain(secret);
  }
  const lines = logLines.map((line) =>
    z.object({ request: z.string().optional(), path: z.string().optional() }).parse(JSON.parse(line)),
  );
  const request = lines.find((line) => line.path === '/api/invitations')?.request;
  expect(request).toBe(invited.headers.get('x-request-id'));
  expect(lines.map((line) => line.path)).toContain('/api/join/…');
});
