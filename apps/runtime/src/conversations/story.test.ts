import { randomUUID } from 'node:crypto';
import { sampleFlow } from '@baton/nodes/sample-flow';
import { expect, test, vi } from 'vitest';
import type { VisitorKey } from '../db/visitor.ts';
import { getConversation } from './get-conversation.ts';
import { getMessages } from './get-messages.ts';
import { receiveMessage } from './receive-message.ts';
import { createTestServices } from './testing/create-test-service.ts';

const services = await createTestServices();
const service = services.service();
await service.start();

async function say(visitor: VisitorKey, text: string) {
  await receiveMessage(service.execute, visitor, {
    key: randomUUID(),
    address: visitor.address,
    name: null,
    content: { kind: 'text', text },
  });
}

/** Until everything that is on its way to the visitor has arrived. */
async function settled(visitor: VisitorKey) {
  return vi.waitFor(async () => {
    const { rows } = await services.database.pool.query(
      `SELECT 1 FROM "OutboxRow" WHERE address = $1 AND status IN ('pending', 'claimed')`,
      [visitor.address],
    );
    expect(rows).toEqual([]);
    return service.visitors.snapshot(visitor);
  });
}

test('a booking, with a person in between', async () => {
  const workspace = await services.workspace(sampleFlow());
  const ana = await workspace.member('Ana');
  const visitor = workspace.visitor();
  expect(await service.visitors.snapshot(visitor)).toMatchObject({ conversationId: null, status: { mode: 'none' } });

  await service.visitors.start(visitor, randomUUID());
  const greeted = await settled(visitor);
  expect(greeted.messages.map(({ author }) => author.kind)).toEqual(['bot', 'bot']);
  const id = greeted.conversationId ?? '';

  await say(visitor, 'Book an appointment');
  await say(visitor, 'Mona');
  const asked = await settled(visitor);
  expect(asked.messages.at(-1)?.content).toMatchObject({ kind: 'choices' });

  const before = await getConversation(service, ana, id);
  expect(before.contact.name, 'the flow keeps the answer as the name').toBe('Mona');
  expect(before).toMatchObject({ submissionStatus: 'in_progress', botAsking: 'Service', mode: { kind: 'bot' } });
  expect(before.transitionTexts.humanTakesOver).toBe('Mona, a person has joined and will help you from here.');

  const taken = await service.staff.takeOver(ana, { id, commandId: randomUUID() });
  expect(taken).toMatchObject({ submissionStatus: 'in_progress', mode: { kind: 'human', owner: { name: 'Ana' } } });
  await service.staff.reply(ana, { id, commandId: randomUUID(), text: 'Hello Mona', clientId: 'r1' });
  await say(visitor, 'Haircut');
  const withAna = await settled(visitor);
  expect(withAna.status).toMatchObject({ mode: 'human', agentName: 'Ana' });
  expect(withAna.messages.slice(-2)).toMatchObject([
    { author: { kind: 'agent', name: 'Ana' }, content: { text: 'Hello Mona' }, clientId: 'r1' },
    { author: { kind: 'customer' }, content: { text: 'Haircut' } },
  ]);

  const back = await service.staff.handBack(ana, { id, commandId: randomUUID() });
  expect(back).toMatchObject({ submissionStatus: 'in_progress', mode: { kind: 'bot' }, botAsking: 'Service' });
  await say(visitor, 'Haircut');
  await say(visitor, 'Monday 10:00');
  await say(visitor, 'mona@example.com');
  await settled(visitor);
  const done = await getConversation(service, ana, id);
  expect(done).toMatchObject({ submissionStatus: 'needs_review' });
  expect(done.contactDetail.attributes).toContainEqual({ label: 'E-mail', value: 'mona@example.com' });
  expect(done.submissions).toMatchObject([
    {
      number: 1,
      status: 'needs_review',
      title: 'Haircut for Mona, Monday 10:00',
      answers: expect.arrayContaining([{ nodeId: 'preferred-date', label: 'Preferred date', value: 'Monday 10:00' }]),
    },
  ]);

  const approved = await service.staff.decide(ana, {
    id,
    commandId: randomUUID(),
    submission: 1,
    decision: 'approved',
    message: 'See you on Monday!',
  });
  expect(approved).toMatchObject({ submissionStatus: 'approved', submissions: [{ decidedBy: 'Ana' }] });
  const approval = await settled(visitor);
  expect(approval.messages.at(-1)).toMatchObject({
    author: { kind: 'system' },
    content: { text: 'See you on Monday!' },
  });

  // What the customer was sent, is what the transcript says, once and in its order.
  const { messages } = await getMessages(services.database, ana, { id, after: 0, limit: 200 });
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  const outgoing = messages.filter(({ delivery }) => delivery !== null);
  expect(outgoing.every(({ delivery }) => delivery === 'sent')).toBe(true);
  const mine = services.sent.filter(({ address }) => address === visitor.address);
  expect(mine.map(({ seq }) => seq)).toEqual(outgoing.map(({ seq }) => seq));
});
