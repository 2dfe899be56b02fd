import { randomUUID } from 'node:crypto';
import type { Routing, Session } from '@baton/contracts';
import { handoffFlow } from '@baton/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getConversation } from '../conversations/get-conversation.ts';
import { createTestServices, type TestWorkspace } from '../conversations/testing/create-test-service.ts';
import { commandFor, modeOf, visit } from '../conversations/testing/visit.ts';

const services = await createTestServices();
const { database, clock } = services;
const { prisma } = database;
// Two processes on one database.
const processes = [services.service(), services.service()] as const;
const [service] = processes;
await Promise.all(processes.map((each) => each.start()));

let workspace: TestWorkspace;
let ana: Session;
let ben: Session;

beforeEach(async () => {
  const document = handoffFlow();
  workspace = await services.workspace({
    ...document,
    configure: { ...document.configure, fallback: 'queue', awayReply: '<<operator>> is away.' },
  });
  [ana, ben] = [await workspace.member('Ana'), await workspace.member('Ben')];
});

function come(...people: Session[]): void {
  for (const each of processes) for (const person of people) each.presence.joined(person, randomUUID());
}

const route = (routing: Routing) =>
  prisma.workspace.update({ where: { id: workspace.workspaceId }, data: { routing } });

function about({ user, workspace: { id } }: Session, data: { capacity?: number; availability?: string }) {
  const key = { workspaceId: id, id: user.id };
  return prisma.operator.upsert({ where: { workspaceId_id: key }, create: { ...key, ...data }, update: data });
}

/** A customer asks for a person, on one of the processes. */
async function ask(at: (typeof processes)[number] = service): Promise<string> {
  clock.advance(1);
  return visit(at, workspace.visitor()).start();
}

const held = async ({ user }: Session) =>
  prisma.conversation.count({
    where: { workspaceId: workspace.workspaceId, OR: [{ askedId: user.id }, { ownerId: user.id }] },
  });
const asked = async (id: string) => (await getConversation(service, ana, id)).mode.asked?.name ?? null;

describe('capacity, with two processes at once', () => {
  test('nobody is ever asked for more than they take, whoever writes first; the rest queue', async () => {
    await route('least_busy');
    await about(ana, { capacity: 1 });
    await about(ben, { capacity: 3 });
    come(ana, ben);
    const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => ask(processes[index % 2])));
    const phases = await Promise.all(ids.map(async (id) => (await modeOf(service, ana, id))[1]));
    expect(phases.filter((phase) => phase === 'ringing')).toHaveLength(4);
    expect(phases.filter((phase) => phase === 'queued')).toHaveLength(8);
    expect([await held(ana), await held(ben)]).toEqual([1, 3]);
  });

  test('requests at once are shared out evenly', async () => {
    await route('least_busy');
    come(ana, ben);
    await Promise.all(Array.from({ length: 10 }, (_, index) => ask(processes[index % 2])));
    expect([await held(ana), await held(ben)]).toEqual([5, 5]);
  });

  test('a place that becomes free goes to who waits longest, and to one of them only', async () => {
    await route('round_robin');
    await about(ana, { capacity: 1 });
    come(ana);
    const first = await ask();
    const waiting = [await ask(), await ask(processes[1])] as const;
    await service.staff.accept(ana, commandFor(first));
    expect(await modeOf(service, ana, waiting[0])).toEqual(['pending', 'queued']);
    await service.staff.resolve(ana, { ...commandFor(first), note: '' });
    await vi.waitFor(async () => expect(await modeOf(service, ana, waiting[0])).toEqual(['pending', 'ringing']));
    expect(await modeOf(service, ana, waiting[1])).toEqual(['pending', 'queued']);
    expect(await held(ana)).toBe(1);
  });

  test('a take-over on purpose is never refused for it', async () => {
    await about(ana, { capacity: 1 });
    come(ben);
    const ids = [await ask(), await ask()] as const;
    for (const id of ids) await service.staff.accept(ana, commandFor(id));
    expect(await held(ana)).toBe(2);
  });
});

describe('whose turn it is', () => {
  test('round robin goes round, whatever each has to do', async () => {
    await route('round_robin');
    come(ana, ben);
    const names: (string | null)[] = [];
    for (const at of [0, 1, 0, 1] as const) names.push(await asked(await ask(processes[at])));
    expect(names).toEqual(['Ana', 'Ben', 'Ana', 'Ben']);
  });

  test('a team has its own way, and asks its own people', async () => {
    const { workspaceId } = workspace;
    const team = { workspaceId, id: randomUUID(), name: 'Billing', routing: 'round_robin' };
    await about(ben, {});
    await prisma.team.create({ data: team });
    await prisma.teamMember.create({ data: { workspaceId, teamId: team.id, operatorId: ben.user.id } });
    const document = handoffFlow();
    const nodes = document.nodes.map((node) =>
      node.type === 'handoff' ? { ...node, data: { ...node.data, team: team.id } } : node,
    );
    await workspace.publish({ ...document, nodes });
    come(ana, ben);
    const id = await ask();
    expect(await asked(id)).toBe('Ben');
    expect(await getConversation(service, ana, id)).toMatchObject({ team: { name: 'Billing' } });
    await service.staff.accept(ben, commandFor(id));
    expect(await getConversation(service, ana, id)).toMatchObject({ requests: [{ team: 'Billing' }] });
  });
});

describe('who can be asked', () => {
  test.each([
    ['is away', async () => void (await about(ana, { availability: 'away' }))],
    ['is busy', async () => void (await about(ana, { availability: 'busy' }))],
    [
      'has as many as they take',
      async () => {
        await about(ana, { capacity: 1 });
        await service.staff.takeOver(ana, commandFor(await ask()));
      },
    ],
    [
      'may not answer any more',
      async () =>
        void (await prisma.member.updateMany({ where: { userId: ana.user.id }, data: { canHandoff: false } })),
    ],
    [
      'has a role that may not',
      async () =>
        void (await prisma.workspace.update({
          where: { id: workspace.workspaceId },
          data: { handoffRoles: ['owner'] },
        })),
    ],
  ])('not somebody who %s', async (_name, arrange) => {
    come(ana);
    await arrange();
    expect(await modeOf(service, ana, await ask())).toEqual(['pending', 'queued']);
  });

  test('and not who is not there; somebody who says they are available again is asked for the queue', async () => {
    const id = await ask();
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'queued']);
    await about(ana, { availability: 'away' });
    come(ana);
    await service.operatorsChanged(workspace.workspaceId);
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'queued']);
    await about(ana, { availability: 'available' });
    await service.operatorsChanged(workspace.workspaceId);
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'ringing']);
  });
});

test('the customer of somebody who is away reads so once, until they have replied', async () => {
  const customer = visit(service, workspace.visitor());
  const id = await customer.start();
  await service.staff.takeOver(ana, commandFor(id));
  await about(ana, { availability: 'away' });
  await customer.say('Hello?');
  await customer.say('Are you there?');
  expect((await customer.texts()).filter((text) => text === 'Ana is away.')).toHaveLength(1);
});

test('with handoff off for the workspace nobody is asked, and the flow goes on without a word', async () => {
  await prisma.workspace.update({ where: { id: workspace.workspaceId }, data: { handoffEnabled: false } });
  come(ana);
  const customer = visit(service, workspace.visitor());
  const id = await customer.start();
  expect((await modeOf(service, ana, id))[0]).toBe('bot');
  await expect(customer.requestPerson()).rejects.toMatchObject({ code: 'NO_PERSON' });
});
