import { randomUUID } from 'node:crypto';
import { handoffFlow } from '@baton/testing';
import { expect, test } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { commandFor, visit } from '../conversations/testing/visit.ts';
import { getResponseTimes, listRequests } from './list-requests.ts';

const services = await createTestServices();
const { clock, database } = services;
const service = services.service();
await service.start();

const workspace = await services.workspace(handoffFlow());
const other = await services.workspace(handoffFlow());
const ana = await workspace.member('Ana');
service.presence.joined(ana, randomUUID());
const stranger = await other.member('Bob');

async function arrive(afterMs = 0) {
  clock.advance(afterMs);
  const customer = visit(service, workspace.visitor());
  return { customer, id: await customer.start() };
}

const list = (view: 'pending' | 'active' | 'resolved', more: { cursor?: string; limit?: number } = {}) =>
  listRequests(database, ana, { view, limit: 50, ...more });
const idsOf = async (view: 'pending' | 'active' | 'resolved') =>
  (await list(view)).rows.map(({ conversationId }) => conversationId);

test('a request goes from pending to active to resolved, with its times', async () => {
  const [one, two] = [await arrive(), await arrive(1_000)];
  expect(await idsOf('pending'), 'the longest wait first').toEqual([one.id, two.id]);
  clock.advance(19_000);
  await service.staff.accept(ana, commandFor(one.id));
  expect(await idsOf('pending')).toEqual([two.id]);
  expect((await list('active')).rows).toMatchObject([
    { conversationId: one.id, state: 'active', operator: { name: 'Ana' }, channel: { type: 'widget' }, closedAt: null },
  ]);
  clock.advance(20_000);
  await service.staff.accept(ana, commandFor(two.id));
  await service.staff.resolve(ana, { ...commandFor(one.id), note: '' });
  expect(await idsOf('active')).toEqual([two.id]);
  const [row] = (await list('resolved')).rows;
  expect(row).toMatchObject({ conversationId: one.id, state: 'resolved' });
  const seconds = (from?: string | null, to?: string | null) => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1_000;
  expect([seconds(row?.ringingAt, row?.acceptedAt), seconds(row?.acceptedAt, row?.closedAt)]).toEqual([20, 20]);
});

test('the target is measured: who came in time, who came late, and for whom nobody came', async () => {
  // Of the test before: 20 s and 39 s.
  const gone = await arrive();
  await service.staff.reject(ana, commandFor(gone.id));
  await gone.customer.cancel();
  // Nobody asked for this one.
  const unasked = await arrive();
  await unasked.customer.cancel();
  await service.staff.takeOver(ana, commandFor(unasked.id));
  expect(await getResponseTimes(database, clock, ana)).toEqual({
    days: 7,
    targetSeconds: 30,
    answered: 2,
    withinTarget: 1,
    medianSeconds: 29.5,
    missed: 0,
  });
  expect((await list('resolved')).rows.map(({ state }) => state)).toContain('cancelled');
  clock.set(clock.now() + 8 * 86_400_000);
  expect(await getResponseTimes(database, clock, ana)).toMatchObject({ answered: 0, medianSeconds: null });
});

test('pages follow one another without a gap, and another workspace sees none of it', async () => {
  const all = await idsOf('resolved');
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list('resolved', { limit: 1, cursor });
    paged.push(...page.rows.map(({ conversationId }) => conversationId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(all);
  expect((await listRequests(database, stranger, { view: 'resolved', limit: 50 })).rows).toEqual([]);
  await expect(list('pending', { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
