import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { makeMember } from '../testing/make-member.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { closeSockets, hears, openInbox, openVisitor, refusal } from './testing/browsers.ts';
import { createVisitorTokens } from './visitor-token.ts';

const { runtime, database, client, signedIn } = await startTestRuntime({ owner });
let channelId: string;
let workspaceId: string;

beforeAll(async () => {
  const channel = await database.prisma.channel.findFirstOrThrow();
  channelId = channel.id;
  workspaceId = channel.workspaceId;
});
afterEach(closeSockets);

const snapshotSchema = z.object({
  conversationId: z.string().nullable(),
  status: z.looseObject({ mode: z.string() }),
  messages: z.array(z.looseObject({ seq: z.int(), author: z.looseObject({ kind: z.string() }) })),
  lastSeq: z.int(),
});

const start = async (visitor: Awaited<ReturnType<typeof openVisitor>>) => {
  const answer = await visitor.post('start', { commandId: randomUUID() });
  expect(answer.status).toBe(200);
  const { conversationId } = snapshotSchema.parse(answer.body);
  if (conversationId === null) throw new Error('No conversation was made');
  return conversationId;
};

describe('a conversation, live on both sides', () => {
  test('the visitor sees the bot at once, staff see both, and the person who takes over', async () => {
    const staff = await signedIn(owner);
    const inbox = await openInbox(staff);
    const visitor = await openVisitor(client(), channelId);
    const conversationId = await start(visitor);
    await hears(visitor.heard, 'changed', { conversationId, status: { mode: 'bot' } });
    await vi.waitFor(() => {
      const shown = visitor.heard.flatMap(([name, news]) =>
        name === 'changed' ? snapshotSchema.parse(news).messages : [],
      );
      expect(new Set(shown.map(({ seq }) => seq))).toEqual(new Set([1, 2]));
    });
    await hears(inbox.heard, 'conversation.changed', { row: { id: conversationId, mode: { kind: 'bot' } } });
    await hears(inbox.heard, 'delivery.changed', { conversationId, seq: 2, delivery: 'sent' });

    const clientId = randomUUID();
    expect((await visitor.send('Book an appointment', clientId)).status).toBe(200);
    await hears(inbox.heard, 'conversation.changed', { messages: { 0: { clientId, author: { kind: 'customer' } } } });

    const path = `/api/conversations/${conversationId}`;
    expect((await staff.post(`${path}/take-over`, { commandId: randomUUID() })).status).toBe(200);
    await hears(visitor.heard, 'changed', { status: { mode: 'human' } });
    visitor.socket.emit('typing', { typing: true });
    await hears(inbox.heard, 'typing', { conversationId, who: 'customer', typing: true });
    inbox.socket.emit('typing', { conversationId, typing: true });
    await hears(visitor.heard, 'typing', { typing: true });

    const reply = { commandId: randomUUID(), text: 'Hello from a person', clientId: 'r1' };
    expect((await staff.post(`${path}/reply`, reply)).status).toBe(200);
    const heard = await hears(visitor.heard, 'changed', {
      messages: { 0: { author: { kind: 'agent' }, clientId: 'r1' } },
    });
    const { seq } = snapshotSchema.parse(heard).messages[0] ?? { seq: 0 };
    visitor.socket.emit('seen', { seq, visible: true });
    await hears(inbox.heard, 'delivery.changed', { conversationId, seq, delivery: 'read' });
    await hears(visitor.heard, 'delivery.changed', { conversationId, seq, delivery: 'read' });

    await visitor.send('Thanks');
    const changed = await hears(inbox.heard, 'conversation.changed', {
      messages: { 0: { content: { text: 'Thanks' } } },
    });
    const { row } = z.object({ row: z.object({ lastSeq: z.int() }) }).parse(changed);
    expect((await staff.post(`${path}/read`, { seq: row.lastSeq })).status).toBe(200);
    await hears(visitor.heard, 'changed', { status: { mode: 'human', readSeq: row.lastSeq } });
  });

  test('a request rings at everybody who may answer, and the first to accept settles it', async () => {
    const [ana, ben] = [
      await makeMember(database, workspaceId, 'agent', 'Ana'),
      await makeMember(database, workspaceId, 'agent', 'Ben'),
    ];
    const [anas, bens] = [await signedIn(ana), await signedIn(ben)];
    const [first, second] = [await openInbox(anas), await openInbox(bens)];
    const visitor = await openVisitor(client(), channelId);
    const conversationId = await start(visitor);
    expect((await visitor.post('request-person', { commandId: randomUUID() })).status).toBe(200);
    // The sample flow asks what it is about first.
    const form = { kind: 'form_answer', formId: 'about-your-request', values: { topic: 'prices' } };
    expect((await visitor.post('messages', { clientId: randomUUID(), content: form })).status).toBe(200);
    await hears(first.heard, 'handoff.ringing', { conversationId });
    await hears(second.heard, 'handoff.ringing', { conversationId });
    await hears(visitor.heard, 'changed', { status: { mode: 'waiting' } });

    const path = `/api/conversations/${conversationId}/accept`;
    const answers = await Promise.all([anas, bens].map((each) => each.post(path, { commandId: randomUUID() })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    const winner = answers[0]?.status === 200 ? 'Ana' : 'Ben';
    expect(loser?.body).toMatchObject({ code: 'TAKEN_BY', data: { name: winner } });
    await hears(first.heard, 'handoff.settled', { conversationId, outcome: 'taken', by: winner });
    await hears(second.heard, 'handoff.settled', { conversationId, outcome: 'taken', by: winner });
  });

  test('colleagues hear that somebody may write again, and that the switches of the workspace were changed', async () => {
    const staff = await signedIn(owner);
    const inbox = await openInbox(await signedIn(await makeMember(database, workspaceId, 'agent', 'Ben')));
    const heard = (name: string) =>
      vi.waitFor(() => expect(inbox.heard.map(([each]) => each)).toContain(name), { timeout: 20_000 });
    const conversationId = await start(await openVisitor(client(), channelId));
    const path = `/api/conversations/${conversationId}/block`;
    expect((await staff.post(path, { commandId: randomUUID(), blocked: true })).status).toBe(200);
    expect(inbox.heard.map(([name]) => name)).not.toContain('contact.changed');
    expect((await staff.post(path, { commandId: randomUUID(), blocked: false })).status).toBe(200);
    await heard('contact.changed');
    expect((await staff.request('PATCH', '/api/handoff', { enabled: true })).status).toBe(200);
    await heard('operators.changed');
  });

  test('the one whose conversation a supervisor takes is told, and nobody else', async () => {
    const ben = await signedIn(await makeMember(database, workspaceId, 'agent', 'Ben'));
    const boss = await signedIn(owner);
    const [bens, bosses] = [await openInbox(ben), await openInbox(boss)];
    const visitor = await openVisitor(client(), channelId);
    const conversationId = await start(visitor);
    const path = `/api/conversations/${conversationId}/take-over`;
    expect((await ben.post(path, { commandId: randomUUID() })).status).toBe(200);
    expect((await boss.post(path, { commandId: randomUUID() })).status).toBe(200);
    await hears(bens.heard, 'operator.notice', { conversationId, notice: 'taken_from_you', by: 'owner' });
    await hears(bosses.heard, 'conversation.changed', { row: { id: conversationId, mode: { kind: 'human' } } });
    expect(bosses.heard.map(([name]) => name)).not.toContain('operator.notice');
  });

  test('who misses the news fetches what is lacking, without what is still on its way', async () => {
    const visitor = await openVisitor(client(), channelId);
    const conversationId = await start(visitor);
    visitor.socket.disconnect();
    expect((await visitor.send('Book an appointment')).status).toBe(200);
    const synced = await vi.waitFor(async () => {
      const answer = await visitor.get(`sync?conversationId=${conversationId}&after=2`);
      const snapshot = snapshotSchema.parse(answer.body);
      expect(snapshot.messages.map(({ seq }) => seq)).toEqual([3, 4]);
      return snapshot;
    });
    expect(synced.lastSeq).toBe(4);
  });

  test('presence: who has the inbox open is online, and a new tab is no change', async () => {
    const ana = await makeMember(database, workspaceId, 'agent', 'Ana');
    const watching = await openInbox(await signedIn(owner));
    const anas = await signedIn(ana);
    await openInbox(anas);
    await hears(watching.heard, 'presence.changed', { userId: ana.userId, online: true });
    await openInbox(anas);
    const { body } = await anas.get('/api/members');
    const { members } = z
      .object({ members: z.array(z.object({ userId: z.string(), online: z.boolean() })) })
      .parse(body);
    expect(members.find(({ userId }) => userId === ana.userId)?.online).toBe(true);
    // Members of the tests before this one are leaving.
    const anasNews = watching.heard.filter(([, news]) => JSON.stringify(news).includes(ana.userId));
    expect(anasNews).toHaveLength(1);
  });
});

describe('who is not let in', () => {
  const tokens = createVisitorTokens('s'.repeat(32));
  const staffUrl = () => `${runtime.url}/staff`;
  const visitorUrl = () => `${runtime.url}/visitor`;

  test('staff without a session, or from a page of another site', async () => {
    const staff = await signedIn(owner);
    expect(await refusal(staffUrl(), {})).toBe('UNAUTHORIZED');
    const extraHeaders = { cookie: staff.cookies, origin: 'https://evil.example' };
    expect(await refusal(staffUrl(), { extraHeaders })).toBe('FORBIDDEN');
  });

  test('visitors without a token, or with one that is not ours', async () => {
    const visitor = { workspaceId, channelId, address: 'v1' };
    const past = Date.now() - 366 * 24 * 60 * 60 * 1000;
    const good = await tokens.mint(visitor, Date.now());
    const [header = '', claims = '', signature = ''] = good.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    expect(await refusal(visitorUrl(), {})).toBe('INVALID_TOKEN');
    for (const token of [
      'nonsense',
      await tokens.mint(visitor, past),
      await createVisitorTokens('t'.repeat(32)).mint(visitor, Date.now()),
      `${none}.${claims}.`,
      `${header}.${Buffer.from('{}').toString('base64url')}.${signature}`,
    ]) {
      expect(await refusal(visitorUrl(), { auth: { token } })).toBe('INVALID_TOKEN');
    }
    expect(await refusal(visitorUrl(), { auth: { token: good } })).toBe('let in');
  });

  test('a token of another channel opens no session here, and no token no conversation', async () => {
    const other = { workspaceId, channelId: randomUUID(), address: 'v1' };
    const token = await tokens.mint(other, Date.now());
    const browser = client();
    const answer = await browser.post(`/api/widget/${channelId}/session`, { token });
    expect([answer.status, answer.body]).toEqual([403, expect.objectContaining({ code: 'INVALID_TOKEN' })]);
    expect((await browser.post('/api/widget/start', { commandId: randomUUID() })).status).toBe(401);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const start = await browser.send('POST', '/api/widget/start', JSON.stringify({ commandId: randomUUID() }), headers);
    expect(start.status).toBe(404);
  });

  test('a member who is removed is cut off at once', async () => {
    const ben = await makeMember(database, workspaceId, 'agent', 'Ben');
    const inbox = await openInbox(await signedIn(ben));
    const gone = new Promise((resolve) => inbox.socket.once('disconnect', resolve));
    const staff = await signedIn(owner);
    expect((await staff.request('DELETE', `/api/members/${ben.userId}`)).status).toBe(200);
    await gone;
  });

  test('news of a workspace reach nobody else', async () => {
    const foreign = await database.prisma.workspace.create({ data: { id: randomUUID(), name: 'Other' } });
    const mallory = await makeMember(database, foreign.id, 'owner', 'Mallory');
    const [outside, inside] = [await openInbox(await signedIn(mallory)), await openInbox(await signedIn(owner))];
    const [visitor, stranger] = [await openVisitor(client(), channelId), await openVisitor(client(), channelId)];
    const conversationId = await start(visitor);
    await hears(inside.heard, 'delivery.changed', { conversationId, seq: 2 });
    outside.socket.emit('typing', { conversationId, typing: true });
    stranger.socket.emit('seen', { seq: 99, visible: true });
    expect((await visitor.send('Book an appointment')).status).toBe(200);
    await hears(inside.heard, 'delivery.changed', { conversationId, seq: 4, delivery: 'sent' });
    expect(outside.heard.filter(([name]) => name !== 'presence.changed')).toEqual([]);
    expect(stranger.heard).toEqual([]);
    expect(visitor.heard.some(([name]) => name === 'typing')).toBe(false);
  });

  test('what is no event of ours is dropped', async () => {
    const staff = await signedIn(owner);
    const inbox = await openInbox(staff);
    const visitor = await openVisitor(client(), channelId);
    for (const junk of [null, 7, 'x', {}, { typing: 'yes' }, { seq: -1, visible: true }, { seq: 1e300, visible: 1 }]) {
      visitor.socket.emit('typing', junk);
      visitor.socket.emit('seen', junk);
      inbox.socket.emit('typing', junk);
    }
    const conversationId = await start(visitor);
    await hears(inbox.heard, 'delivery.changed', { conversationId, seq: 2, delivery: 'sent' });
    visitor.socket.emit('seen', { seq: 9_007_199_254_740_991, visible: true });
    await hears(inbox.heard, 'delivery.changed', { conversationId, seq: 2, delivery: 'read' });
  });
});
