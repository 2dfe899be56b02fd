import { randomUUID } from 'node:crypto';
import type { Session } from '@baton/contracts';
import { handoffFlow } from '@baton/testing';
import { beforeEach, expect, test } from 'vitest';
import { createTestServices, type TestWorkspace } from '../conversations/testing/create-test-service.ts';
import { commandFor, visit } from '../conversations/testing/visit.ts';
import { ringingFor } from './ringing-for.ts';

const services = await createTestServices();
const { database, clock } = services;
const { prisma } = database;
const service = services.service();
await service.start();

let workspace: TestWorkspace;
let ana: Session;
let ben: Session;

beforeEach(async () => {
  workspace = await services.workspace(handoffFlow());
  [ana, ben] = [await workspace.member('Ana'), await workspace.member('Ben')];
  for (const each of [ana, ben]) service.presence.joined(each, randomUUID());
});

const ask = () => visit(service, workspace.visitor()).start();
const ringing = async (...people: Session[]) =>
  Promise.all(
    people.map(async (each) => (await ringingFor(service, each)).map(({ conversationId }) => conversationId)),
  );

test('what everybody is asked rings for all but who has rejected it, until somebody accepts', async () => {
  const id = await ask();
  const [news] = await ringingFor(service, ana);
  const timer = await prisma.timer.findFirstOrThrow({ where: { conversationId: id, kind: 'accept' } });
  expect(news).toMatchObject({ conversationId: id, expiresAt: timer.dueAt.toISOString() });
  expect(news?.contact).not.toBe('');
  expect(news?.reason).not.toBe('');
  await service.staff.reject(ana, commandFor(id));
  expect(await ringing(ana, ben)).toEqual([[], [id]]);
  await service.staff.accept(ben, commandFor(id));
  expect(await ringing(ana, ben)).toEqual([[], []]);
});

test('what is asked one after another rings for the one whose turn it is', async () => {
  await prisma.workspace.update({ where: { id: workspace.workspaceId }, data: { routing: 'round_robin' } });
  const id = await ask();
  expect(await ringing(ana, ben)).toEqual([[id], []]);
  await service.staff.reject(ana, commandFor(id));
  expect(await ringing(ana, ben)).toEqual([[], [id]]);
});

test('the longest wait comes first', async () => {
  const first = await ask();
  clock.advance(1_000);
  const second = await ask();
  expect(await ringing(ana)).toEqual([[first, second]]);
});

test('nothing rings for who is away, who may not answer, or who works for somebody else', async () => {
  await ask();
  const key = { workspaceId: workspace.workspaceId, id: ana.user.id };
  await prisma.operator.create({ data: { ...key, availability: 'away' } });
  const foreign = await services.workspace(handoffFlow());
  const mallory = await foreign.member('Mallory');
  service.presence.joined(mallory, randomUUID());
  expect(await ringing(ana, { ...ben, canHandoff: false }, mallory)).toEqual([[], [], []]);
});
