import { randomUUID } from 'node:crypto';
import type { InboundEvent } from '@baton/channels/channel-adapter';
import { greetingFlow } from '@baton/testing';
import { expect, test } from 'vitest';
import type { VisitorKey } from '../db/visitor.ts';
import { getConversation } from './get-conversation.ts';
import { getMessages } from './get-messages.ts';
import { receiveEvent } from './receive-event.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, visit } from './testing/visit.ts';

// The business answers by the provider's own app, beside the flow and the inbox.

const services = await createTestServices();
const { database } = services;
const service = services.service();
await service.start();

function answer({ address, ...channel }: VisitorKey, text: string, more: Partial<InboundEvent> = {}): Promise<void> {
  const key = randomUUID();
  const event = { key, clientId: key, address, name: 'Nora', content: { kind: 'text', text } as const, ...more };
  const deps = { database, files: service.files, execute: service.execute, onEdited: () => undefined };
  return receiveEvent(deps, channel, { fromBusiness: { takesOver: true }, ...event });
}

async function greeted() {
  const workspace = await services.workspace(greetingFlow());
  const [ana, visitor] = [await workspace.member('Ana'), workspace.visitor()];
  const customer = visit(service, visitor);
  const id = await customer.start();
  await customer.sees();
  const transcript = async () =>
    (await getMessages(database, ana, { id, after: 0, limit: 200 })).messages.map(({ author, content, delivery }) =>
      content.kind === 'event' ? content.event : [author.kind, content.kind === 'text' && content.text, delivery],
    );
  const now = () => getConversation(service, ana, id);
  return { ana, visitor, customer, id, transcript, now };
}

test('an answer from the phone silences the bot, once, until a colleague hands back', async () => {
  const { ana, visitor, customer, id, transcript, now } = await greeted();
  const before = (await transcript()).length;
  await answer(visitor, 'I am on my way', { key: 'twice' });
  await answer(visitor, 'I am on my way', { key: 'twice' });
  await customer.say('Great');
  expect((await transcript()).slice(before)).toEqual([
    'answered_from_phone',
    ['agent', 'I am on my way', null],
    ['customer', 'Great', null],
  ]);
  const { mode } = await now();
  expect(mode).toMatchObject({ kind: 'human', owner: { name: 'The phone' }, onPhone: true });
  const back = await service.staff.handBack(ana, commandFor(id));
  expect(back.mode).toMatchObject({ kind: 'bot', onPhone: false });
  expect((await transcript()).at(-1), 'the bot asks again').toEqual(['bot', expect.any(String), expect.any(String)]);
});

test('a channel where it does not count as a take-over shows it all the same', async () => {
  const { visitor, transcript, now } = await greeted();
  await answer(visitor, 'I am on my way', { fromBusiness: { takesOver: false } });
  expect((await transcript()).at(-1)).toEqual(['agent', 'I am on my way', null]);
  expect((await now()).mode.kind).toBe('bot');
});

test('who is written to first by the phone has a conversation with it, not with the bot', async () => {
  const workspace = await services.workspace(greetingFlow());
  const [ana, visitor] = [await workspace.member('Ana'), workspace.visitor()];
  await answer(visitor, 'Your order is ready');
  await visit(service, visitor).say('Thanks!');
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT c.id FROM "Conversation" c JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
     WHERE c."workspaceId" = $1 AND co.address = $2`,
    [visitor.workspaceId, visitor.address],
  );
  expect(rows).toHaveLength(1);
  const detail = await getConversation(service, ana, rows[0]?.id ?? '');
  expect(detail).toMatchObject({ contact: { name: 'Nora' }, mode: { onPhone: true } });
});
