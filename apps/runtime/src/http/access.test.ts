import { sampleFlow } from '@baton/nodes/sample-flow';
import { describe, expect, test } from 'vitest';
import { type ContractRoute, contractRoutes, requestOf } from '../testing/contract-routes.ts';
import { type ForeignWorkspace, makeForeignWorkspace } from '../testing/foreign-workspace.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

// Generated from the contract: a new route is here without anybody thinking of it.

const { client, database, signedIn } = await startTestRuntime({ owner });
const foreign = await makeForeignWorkspace(database);
const staff = await signedIn(owner);
const routes = contractRoutes();

/** Open to anybody, on purpose. A new route is closed until it is named here. */
const open = new Set([
  'account.setup.status',
  'account.setup.complete',
  'account.invitation.get',
  'account.invitation.accept',
  'widget.config',
  'widget.session',
]);

/** Which foreign id a route's parameter is; by the first part of its path, since every `{id}` is called that. */
function foreignIds(route: ContractRoute): Partial<Record<string, string>> {
  const byPath: Record<string, string> = {
    flows: foreign.flowId,
    channels: foreign.channelId,
    conversations: foreign.conversationId,
    invitations: foreign.invitationId,
    teams: foreign.teamId,
  };
  const id = byPath[route.path.split('/')[1] ?? ''];
  const { userId, flowId, versionId, channelId, teamId, operatorId } = foreign satisfies ForeignWorkspace;
  return { id, userId, flowId, versionId, channelId, teamId, operatorId };
}

/** Values whose rules a schema does not tell, by their name. */
const fitting: Partial<Record<string, unknown>> = { document: sampleFlow(), type: 'widget' };

function inputOf(route: ContractRoute, ids: Partial<Record<string, string>>) {
  const entries = Object.entries(route.input).map(([name, value]) => [name, ids[name] ?? fitting[name] ?? value]);
  return Object.fromEntries(entries);
}

const named = routes.map((route) => ({ title: `${route.method} ${route.path}`, route }));
const closed = named.filter(({ route }) => !open.has(route.name));
const staffOnly = closed.filter(({ route }) => !route.name.startsWith('widget.'));
const addressed = staffOnly.filter(({ route }) => /\{\w+\}/.test(route.path) || 'flowId' in route.input);
const lists = staffOnly.filter(({ route }) => route.method === 'GET' && !/\{\w+\}/.test(route.path));

test('the contract has routes of every kind', () => {
  expect(closed.length).toBeGreaterThan(30);
  expect(addressed.length).toBeGreaterThan(15);
  expect(lists.length).toBeGreaterThan(4);
});

describe('without a session', () => {
  test.each(closed)('$title answers 401', async ({ route }) => {
    const { method, path, body } = requestOf(route);
    expect(errorOf(await client().request(method, path, body))).toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
  });

  test.each(closed.filter(({ route }) => route.method !== 'GET'))(
    '$title answers 401 before it says anything about the input',
    async ({ route }) => {
      const { method, path } = requestOf(route);
      expect(errorOf(await client().request(method, path, [])).code).toBe('UNAUTHORIZED');
    },
  );
});

describe('with a token that is not ours', () => {
  test.each(closed.filter(({ route }) => route.name.startsWith('widget.')))(
    '$title answers 403 before it says anything about the input',
    async ({ route }) => {
      const { method, path } = requestOf(route);
      const headers = { authorization: 'Bearer nonsense', 'content-type': 'application/json' };
      const wrong = method === 'GET' ? [`${path}?after=nonsense`, undefined] : [path, '[]'];
      const answer = await client().send(method, wrong[0] ?? '', wrong[1], headers);
      expect(errorOf(answer)).toMatchObject({ code: 'INVALID_TOKEN', status: 403 });
    },
  );
});

describe('with an id of another workspace', () => {
  test.each(addressed)('$title answers 404', async ({ route }) => {
    const { method, path, body } = requestOf(route, inputOf(route, foreignIds(route)));
    const answer = await staff.request(method, path, body);
    expect(answer.body).toMatchObject({ code: 'NOT_FOUND', status: 404, defined: true });
    expect(answer.text).not.toMatch(/secret/i);
  });

  test('nothing of it was changed', async () => {
    const where = { workspaceId: foreign.workspaceId };
    const { prisma } = database;
    expect(await prisma.flow.findMany({ where })).toMatchObject([{ name: 'Secret flow', revision: 1 }]);
    expect(await prisma.flowVersion.count({ where })).toBe(1);
    expect(await prisma.channel.findMany({ where })).toMatchObject([
      { name: 'Secret channel', flowId: foreign.flowId },
    ]);
    expect(await prisma.conversation.findMany({ where })).toMatchObject([{ version: 1, mode: 'bot', archived: false }]);
    expect(await prisma.message.count({ where })).toBe(1);
    expect(await prisma.member.findMany({ where })).toMatchObject([{ role: 'owner', canHandoff: true }]);
    expect(await prisma.team.findMany({ where })).toMatchObject([{ name: 'Secret team' }]);
    expect(await prisma.teamMember.count({ where })).toBe(1);
    expect(await prisma.operator.findMany({ where })).toMatchObject([{ availability: 'available', capacity: null }]);
    expect(await prisma.invitation.count({ where })).toBe(1);
    expect(await prisma.readMark.count({ where })).toBe(0);
    expect(await prisma.auditEntry.count({ where })).toBe(0);
  });

  test.each(addressed)('$title answers 404 for an id that exists nowhere', async ({ route }) => {
    const nowhere = Object.fromEntries(Object.keys(foreignIds(route)).map((name) => [name, 'no-such-id']));
    const { method, path, body } = requestOf(route, inputOf(route, nowhere));
    expect(errorOf(await staff.request(method, path, body))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('lists', () => {
  test.each(lists)('$title holds nothing of another workspace', async ({ route }) => {
    const answer = await staff.get(requestOf(route).path);
    expect(answer.status).toBe(200);
    for (const id of Object.values(foreign)) expect(answer.text).not.toContain(id);
    expect(answer.text).not.toMatch(/secret/i);
  });
});
