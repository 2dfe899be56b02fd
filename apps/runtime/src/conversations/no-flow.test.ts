import { randomUUID } from 'node:crypto';
import type { AiSettings } from '@baton/contracts';
import { buildFlow } from '@baton/testing';
import { startAiStub } from '@baton/testing/ai';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAi } from '../ai/create-ai.ts';
import { countQuestion, questionsOn } from '../db/ai-usage.ts';
import { createDatabase } from '../db/client.ts';
import { updateHandoffSettings } from '../routing/handoff-settings.ts';
import { getAiSettings, updateAiSettings } from '../settings/ai-settings.ts';
import { getConversation } from './get-conversation.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, modeOf, visit } from './testing/visit.ts';

const services = await createTestServices();
const { clock, database, url } = services;
const stub = await startAiStub();
afterAll(stub.stop);
const ai = createAi({ baseUrl: stub.url, apiKey: undefined, model: 'stub' });
const service = services.service({ ai });
await service.start();
/** A process that has no AI. */
const without = services.service();
const settings = { database, clock, model: 'stub' };

const PATIENCE = 20_000;
const nineOClock = { json: { answer: 'At nine.', confidence: 0.9 } };
const ringing = ['pending', 'ringing'];

beforeEach(() => stub.answer(() => nineOClock));

/** A workspace whose channel has no flow, with Ana online, and a customer who has not written yet. */
async function shop(says: Partial<AiSettings> | null = { answers: true, knowledge: 'We open at nine.' }) {
  const workspace = await services.workspace(buildFlow().step('bye', 'end', { text: 'The flow speaks.' }).document());
  const { workspaceId, channelId, flowId } = workspace;
  const setFlow = (to: string | null) =>
    database.prisma.channel.update({
      where: { workspaceId_id: { workspaceId, id: channelId } },
      data: { flowId: to },
    });
  await setFlow(null);
  const ana = await workspace.member('Ana', 'owner');
  for (const process of [service, without]) process.presence.joined(ana, randomUUID());
  const change = (to: Partial<AiSettings>) => updateAiSettings(settings, ana, to);
  if (says) await change(says);
  const visitor = workspace.visitor();
  const customer = visit(service, visitor);

  async function id(): Promise<string> {
    const row = await database.prisma.conversation.findFirstOrThrow({
      where: { workspaceId, contact: { address: visitor.address } },
    });
    return row.id;
  }
  return {
    workspaceId,
    ana,
    visitor,
    customer,
    change,
    id,
    useFlow: () => setFlow(flowId),
    mode: async () => modeOf(service, ana, await id()),
    /** Until the customer reads this. */
    reads: (text: string, times = 1) =>
      vi.waitFor(
        async () => expect((await customer.texts()).filter((each) => each === text)).toHaveLength(times),
        PATIENCE,
      ),
    request: async () => (await getConversation(service, ana, await id())).requests.at(-1),
  };
}

describe('an AI answers where there is no flow', () => {
  test('one message after the other, from what the workspace says', async () => {
    const { customer, reads, mode } = await shop({ answers: true, instructions: 'Be kind.', knowledge: 'At nine.' });
    await customer.say('When do you open?');
    await reads('At nine.');
    await customer.say('Really?');
    await reads('At nine.', 2);
    expect(await mode()).toEqual(['bot', null]);
    expect(stub.requests.at(-1)?.messages[0]?.content).toMatch(/Be kind\.[\s\S]*At nine\./);
  });

  test('who only opens the chat asks nobody', async () => {
    const { customer, mode } = await shop();
    const before = stub.requests.length;
    await customer.start();
    expect(await mode()).toEqual(['bot', null]);
    expect([await customer.texts(), stub.requests.length]).toEqual([[], before]);
  });

  test.each([
    ['is not sure', () => ({ json: { answer: 'Perhaps', confidence: 0.1 } }), 'The AI was not sure of an answer'],
    ['fails', () => 'broken' as const, 'Wants a person, or the AI did not answer'],
    [
      'finds that a person is wanted',
      () => ({ json: { answer: '', confidence: 1, wants_person: true } }),
      'Wants a person, or the AI did not answer',
    ],
  ])('people are asked when it %s', async (_, answer, reason) => {
    const { customer, mode, request } = await shop();
    stub.answer(answer);
    await customer.say('When do you open?');
    await vi.waitFor(async () => expect(await mode()).toEqual(ringing), PATIENCE);
    expect(await request()).toMatchObject({ reason, state: 'pending' });
    expect(await customer.texts()).toEqual(['When do you open?']);
  });

  test('it is silent from the moment a person takes over, also with an answer in flight, until they hand back', async () => {
    const { ana, customer, id, reads } = await shop();
    let release = () => {};
    let asked = false;
    stub.answer(async () => {
      asked = true;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return nineOClock;
    });
    await customer.say('When do you open?');
    await vi.waitFor(() => expect(asked).toBe(true), PATIENCE);
    await service.staff.takeOver(ana, commandFor(await id()));
    release();
    await vi.waitFor(async () => {
      const rows = await database.prisma.message.findMany({ where: { conversationId: await id() } });
      expect(rows.map(({ content }) => content)).toContainEqual(expect.objectContaining({ event: 'ai_late' }));
    }, PATIENCE);
    expect(await customer.texts()).not.toContain('At nine.');
    await service.staff.handBack(ana, commandFor(await id()));
    stub.answer(() => nineOClock);
    await customer.say('And now?');
    await reads('At nine.');
  });

  test('what the workspace says, and a flow that the channel gets, count from the next message on', async () => {
    const { customer, change, mode, reads, useFlow, ana, id } = await shop();
    await customer.say('When do you open?');
    await reads('At nine.');
    await change({ answers: false });
    await customer.say('And on Sundays?');
    expect(await mode()).toEqual(ringing);
    await service.staff.takeOver(ana, commandFor(await id()));
    await service.staff.handBack(ana, commandFor(await id()));
    await useFlow();
    await customer.say('Hello?');
    await reads('The flow speaks.');
  });
});

describe('people are asked at once', () => {
  test('where the workspace has said nothing about an AI', async () => {
    const { customer, mode, request } = await shop(null);
    await customer.start();
    expect(await mode()).toEqual(['bot', null]);
    const before = stub.requests.length;
    await customer.say('Hello');
    expect(await mode()).toEqual(ringing);
    expect(await request()).toMatchObject({ reason: 'Writes where no flow answers', trigger: 'node' });
    expect(stub.requests.length).toBe(before);
  });

  test('where no AI is set up', async () => {
    const { visitor, mode } = await shop();
    await visit(without, visitor).say('Hello');
    expect(await mode()).toEqual(ringing);
  });

  test('by a picture as well', async () => {
    const { customer, mode } = await shop(null);
    await customer.send({ kind: 'location', latitude: 1, longitude: 2 });
    expect(await mode()).toEqual(ringing);
  });

  test('by the workspace’s hours and fallback, in the language that it chose; and again by the next message', async () => {
    const { ana, customer, mode } = await shop({ language: 'de' });
    const hours = { timeZone: 'UTC', exceptions: [], week: weekOf([{ from: '09:00', to: '18:00' }]) };
    clock.set(Date.parse('2027-01-11T20:00:00Z'));
    await updateHandoffSettings({ database, live: service }, ana, { hours });
    await customer.say('Hallo');
    expect(await mode()).toEqual(['pending', 'lead']);
    expect((await customer.texts())[1]).toContain('Di 09:00–18:00');
    await customer.send({
      kind: 'form_answer',
      formId: 'lead_form',
      values: { name: 'Mona', email: 'mona@example.com', message: 'Hallo' },
    });
    expect(await mode()).toEqual(['bot', null]);
    await customer.say('Noch da?');
    expect(await mode()).toEqual(['pending', 'lead']);
  });
});

function weekOf<T>(day: T) {
  return { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
}

describe('how often the AI may be asked', () => {
  test('after the last question of the day people are asked, until the next day', async () => {
    clock.set(Date.parse('2027-03-01T12:00:00Z'));
    const { ana, id, workspaceId, customer, change, mode, reads } = await shop();
    await change({ dailyLimit: 1 });
    await customer.say('When do you open?');
    await reads('At nine.');
    await customer.say('Really?');
    await vi.waitFor(async () => expect(await mode()).toEqual(ringing), PATIENCE);
    expect(await getAiSettings(settings, workspaceId)).toMatchObject({ dailyLimit: 1, askedToday: 1 });
    const rows = await database.prisma.message.findMany({ where: { conversationId: await id() } });
    const why = 'Today’s questions are used up: see Settings → AI';
    expect(rows.map(({ content }) => content)).toContainEqual({ kind: 'event', event: 'ai_silent', detail: why });
    await service.staff.takeOver(ana, commandFor(await id()));
    await service.staff.handBack(ana, commandFor(await id()));
    clock.set(Date.parse('2027-03-02T00:00:00Z'));
    await customer.say('Good morning');
    await reads('At nine.', 2);
  });

  test('it counts for all processes together, to the question', async () => {
    const { workspaceId, change } = await shop();
    await change({ dailyLimit: 7 });
    const other = createDatabase(url, { log: { warn: () => undefined } });
    const day = Date.parse('2027-04-01T12:00:00Z');
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, index) => countQuestion(index % 2 ? other : database, workspaceId, day)),
    );
    await other.close();
    expect(asked.filter(Boolean)).toHaveLength(7);
    expect(await questionsOn(database, workspaceId, day)).toBe(7);
  });
});

describe('what the workspace says', () => {
  test('an AI that answers needs something to answer from', async () => {
    const { ana, workspaceId } = await shop(null);
    await expect(updateAiSettings(settings, ana, { answers: true })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await getAiSettings(settings, workspaceId)).toMatchObject({ answers: false, askedToday: 0, model: 'stub' });
  });

  test('of two changes at once neither undoes the other', async () => {
    const { change, workspaceId } = await shop();
    await Promise.all([change({ instructions: 'Be kind.' }), change({ dailyLimit: 5 })]);
    expect(await getAiSettings(settings, workspaceId)).toMatchObject({ instructions: 'Be kind.', dailyLimit: 5 });
  });
});
