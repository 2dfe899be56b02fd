import { randomUUID } from 'node:crypto';
import type { Configure } from '@baton/engine';
import { buildFlow } from '@baton/testing';
import { describe, expect, test, vi } from 'vitest';
import { getConversation } from './get-conversation.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, modeOf, visit } from './testing/visit.ts';

const services = await createTestServices();
const { clock, database } = services;
const service = services.service();
await service.start();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A flow that asks for a person at once; what comes out is said. */
function flowWith(configure: Partial<Configure> = {}) {
  return buildFlow()
    .configure({ sessionEnded: 'Goodbye.', ...configure })
    .add('about', 'pre-handoff-form')
    .connect('start', 'next', 'person')
    .add('person', 'handoff', { reason: 'Help' })
    .step('answered', 'end', { text: 'Answered.' }, 'resolved')
    .add('nobody', 'end', { text: 'Nobody was free.' })
    .connect('person', 'no_one_available', 'nobody')
    .add('left', 'end', { text: 'You left.' })
    .connect('person', 'customer_left', 'left')
    .document();
}

async function salon(configure: Partial<Configure> = {}) {
  const workspace = await services.workspace(flowWith(configure));
  const ana = await workspace.member('Ana');
  const arrive = async () => {
    const customer = visit(service, workspace.visitor());
    return { customer, id: await customer.start() };
  };
  const mode = (id: string) => modeOf(service, ana, id);
  /** Lets time pass in steps, so that whatever is due in between happens in between. */
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 10 * SECOND) {
      clock.advance(Math.min(10 * SECOND, ms - passed));
      await settled();
    }
  };
  return { workspace, ana, arrive, mode, wait };
}

/** Nothing is due any more: every timer that could fire has fired. */
async function settled() {
  await vi.waitFor(async () => {
    const due = await database.prisma.timer.count({ where: { dueAt: { lte: new Date(clock.now()) } } });
    if (due > 0) clock.advance(0);
    expect(due).toBe(0);
  }, 5_000);
}

describe('a form that is not filled in', () => {
  test('the pre-handoff form is given up after 15 minutes without an answer, by the exit “customer left”', async () => {
    const { ana, arrive, mode, wait } = await salon({ preHandoffForm: 'about' });
    service.presence.joined(ana, randomUUID());
    const { customer, id } = await arrive();
    expect(await mode(id)).toEqual(['pending', 'form']);
    await wait(14 * MINUTE);
    // An answer to one field starts the time anew.
    await customer.say('Prices');
    await wait(14 * MINUTE);
    expect(await mode(id)).toEqual(['pending', 'form']);
    await wait(MINUTE);
    expect(await mode(id)).toEqual(['bot', null]);
    expect(await customer.texts()).toContain('You left.');
    expect((await getConversation(service, ana, id)).requests).toMatchObject([{ state: 'cancelled' }]);
  });

  test('the lead form is given up after 15 minutes, by the exit that was due', async () => {
    const { arrive, mode, wait } = await salon();
    const { customer, id } = await arrive();
    expect(await mode(id)).toEqual(['pending', 'lead']);
    await wait(15 * MINUTE - SECOND);
    expect(await mode(id)).toEqual(['pending', 'lead']);
    await wait(SECOND);
    expect(await mode(id)).toEqual(['bot', null]);
    expect(await customer.texts()).toContain('Nobody was free.');
  });
});

describe('an answer that does not come', () => {
  async function accepted(configure?: Partial<Configure>) {
    const room = await salon(configure);
    service.presence.joined(room.ana, randomUUID());
    const arrived = await room.arrive();
    await service.staff.accept(room.ana, commandFor(arrived.id));
    return { ...room, ...arrived };
  }

  test('the customer is silent for 5 minutes after the reply: the session ends', async () => {
    const { ana, customer, id, mode, wait } = await accepted();
    await service.staff.reply(ana, { ...commandFor(id), text: 'How can I help?', clientId: 'r' });
    await wait(5 * MINUTE - SECOND);
    expect(await mode(id)).toEqual(['human', 'Ana']);
    await wait(SECOND);
    expect(await mode(id)).toEqual(['resolved', null]);
    expect(await customer.texts()).toContain('Goodbye.');
  });

  test('every message starts the 5 minutes anew; when the person owes the answer, it rings again', async () => {
    const { ana, customer, id, mode, wait } = await accepted();
    await wait(4 * MINUTE);
    await service.staff.reply(ana, { ...commandFor(id), text: 'One moment', clientId: 'r' });
    await wait(4 * MINUTE);
    await customer.say('Still there?');
    await wait(4 * MINUTE);
    expect(await mode(id)).toEqual(['human', 'Ana']);
    await wait(MINUTE);
    expect(await mode(id)).toEqual(['pending', 'ringing']);
    expect((await getConversation(service, ana, id)).requests).toMatchObject([{ state: 'pending' }]);
  });

  test('who owes the answer is warned a minute before', async () => {
    const { customer, id, mode, wait } = await accepted();
    const runs = async (kind: string) =>
      (await database.prisma.timer.count({ where: { conversationId: id, kind } })) > 0;
    await customer.say('Hello?');
    await wait(4 * MINUTE - SECOND);
    expect([await runs('reply_warning'), await runs('reply')]).toEqual([true, true]);
    await wait(SECOND);
    expect([await runs('reply_warning'), await runs('reply')]).toEqual([false, true]);
    expect(await mode(id)).toEqual(['human', 'Ana']);
  });

  test('a colleague has two minutes to take it over; then it stays', async () => {
    const { workspace, ana, id, mode, wait } = await accepted();
    const ben = await workspace.member('Ben');
    service.presence.joined(ben, randomUUID());
    await service.staff.transfer(ana, { ...commandFor(id), operatorId: ben.user.id, note: '' });
    const offeredTo = async () => (await getConversation(service, ana, id)).mode.transfer?.to.name;
    await wait(2 * MINUTE - SECOND);
    expect(await offeredTo()).toBe('Ben');
    await wait(SECOND);
    expect(await offeredTo()).toBeUndefined();
    expect(await mode(id)).toEqual(['human', 'Ana']);
  });

  test('the flow’s own time counts', async () => {
    const { ana, id, mode, wait } = await accepted({ replyTimeoutSeconds: 30 });
    await service.staff.reply(ana, { ...commandFor(id), text: 'Hello', clientId: 'r' });
    await wait(30 * SECOND);
    expect(await mode(id)).toEqual(['resolved', null]);
  });
});

describe('the queue', () => {
  const told = async (customer: ReturnType<typeof visit>) =>
    (await customer.texts()).filter((text) => text.includes('in the queue'));
  const position = async (customer: ReturnType<typeof visit>) => (await customer.sees()).status.position;

  async function queue(people: number) {
    const room = await salon({ fallback: 'queue' });
    const customers = [];
    for (let index = 0; index < people; index += 1) {
      const arrived = await room.arrive();
      await vi.waitFor(async () => expect(await position(arrived.customer)).toBe(index + 1));
      customers.push(arrived);
      clock.advance(SECOND);
    }
    return { ...room, customers };
  }

  test('who leaves lets the others move up; a better place is told a minute after the last one', async () => {
    const { customers, wait } = await queue(3);
    const [first, second, third] = customers.map(({ customer }) => customer);
    if (!first || !second || !third) throw new Error('Three came');
    await wait(20 * SECOND);
    await first.cancel();
    await vi.waitFor(async () => expect([await position(second), await position(third)]).toEqual([1, 2]));
    expect(await told(third)).toEqual(['You are number 3 in the queue.']);
    await second.cancel();
    await vi.waitFor(async () => expect(await position(third)).toBe(1));
    await wait(45 * SECOND);
    // Not of every place on the way.
    expect(await told(third)).toEqual(['You are number 3 in the queue.', 'You are number 1 in the queue.']);
    expect(await first.texts()).toContain('You left.');
  });

  test('half an hour, however often it rang meanwhile: then the lead form', async () => {
    const { ana, customers, mode, wait } = await queue(1);
    const [only] = customers;
    if (!only) throw new Error('Somebody came');
    await wait(10 * MINUTE);
    service.presence.joined(ana, 'socket');
    await vi.waitFor(async () => expect(await mode(only.id)).toEqual(['pending', 'ringing']));
    await wait(2 * MINUTE);
    expect(await mode(only.id)).toEqual(['pending', 'queued']);
    await wait(17 * MINUTE);
    expect(await mode(only.id)).toEqual(['pending', 'queued']);
    await wait(MINUTE);
    expect(await mode(only.id)).toEqual(['pending', 'lead']);
  });

  test('who is away for more than a minute loses the place, who comes back in time keeps it', async () => {
    const { customers, mode, wait } = await queue(2);
    const [first, second] = customers;
    if (!first || !second) throw new Error('Two came');
    const presence = (visitor: typeof first.customer.visitor, online: boolean) =>
      service.execute({ target: visitor, command: { type: 'customer.presence', online } });
    await presence(first.customer.visitor, false);
    await presence(second.customer.visitor, false);
    await wait(50 * SECOND);
    await presence(second.customer.visitor, true);
    await wait(20 * SECOND);
    expect(await mode(first.id)).toEqual(['bot', null]);
    await vi.waitFor(async () => expect(await position(second.customer)).toBe(1));
  });

  test('what a process that stopped has not counted, another one counts', async () => {
    const { workspace, customers } = await queue(2);
    const [, second] = customers;
    if (!second) throw new Error('Two came');
    // As if the first had left in a process that stopped right after its write.
    const { id } = customers[0] ?? second;
    await database.pool.query(
      `UPDATE "Conversation" SET mode = 'bot', phase = NULL, "waitingSince" = NULL,
        state = jsonb_set(state, '{mode}', '{"kind": "bot"}') WHERE "workspaceId" = $1 AND id = $2`,
      [workspace.workspaceId, id],
    );
    await vi.waitFor(async () => {
      clock.advance(30 * SECOND);
      expect(await position(second.customer)).toBe(1);
    });
  });
});
