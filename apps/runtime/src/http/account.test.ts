import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf, type TestClient } from '../testing/test-client.ts';

const { client, database, signedIn } = await startTestRuntime({ owner });
const password = 'a long enough password';

const invited = z.object({ url: z.string(), invitation: z.object({ id: z.string() }) });
const members = z.object({
  members: z.array(z.object({ userId: z.string(), email: z.string(), role: z.string() })),
  invitations: z.array(z.object({ id: z.string(), email: z.string() })),
});

/** Somebody new, invited by the owner, joined and signed in. */
async function join(role: 'admin' | 'agent'): Promise<{ browser: TestClient; email: string; userId: string }> {
  const boss = await signedIn(owner);
  const email = `${randomUUID()}@example.com`;
  const { url } = invited.parse((await boss.post('/api/invitations', { email, role })).body);
  const browser = client();
  const answer = await browser.post(`/api${new URL(url).pathname}`, { name: 'New colleague', password });
  expect(answer.status).toBe(200);
  const { user } = z.object({ user: z.object({ id: z.string() }) }).parse((await browser.get('/api/session')).body);
  return { browser, email, userId: user.id };
}

describe('sign-in', () => {
  test('the cookie is out of reach for scripts and other sites, and the token is in no body', async () => {
    const answer = await client().post('/api/auth/sign-in/email', owner);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    expect(answer.headers.get('set-cookie')).toMatch(/SameSite=Lax/i);
    expect(answer.body).toEqual({ ok: true });
  });

  test('every sign-in is a session of its own, and signing out ends it', async () => {
    const [first, second] = [await signedIn(owner), await signedIn(owner)];
    expect(first.cookies).not.toBe(second.cookies);
    const stolen = first.cookies;
    await first.post('/api/auth/sign-out');
    const replay = await client().send('GET', '/api/session', undefined, { cookie: stolen });
    expect(errorOf(replay)).toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
    expect((await second.get('/api/session')).status).toBe(200);
  });

  test('a wrong password and an unknown address answer the same', async () => {
    const wrong = await client().post('/api/auth/sign-in/email', { ...owner, password });
    const unknown = await client().post('/api/auth/sign-in/email', { email: 'nobody@example.com', password });
    expect(wrong.status).toBe(401);
    expect(errorOf(unknown)).toEqual(errorOf(wrong));
  });

  test('nobody signs up', async () => {
    const answer = await client().post('/api/auth/sign-up/email', { name: 'Eve', email: 'eve@example.com', password });
    expect(errorOf(answer).code).toBe('NOT_FOUND');
    expect(await database.prisma.user.count({ where: { email: 'eve@example.com' } })).toBe(0);
  });

  test('a forged cookie is nobody', async () => {
    const session = await database.prisma.session.findFirstOrThrow();
    const answer = await client().send('GET', '/api/session', undefined, {
      cookie: `baton.session_token=${session.token}.${'A'.repeat(43)}%3D`,
    });
    expect(errorOf(answer).code).toBe('UNAUTHORIZED');
  });
});

describe('invitations', () => {
  test('a link works once, shows who invited, and is kept only as a hash', async () => {
    const boss = await signedIn(owner);
    const answer = await boss.post('/api/invitations', { email: 'Ana@Example.com', role: 'agent' });
    const path = `/api${new URL(invited.parse(answer.body).url).pathname}`;
    const token = path.split('/').at(-1) ?? '';
    expect((await client().get(path)).body).toMatchObject({ email: 'ana@example.com', invitedBy: 'owner' });
    expect(JSON.stringify(await database.prisma.invitation.findMany())).not.toContain(token);

    const ana = client();
    expect((await ana.post(path, { name: 'Ana', password })).status).toBe(200);
    expect((await ana.get('/api/session')).body).toMatchObject({ role: 'agent', canEdit: false, supervisor: false });
    expect(errorOf(await client().post(path, { name: 'Eve', password })).code).toBe('INVALID_TOKEN');
    expect(errorOf(await client().get(path)).code).toBe('INVALID_TOKEN');
  });

  test('two at once on the same link make one account', async () => {
    const boss = await signedIn(owner);
    const answer = await boss.post('/api/invitations', { email: 'race@example.com', role: 'agent' });
    const path = `/api${new URL(invited.parse(answer.body).url).pathname}`;
    const answers = await Promise.all(['One', 'Two', 'Three'].map((name) => client().post(path, { name, password })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect(await database.prisma.member.count({ where: { user: { email: 'race@example.com' } } })).toBe(1);
  });

  test('an expired or revoked link is refused, and an unknown one', async () => {
    const boss = await signedIn(owner);
    const made = invited.parse(
      (await boss.post('/api/invitations', { email: 'late@example.com', role: 'admin' })).body,
    );
    await database.prisma.invitation.updateMany({
      where: { id: made.invitation.id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    const path = `/api${new URL(made.url).pathname}`;
    expect(errorOf(await client().post(path, { name: 'Late', password })).code).toBe('INVALID_TOKEN');

    const other = invited.parse(
      (await boss.post('/api/invitations', { email: 'gone@example.com', role: 'admin' })).body,
    );
    expect((await boss.request('DELETE', `/api/invitations/${other.invitation.id}`)).status).toBe(200);
    const revoked = await client().post(`/api${new URL(other.url).pathname}`, { name: 'Gone', password });
    expect(errorOf(revoked).code).toBe('INVALID_TOKEN');
    expect(errorOf(await client().get('/api/join/nonsense')).code).toBe('INVALID_TOKEN');
  });

  test('a member is not invited again, and nobody is invited as owner', async () => {
    const boss = await signedIn(owner);
    const again = await boss.post('/api/invitations', { email: owner.email, role: 'agent' });
    expect(errorOf(again).code).toBe('EMAIL_TAKEN');
    const asOwner = await boss.post('/api/invitations', { email: 'x@example.com', role: 'owner' });
    expect(errorOf(asOwner)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(errorOf(asOwner).message).toContain('role');
  });
});

describe('members', () => {
  test('a role that is taken away is gone with the next request', async () => {
    const boss = await signedIn(owner);
    const { browser, userId } = await join('admin');
    expect((await browser.post('/api/flows', { name: 'Mine' })).status).toBe(200);
    expect((await boss.request('PATCH', `/api/members/${userId}`, { role: 'agent' })).status).toBe(200);
    expect(errorOf(await browser.post('/api/flows', { name: 'Another' })).code).toBe('FORBIDDEN');
  });

  test('a removed member is signed out everywhere, and may be invited again', async () => {
    const boss = await signedIn(owner);
    const { browser, email, userId } = await join('agent');
    expect((await boss.request('DELETE', `/api/members/${userId}`)).status).toBe(200);
    expect(errorOf(await browser.get('/api/session')).code).toBe('UNAUTHORIZED');
    expect((await client().post('/api/auth/sign-in/email', { email, password })).status).toBe(401);

    const { url } = invited.parse((await boss.post('/api/invitations', { email, role: 'agent' })).body);
    const back = client();
    expect(
      (await back.post(`/api${new URL(url).pathname}`, { name: 'Back', password: 'another password' })).status,
    ).toBe(200);
    expect((await back.get('/api/session')).body).toMatchObject({ user: { id: userId, name: 'Back' } });
  });

  test('the last owner stays, whoever asks', async () => {
    const boss = await signedIn(owner);
    const list = members.parse((await boss.get('/api/members')).body);
    const self = list.members.find((member) => member.email === owner.email);
    expect(errorOf(await boss.request('DELETE', `/api/members/${self?.userId}`)).code).toBe('FORBIDDEN');
    expect(errorOf(await boss.request('PATCH', `/api/members/${self?.userId}`, { role: 'agent' })).code).toBe(
      'FORBIDDEN',
    );
    const { browser: admin } = await join('admin');
    expect(errorOf(await admin.request('DELETE', `/api/members/${self?.userId}`)).code).toBe('FORBIDDEN');
  });

  test('two owners who demote each other at once leave one', async () => {
    const boss = await signedIn(owner);
    const { browser: second, userId } = await join('admin');
    expect((await boss.request('PATCH', `/api/members/${userId}`, { role: 'owner' })).status).toBe(200);
    const list = members.parse((await boss.get('/api/members')).body);
    const self = list.members.find((member) => member.email === owner.email);
    await Promise.all([
      boss.request('PATCH', `/api/members/${userId}`, { role: 'admin' }),
      second.request('PATCH', `/api/members/${self?.userId}`, { role: 'admin' }),
    ]);
    expect(await database.prisma.member.count({ where: { role: 'owner' } })).toBe(1);
    await database.prisma.member.updateMany({ where: { userId: self?.userId }, data: { role: 'owner' } });
    await database.prisma.member.updateMany({ where: { userId }, data: { role: 'admin' } });
  });

  test('an admin makes no owners, and an agent manages nobody and sees no invitations', async () => {
    const { browser: admin } = await join('admin');
    const { browser: agent, userId } = await join('agent');
    expect(errorOf(await admin.request('PATCH', `/api/members/${userId}`, { role: 'owner' })).code).toBe('FORBIDDEN');
    expect((await admin.request('PATCH', `/api/members/${userId}`, { canHandoff: false })).body).toMatchObject({
      canHandoff: false,
    });
    for (const [method, path, body] of [
      ['POST', '/api/invitations', { email: 'x@example.com', role: 'agent' }],
      ['PATCH', `/api/members/${userId}`, { canHandoff: true }],
      ['DELETE', `/api/members/${userId}`, undefined],
    ] as const) {
      expect(errorOf(await agent.request(method, path, body)).code).toBe('FORBIDDEN');
    }
    expect(members.parse((await agent.get('/api/members')).body).invitations).toEqual([]);
  });
});
