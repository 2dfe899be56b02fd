import { randomUUID } from 'node:crypto';
import { flowDocumentSchema } from '@baton/engine';
import { sampleFlow } from '@baton/nodes/sample-flow';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeForeignWorkspace } from '../testing/foreign-workspace.ts';
import { makeMember } from '../testing/make-member.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { database, signedIn } = await startTestRuntime({ owner });
const staff = await signedIn(owner);

const draftSchema = z.object({
  id: z.string(),
  name: z.string(),
  revision: z.int(),
  changed: z.boolean(),
  publishedVersion: z.int().nullable(),
  document: flowDocumentSchema,
});
const problemsSchema = z.object({
  data: z.object({ problems: z.array(z.object({ message: z.string(), nodeId: z.string().optional() })) }),
});

async function create(name = 'A flow', document?: unknown) {
  const answer = await staff.post('/api/flows', { name, document });
  expect(answer.text).toContain('"revision":1');
  return draftSchema.parse(answer.body);
}

async function workspaceId(): Promise<string> {
  const { workspace } = z
    .object({ workspace: z.object({ id: z.string() }) })
    .parse((await staff.get('/api/session')).body);
  return workspace.id;
}

describe('create', () => {
  test('an empty flow can be published as it is', async () => {
    const flow = await create('  Empty  ');
    expect(flow).toMatchObject({ name: 'Empty', publishedVersion: null, changed: true });
    expect(flow.document.nodes.map((node) => node.type)).toEqual(['start', 'end']);
    const published = await staff.post(`/api/flows/${flow.id}/publish`, { revision: 1 });
    expect(published.body).toMatchObject({ number: 1, publishedBy: 'owner', openConversations: 0 });
  });

  test('an imported document is kept as it was', async () => {
    const flow = await create('Import', sampleFlow());
    expect(flow.document).toEqual(sampleFlow());
  });

  test.each([
    ['no object at all', 'hello', /no “schemaVersion”/],
    ['a newer format', { ...sampleFlow(), schemaVersion: 99 }, /newer version/],
    [
      'an unknown node type',
      { ...sampleFlow(), nodes: [{ id: 'x', type: 'teleport', position: { x: 0, y: 0 }, data: {} }] },
      /“x” is of an unknown type, “teleport”/,
    ],
    ['settings that can’t be read', badSettings(), /“name” can't be read/],
    ['too many nodes', { ...sampleFlow(), nodes: Array(2001).fill(sampleFlow().nodes[0]) }, /nodes/],
  ])('an import with %s is refused with sentences, and nothing is written', async (_title, document, sentence) => {
    const before = await database.prisma.flow.count();
    const answer = await staff.post('/api/flows', { name: 'Bad', document });
    expect(errorOf(answer)).toMatchObject({ code: 'INVALID_FLOW', status: 422 });
    expect(problemsSchema.parse(answer.body).data.problems[0]?.message).toMatch(sentence);
    expect(await database.prisma.flow.count()).toBe(before);
  });

  test('HTML in a name is a name', async () => {
    const name = '<img src=x onerror=alert(1)> & "quotes"';
    const flow = await create(name);
    const answer = await staff.get('/api/flows');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.body).toEqual(expect.arrayContaining([expect.objectContaining({ id: flow.id, name })]));
  });

  test('a copy has the draft, a name of its own and no version', async () => {
    const flow = await create('x'.repeat(100), sampleFlow());
    const copy = draftSchema.parse((await staff.post(`/api/flows/${flow.id}/duplicate`)).body);
    expect(copy).toMatchObject({ publishedVersion: null, document: sampleFlow() });
    expect(copy.name).toBe(`Copy of ${'x'.repeat(92)}`);
  });
});

describe('save', () => {
  test('counts revisions; a save on an older one is told the newest, and loses nothing', async () => {
    const flow = await create();
    const first = await staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision: 1, document: sampleFlow() });
    expect(first.body).toMatchObject({ revision: 2 });
    const stale = await staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision: 1, document: flow.document });
    expect(stale.body).toMatchObject({ code: 'CONFLICT', defined: true, data: { revision: 2 } });
    const now = draftSchema.parse((await staff.get(`/api/flows/${flow.id}`)).body);
    expect(now).toMatchObject({ revision: 2, document: sampleFlow() });
  });

  test('of many saves at once on the same revision one wins', async () => {
    const flow = await create();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision: 1, document: flow.document }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  test('an unfinished draft is kept; what is no flow is refused', async () => {
    const flow = await create();
    const unfinished = { ...flow.document, edges: [] };
    expect(
      (await staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision: 1, document: unfinished })).status,
    ).toBe(200);
    const answer = await staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision: 2, document: { nodes: 1 } });
    expect(errorOf(answer).code).toBe('INVALID_FLOW');
  });
});

describe('publish', () => {
  test('a flow with errors is refused, each problem with its node', async () => {
    const flow = await create('Broken', { ...sampleFlow(), edges: [] });
    const answer = await staff.post(`/api/flows/${flow.id}/publish`, { revision: 1 });
    expect(errorOf(answer)).toMatchObject({ code: 'FLOW_HAS_ERRORS', status: 422 });
    expect(problemsSchema.parse(answer.body).data.problems).toContainEqual(
      expect.objectContaining({ nodeId: 'start', message: expect.any(String) }),
    );
    expect(await database.prisma.flowVersion.count({ where: { flowId: flow.id } })).toBe(0);
  });

  test('versions are numbered, name who published, and can be put back into the draft', async () => {
    const flow = await create('Versions');
    const first = z
      .object({ id: z.string() })
      .parse((await staff.post(`/api/flows/${flow.id}/publish`, { revision: 1 })).body);
    await staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision: 1, document: sampleFlow() });
    expect((await staff.get(`/api/flows/${flow.id}`)).body).toMatchObject({ changed: true, publishedVersion: 1 });
    await staff.post(`/api/flows/${flow.id}/publish`, { revision: 2 });
    expect((await staff.get(`/api/flows/${flow.id}`)).body).toMatchObject({ changed: false, publishedVersion: 2 });
    const versions = await staff.get(`/api/flows/${flow.id}/versions`);
    expect(versions.body).toMatchObject([
      { number: 2, publishedBy: 'owner' },
      { number: 1, publishedBy: 'owner' },
    ]);
    const restored = await staff.post(`/api/flows/${flow.id}/restore`, { versionId: first.id, revision: 2 });
    expect(restored.body).toMatchObject({ revision: 3, changed: true, document: flow.document });
    const stale = await staff.post(`/api/flows/${flow.id}/restore`, { versionId: first.id, revision: 2 });
    expect(errorOf(stale).code).toBe('CONFLICT');
  });

  test('a draft that is what is published again, as after an undo, is not changed any more', async () => {
    const flow = await create('Undone');
    await staff.post(`/api/flows/${flow.id}/publish`, { revision: 1 });
    const save = async (revision: number, document: unknown) =>
      (await staff.request('PUT', `/api/flows/${flow.id}/draft`, { revision, document })).body;
    expect(await save(1, sampleFlow())).toMatchObject({ revision: 2, changed: true });
    expect(await save(2, flow.document)).toMatchObject({ revision: 3, changed: false });
    expect((await staff.get(`/api/flows/${flow.id}`)).body).toMatchObject({ changed: false, publishedVersion: 1 });
    expect((await staff.post(`/api/flows/${flow.id}/publish`, { revision: 3 })).body).toMatchObject({ number: 1 });
    expect(await save(3, sampleFlow())).toMatchObject({ revision: 4, changed: true });
    expect((await staff.get(`/api/flows/${flow.id}`)).body).toMatchObject({ changed: true });
  });

  test('on an older revision it is refused; twice at once it makes one version', async () => {
    const flow = await create();
    expect(errorOf(await staff.post(`/api/flows/${flow.id}/publish`, { revision: 7 })).code).toBe('CONFLICT');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => staff.post(`/api/flows/${flow.id}/publish`, { revision: 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await database.prisma.flowVersion.count({ where: { flowId: flow.id } })).toBe(1);
  });

  test('a version of somebody else is not restored into one’s own flow', async () => {
    const foreign = await makeForeignWorkspace(database);
    const flow = await create();
    const answer = await staff.post(`/api/flows/${flow.id}/restore`, { versionId: foreign.versionId, revision: 1 });
    expect(errorOf(answer).code).toBe('NOT_FOUND');
  });
});

describe('remove', () => {
  test('a flow that a channel uses stays, and the channel is named', async () => {
    const channel = await database.prisma.channel.findFirstOrThrow({ where: { workspaceId: await workspaceId() } });
    const answer = await staff.request('DELETE', `/api/flows/${channel.flowId}`);
    expect(errorOf(answer)).toMatchObject({ code: 'FLOW_IN_USE', status: 409 });
    expect(errorOf(answer).message).toContain('“Website”');
  });

  test('a flow with open conversations stays; with ended ones only it goes, and they stay', async () => {
    const flow = await create();
    const published = await staff.post(`/api/flows/${flow.id}/publish`, { revision: 1 });
    const versionId = z.object({ id: z.string() }).parse(published.body).id;
    const conversation = await makeConversation(versionId);
    expect((await staff.get(`/api/flows/${flow.id}`)).body).toMatchObject({ openConversations: 1 });
    expect((await staff.get(`/api/flows/${flow.id}/versions`)).body).toMatchObject([{ openConversations: 1 }]);
    expect(errorOf(await staff.request('DELETE', `/api/flows/${flow.id}`)).code).toBe('FLOW_IN_USE');

    await database.prisma.conversation.update({ where: conversation, data: { mode: 'ended' } });
    expect((await staff.request('DELETE', `/api/flows/${flow.id}`)).status).toBe(200);
    expect(errorOf(await staff.get(`/api/flows/${flow.id}`)).code).toBe('NOT_FOUND');
    expect(await database.prisma.conversation.findUnique({ where: conversation })).toMatchObject({
      flowVersionId: null,
    });
  });
});

describe('an agent', () => {
  test('reads flows and changes nothing', async () => {
    const agent = await signedIn(await makeMember(database, await workspaceId(), 'agent'));
    const flow = await create();
    expect((await agent.get('/api/flows')).status).toBe(200);
    expect((await agent.get(`/api/flows/${flow.id}`)).status).toBe(200);
    const before = await database.prisma.flow.findMany();
    for (const [method, path, body] of [
      ['POST', '/api/flows', { name: 'Mine' }],
      ['PUT', `/api/flows/${flow.id}/draft`, { revision: 1, document: flow.document }],
      ['PATCH', `/api/flows/${flow.id}`, { name: 'Other' }],
      ['POST', `/api/flows/${flow.id}/duplicate`, undefined],
      ['POST', `/api/flows/${flow.id}/publish`, { revision: 1 }],
      ['POST', `/api/flows/${flow.id}/restore`, { revision: 1, versionId: 'x' }],
      ['DELETE', `/api/flows/${flow.id}`, undefined],
      ['POST', '/api/channels', { type: 'widget', name: 'Mine', flowId: flow.id }],
    ] as const) {
      expect(errorOf(await agent.request(method, path, body))).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    }
    expect(await database.prisma.flow.findMany()).toEqual(before);
  });
});

async function makeConversation(flowVersionId: string) {
  const workspace = await workspaceId();
  const channel = await database.prisma.channel.findFirstOrThrow({ where: { workspaceId: workspace } });
  const [id, contactId] = [randomUUID(), randomUUID()];
  await database.prisma.contact.create({
    data: { workspaceId: workspace, id: contactId, channelId: channel.id, address: contactId, name: 'Visitor' },
  });
  await database.prisma.conversation.create({
    data: { workspaceId: workspace, id, channelId: channel.id, contactId, flowVersionId, state: {}, mode: 'bot' },
  });
  return { workspaceId_id: { workspaceId: workspace, id } };
}

function badSettings() {
  const document = sampleFlow();
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.id === 'name' ? { ...node, data: { text: 1 } } : node)),
  };
}
