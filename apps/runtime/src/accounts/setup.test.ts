import { describe, expect, test } from 'vitest';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf, TestClient } from '../testing/test-client.ts';
import { ensureOwner } from './setup.ts';

const { runtime, database, client, startAnother } = await startTestRuntime();
const form = { ...owner, name: 'Ana <b>Owner</b>', workspaceName: 'Bikes & <i>more</i>' };

async function owners(): Promise<number> {
  return database.prisma.member.count({ where: { role: 'owner' } });
}

// In order: each test begins where the one before it left the installation.
describe('set-up', () => {
  test('is needed, and a wrong token is refused with nothing written', async () => {
    expect((await client().get('/api/setup')).body).toEqual({ needed: true });
    expect(errorOf(await client().post('/api/setup', { ...form, token: 'x'.repeat(43) })).code).toBe('INVALID_TOKEN');
    expect(await database.prisma.user.count()).toBe(0);
    expect(await database.prisma.workspace.count()).toBe(0);
  });

  test('the token is kept only as a hash, and a later start makes a new one', async () => {
    const again = await startAnother();
    const stored = JSON.stringify(await database.prisma.verification.findMany());
    expect(stored).not.toContain(again.setupToken);
    expect(errorOf(await client().post('/api/setup', { ...form, token: runtime.setupToken })).code).toBe(
      'INVALID_TOKEN',
    );
    await again.stop();
  });

  test('an expired token is refused', async () => {
    const again = await startAnother();
    await database.prisma.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(errorOf(await client().post('/api/setup', { ...form, token: again.setupToken })).code).toBe('INVALID_TOKEN');
    await again.stop();
  });

  test('several at once with the right token make one owner and one workspace, signed in', async () => {
    const { setupToken: token, url } = await startAnother();
    expect((await new TestClient(url).get('/demo')).text, 'says why there is no chat').toContain('class="no-chat"');
    const browsers = Array.from({ length: 4 }, () => new TestClient(url));
    const answers = await Promise.all(
      browsers.map((browser, at) => browser.post('/api/setup', { ...form, token, email: `owner${at}@example.com` })),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(await owners()).toBe(1);
    expect(await database.prisma.workspace.count()).toBe(1);
    const winner = browsers[answers.findIndex(({ status }) => status === 200)];
    expect((await winner?.get('/api/session'))?.body).toMatchObject({
      user: { name: form.name },
      workspace: { name: form.workspaceName },
      role: 'owner',
    });
  });

  test('the new workspace has a published flow on a widget channel, and the demo page embeds it', async () => {
    const channel = await database.prisma.channel.findFirstOrThrow({ include: { flow: true } });
    expect(channel.type).toBe('widget');
    expect(channel.flow?.publishedVersionId).toBeTruthy();
    const page = await client().get('/demo');
    expect(page.text).toContain(`<script src="/widget.js" data-channel="${channel.id}" async></script>`);
    expect(page.text).not.toContain('no-chat');
  });

  test('works once: the token is used up, later starts print none, and set-up is over', async () => {
    const later = await startAnother();
    expect(later.setupToken).toBeUndefined();
    const again = await client().post('/api/setup', { ...form, token: 'x'.repeat(43) });
    expect(errorOf(again).code).toBe('ALREADY_SET_UP');
    expect((await client().get('/api/setup')).body).toEqual({ needed: false });
  });

  test('an owner named by the environment changes nothing once there is one', async () => {
    await startAnother({ owner: { email: 'second@example.com', password: 'another password' } });
    expect(await owners()).toBe(1);
    expect(await database.prisma.user.count({ where: { email: 'second@example.com' } })).toBe(0);
  });
});

describe('the owner of the environment', () => {
  test('is made once, also by processes that start together', async () => {
    await database.prisma.workspace.deleteMany();
    await database.prisma.user.deleteMany();
    const made = await Promise.all([ensureOwner(database, owner), ensureOwner(database, owner)]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await ensureOwner(database, owner)).toBe(false);
    expect(await owners()).toBe(1);
    expect((await client().post('/api/auth/sign-in/email', owner)).status).toBe(200);
  });
});
