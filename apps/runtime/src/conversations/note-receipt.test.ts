import { greetingFlow } from '@baton/testing';
import { expect, test } from 'vitest';
import { systemClock } from '../system-clock.ts';
import { getMessages } from './get-messages.ts';
import { noteReceipt } from './note-receipt.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, visit } from './testing/visit.ts';

// A provider may tell how far a message has come before we know its number of that message.

const services = await createTestServices();
const { database } = services;
const service = services.service();
await service.start();

async function sending(providerId: string) {
  const workspace = await services.workspace(greetingFlow());
  const [ana, visitor] = [await workspace.member('Ana'), workspace.visitor()];
  const customer = visit(service, visitor);
  const id = await customer.start();
  await customer.sees();
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  services.answer(async ({ content }) => {
    if (content.kind !== 'text' || content.text !== providerId) return { status: 'sent', providerId: null };
    arrive();
    await finished;
    return { status: 'sent', providerId };
  });
  await service.staff.takeOver(ana, commandFor(id));
  await service.staff.reply(ana, { ...commandFor(id), text: providerId, clientId: providerId });
  await arrived;
  const delivery = async () => {
    const { messages } = await getMessages(database, ana, { id, after: 0, limit: 200 });
    return messages.find(({ clientId }) => clientId === providerId)?.delivery;
  };
  return { channel: workspace, delivery, finish };
}

const deps = { clock: systemClock, onDelivery: () => undefined };

test('a receipt that comes before the end of the sending counts once that has ended', async () => {
  const { channel, delivery, finish } = await sending('early');
  const receipt = noteReceipt({ ...deps, database }, channel, { key: null, providerId: 'early', state: 'delivered' });
  finish();
  await receipt;
  await expect.poll(delivery, { timeout: 10_000 }).toBe('delivered');
  await noteReceipt({ ...deps, database }, channel, { key: null, providerId: 'early', state: 'sent' });
  expect(await delivery(), 'forwards only').toBe('delivered');
});

test('also where the sending ends while the message is looked for', async () => {
  const { channel, delivery, finish } = await sending('between');
  let looks = 0;
  const pool = new Proxy(database.pool, {
    get: (target, name) =>
      name !== 'query'
        ? Reflect.get(target, name)
        : async (query: { name: string; text: string; values: unknown[] }) => {
            const result = await target.query(query);
            looks += query.name === 'receipt-by-provider-id' ? 1 : 0;
            if (query.name === 'receipt-by-provider-id' && looks === 1) {
              finish();
              await expect.poll(delivery, { timeout: 10_000 }).toBe('sent');
            }
            return result;
          },
  });
  const slow = { ...database, pool };
  await noteReceipt({ ...deps, database: slow }, channel, { key: null, providerId: 'between', state: 'read' });
  expect(await delivery()).toBe('read');
});

test('what is about no message of ours is nothing to us', async () => {
  const workspace = await services.workspace(greetingFlow());
  await noteReceipt({ ...deps, database }, workspace, { key: null, providerId: 'strange', state: 'read' });
});
