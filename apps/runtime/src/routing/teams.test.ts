import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeForeignWorkspace } from '../testing/foreign-workspace.ts';
import { makeMember } from '../testing/make-member.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { database, signedIn } = await startTestRuntime({ owner });
const staff = await signedIn(owner);
const { workspaceId } = await database.prisma.member.findFirstOrThrow({ where: { role: 'owner' } });
const ana = await makeMember(database, workspaceId, 'agent', 'Ana');
const anasBrowser = await signedIn(ana);

const teamSchema = z.object({
  id: z.string(),
  name: z.string(),
  routing: z.string().nullable(),
  operatorIds: z.array(z.string()),
  handoff: z.record(z.string(), z.unknown()),
});
const teams = async () => z.array(teamSchema).parse((await staff.get('/api/teams')).body);
const operatorsSchema = z.array(z.looseObject({ id: z.string() }));
const operator = async (id: string) =>
  operatorsSchema.parse((await staff.get('/api/operators')).body).find((each) => each.id === id);

describe('teams', () => {
  test('one is made, changed, and removed; its members are in it meanwhile', async () => {
    const made = await staff.post('/api/teams', { name: ' Billing ', operatorIds: [ana.userId, ana.userId] });
    const team = teamSchema.parse(made.body);
    expect(team).toMatchObject({ name: 'Billing', routing: null, operatorIds: [ana.userId] });
    expect(await operator(ana.userId)).toMatchObject({ name: 'Ana', teamIds: [team.id] });

    await staff.request('PATCH', `/api/teams/${team.id}`, { routing: 'round_robin' });
    expect(await teams()).toEqual([{ ...team, routing: 'round_robin' }]);
    await staff.request('PATCH', `/api/teams/${team.id}`, { name: 'Money', routing: null, operatorIds: [] });
    expect(await teams()).toEqual([{ ...team, name: 'Money', operatorIds: [] }]);

    await staff.request('DELETE', `/api/teams/${team.id}`);
    expect(await teams()).toEqual([]);
  });

  test('hours, timeouts and fallback of its own are kept; null leaves them to others', async () => {
    const day = [{ from: '10:00', to: '16:00' }];
    const hours = { timeZone: 'Asia/Tokyo', week: { mon: day }, exceptions: [] };
    const made = await staff.post('/api/teams', {
      name: 'Tokyo',
      operatorIds: [],
      handoff: { hours, fallback: 'queue' },
    });
    const { id, handoff } = teamSchema.parse(made.body);
    const rest = { acceptTimeoutSeconds: null, replyTimeoutSeconds: null, formTimeoutSeconds: null };
    expect(handoff).toMatchObject({ ...rest, hours: { week: { mon: day, sun: [] } }, fallback: 'queue' });
    const saved = await staff.request('PATCH', `/api/teams/${id}`, { name: 'Tōkyō' });
    expect(teamSchema.parse(saved.body).handoff, 'what is not given stays').toEqual(handoff);
    const cleared = await staff.request('PATCH', `/api/teams/${id}`, { handoff: { acceptTimeoutSeconds: 30 } });
    expect(teamSchema.parse(cleared.body).handoff).toEqual({
      ...rest,
      acceptTimeoutSeconds: 30,
      hours: null,
      fallback: null,
    });
    await staff.request('DELETE', `/api/teams/${id}`);
  });

  test.each([
    [{ acceptTimeoutSeconds: 1 }],
    [{ fallback: 'shout' }],
    [{ hours: { timeZone: 'Mars/Olympus', week: {} } }],
    [{ hours: { timeZone: 'UTC', week: { mon: [{ from: '12:00', to: '09:00' }] } } }],
  ])('%j of its own is refused, and nothing is made', async (handoff) => {
    const answer = await staff.post('/api/teams', { name: 'Wrong', operatorIds: [], handoff });
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect((await teams()).map(({ name }) => name)).not.toContain('Wrong');
  });

  test('a name that is taken is refused with what to do, and nothing changes', async () => {
    await staff.post('/api/teams', { name: 'Sales', operatorIds: [] });
    const other = teamSchema.parse((await staff.post('/api/teams', { name: 'Support', operatorIds: [] })).body);
    const before = await teams();
    for (const answer of [
      await staff.post('/api/teams', { name: 'Sales', operatorIds: [ana.userId] }),
      await staff.request('PATCH', `/api/teams/${other.id}`, { name: 'Sales', operatorIds: [ana.userId] }),
    ]) {
      expect(errorOf(answer)).toMatchObject({ code: 'NAME_TAKEN', status: 409 });
      expect(errorOf(answer).message).toContain('“Sales”');
    }
    expect(await teams()).toEqual(before);
  });

  test('somebody of another workspace can be in no team', async () => {
    const { userId } = await makeForeignWorkspace(database);
    const answer = await staff.post('/api/teams', { name: 'Mixed', operatorIds: [userId] });
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST' });
    expect((await teams()).map(({ name }) => name)).not.toContain('Mixed');
  });

  test('an agent sees them and changes none', async () => {
    expect((await anasBrowser.get('/api/teams')).status).toBe(200);
    const [team] = await teams();
    for (const [method, path, body] of [
      ['POST', '/api/teams', { name: 'Mine', operatorIds: [] }],
      ['PATCH', `/api/teams/${team?.id}`, { name: 'Mine' }],
      ['DELETE', `/api/teams/${team?.id}`, undefined],
      ['PUT', `/api/operators/${ana.userId}/capacity`, { capacity: 1 }],
      ['PATCH', '/api/handoff', { enabled: false }],
    ] as const) {
      expect(errorOf(await anasBrowser.request(method, path, body))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('who leaves the workspace leaves its teams', async () => {
    const ben = await makeMember(database, workspaceId, 'agent', 'Ben');
    const answer = await staff.post('/api/teams', { name: 'Leaving', operatorIds: [ben.userId] });
    expect(teamSchema.parse(answer.body).operatorIds).toEqual([ben.userId]);
    await staff.request('DELETE', `/api/members/${ben.userId}`);
    expect((await teams()).find(({ name }) => name === 'Leaving')).toMatchObject({ operatorIds: [] });
  });
});

describe('operators', () => {
  test('each says whether they are there; owners say how much they take', async () => {
    expect(await operator(ana.userId)).toMatchObject({ availability: 'available', capacity: null, reachable: false });
    await anasBrowser.request('PUT', '/api/availability', { availability: 'away' });
    await staff.request('PUT', `/api/operators/${ana.userId}/capacity`, { capacity: 3 });
    expect(await operator(ana.userId)).toMatchObject({ availability: 'away', capacity: 3, conversations: 0 });
    await anasBrowser.request('PUT', '/api/availability', { availability: 'available' });
    await staff.request('PUT', `/api/operators/${ana.userId}/capacity`, { capacity: null });
    expect(await operator(ana.userId)).toMatchObject({ availability: 'available', capacity: null });
  });

  test.each([0, -1, 2.5, 501])('a capacity of %s is refused', async (capacity) => {
    const answer = await staff.request('PUT', `/api/operators/${ana.userId}/capacity`, { capacity });
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST' });
  });
});

test('a role without handoff takes the permission from its members, until it has it again', async () => {
  const session = async () => (await anasBrowser.get('/api/session')).body;
  expect(await session()).toMatchObject({ canHandoff: true, workspace: { handoffEnabled: true } });
  const answer = await staff.request('PATCH', '/api/handoff', { roles: ['owner', 'admin'], enabled: false });
  expect(answer.body).toMatchObject({ enabled: false, roles: ['owner', 'admin'], routing: 'claim' });
  expect(await session()).toMatchObject({ canHandoff: false, workspace: { handoffEnabled: false } });
  expect(await operator(ana.userId)).toMatchObject({ canHandoff: false });
  await staff.request('PATCH', '/api/handoff', { roles: ['owner', 'admin', 'agent'], enabled: true });
  expect(await session()).toMatchObject({ canHandoff: true });
});
