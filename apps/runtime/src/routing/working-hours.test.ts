import { randomUUID } from 'node:crypto';
import { type Configure, configureSchema, workingHoursSchema } from '@baton/engine';
import { buildFlow } from '@baton/testing';
import { describe, expect, test, vi } from 'vitest';
import { getConversation } from '../conversations/get-conversation.ts';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { modeOf, visit } from '../conversations/testing/visit.ts';
import { updateHandoffSettings } from './handoff-settings.ts';

const services = await createTestServices();
const { clock, database } = services;
const service = services.service();
await service.start();

const office = [{ from: '09:00', to: '18:00' }];
/** Monday to Friday in Berlin. */
const berlin = workingHoursSchema.parse({
  timeZone: 'Europe/Berlin',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office },
});
const tokyo = { ...berlin, timeZone: 'Asia/Tokyo' };
const notice = (window: string) => `Nearest manager working hours — ${window}`;

/** A flow that asks for a person at once, and says which way it went. */
function flowWith(overrides: Partial<Configure> = {}) {
  return buildFlow()
    .configure(overrides)
    .step('person', 'handoff', { reason: 'Help' })
    .step('answered', 'end', { text: 'Answered.' }, 'resolved')
    .add('later', 'end', { text: 'We were closed.' })
    .connect('person', 'outside_hours', 'later')
    .add('nobody', 'end', { text: 'Nobody was free.' })
    .connect('person', 'no_one_available', 'nobody')
    .document();
}

/** A workspace with Ana online, and a way to arrive in it at a moment. */
async function salon(overrides: Partial<Configure>, hours: typeof berlin | null) {
  const workspace = await services.workspace(flowWith(overrides));
  const ana = await workspace.member('Ana', 'owner');
  service.presence.joined(ana, randomUUID());
  await updateHandoffSettings({ database, live: service }, ana, { hours });
  return {
    workspace,
    ana,
    async arriveAt(at: string) {
      clock.set(Date.parse(at));
      const customer = visit(service, workspace.visitor());
      const id = await customer.start();
      return { customer, id, mode: await modeOf(service, ana, id), texts: await customer.texts() };
    },
  };
}

describe('a request meets the hours', () => {
  test('outside of them: the next window, the lead form, nobody alerted, and the exit “outside hours”', async () => {
    const { ana, arriveAt } = await salon({}, berlin);
    // Friday evening in Berlin.
    const { customer, id, mode, texts } = await arriveAt('2027-01-08T17:00:00Z');
    expect(mode).toEqual(['pending', 'lead']);
    expect(texts).toEqual([notice('Mon 09:00–18:00'), 'Leave us a message']);
    const values = { name: 'Mona', email: 'mona@example.com', message: 'A cut, please' };
    await customer.send({ kind: 'form_answer', formId: 'lead_form', values });
    expect(await customer.texts()).toContain('We were closed.');
    const { requests, submissions } = await getConversation(service, ana, id);
    expect(requests).toMatchObject([{ state: 'expired', acceptedAt: null }]);
    expect(await database.prisma.handoffRequest.findMany({ where: { conversationId: id } })).toMatchObject([
      { ringingAt: null },
    ]);
    expect(submissions).toMatchObject([{ origin: 'lead', status: 'needs_review' }]);
  });

  test('days, and the form for a message, are in the language of the flow', async () => {
    const { arriveAt } = await salon({ language: 'de', outsideHours: 'Wir öffnen: <<hours>>' }, berlin);
    const { customer, texts } = await arriveAt('2027-01-08T17:00:00Z');
    expect(texts[0]).toBe('Wir öffnen: Mo 09:00–18:00');
    await customer.send({ kind: 'text', text: 'Mona' });
    expect(await customer.texts()).toContain('Ihre E-Mail-Adresse');
    await customer.send({ kind: 'text', text: 'mona' });
    expect(await customer.texts()).toContain(
      'Das sieht nicht wie eine E-Mail-Adresse aus. Bitte schreiben Sie sie wie name@example.com.',
    );
  });

  test.each([
    ['a minute before work', '2027-01-11T07:59:00Z', ['pending', 'lead']],
    ['at nine sharp', '2027-01-11T08:00:00Z', ['pending', 'ringing']],
    ['in the last minute', '2027-01-11T16:59:59Z', ['pending', 'ringing']],
    ['at six sharp', '2027-01-11T17:00:00Z', ['pending', 'lead']],
    // Berlin goes from UTC+1 to UTC+2 on Sunday, 28 March 2027, and back on 31 October.
    ['at nine on the Monday after clocks went forward', '2027-03-29T07:00:00Z', ['pending', 'ringing']],
    ['at what was nine before', '2027-03-29T16:30:00Z', ['pending', 'lead']],
    ['before nine on the Monday after they went back', '2027-11-01T07:30:00Z', ['pending', 'lead']],
    ['at nine on that Monday', '2027-11-01T08:00:00Z', ['pending', 'ringing']],
  ])('%s', async (_, at, mode) => expect((await (await salon({}, berlin)).arriveAt(at)).mode).toEqual(mode));

  test('the same window is told once, the next one again', async () => {
    const { arriveAt } = await salon({ fallback: 'message' }, berlin);
    const { customer } = await arriveAt('2027-01-08T17:00:00Z');
    await customer.requestPerson();
    clock.set(Date.parse('2027-01-11T17:00:00Z'));
    await customer.requestPerson();
    const told = (await customer.texts()).filter((text) => text.startsWith('Nearest'));
    expect(told).toEqual([notice('Mon 09:00–18:00'), notice('Tue 09:00–18:00')]);
  });
});

describe('whose hours count', () => {
  const saturday = '2027-01-09T12:00:00Z';
  // Half past midnight in Berlin, half past eight in Tokyo; two hours later it is open there.
  const early = '2027-01-12T01:30:00Z';

  test('a flow that says “always” is open at any time', async () => {
    expect((await (await salon({ hours: 'always' }, berlin)).arriveAt(saturday)).mode).toEqual(['pending', 'ringing']);
  });

  test('a flow’s own hours come before the workspace’s', async () => {
    expect((await (await salon({ hours: tokyo }, berlin)).arriveAt(early)).mode).toEqual(['pending', 'ringing']);
    expect((await (await salon({ hours: berlin }, tokyo)).arriveAt(early)).texts).toContain(notice('Tue 09:00–18:00'));
  });

  test('what is published counts for conversations under way; what the workspace says counts at once', async () => {
    const { workspace, ana, arriveAt } = await salon({ fallback: 'message' }, null);
    const { customer, id } = await arriveAt('2027-01-09T12:00:00Z');
    await service.staff.takeOver(ana, { id, commandId: randomUUID() });
    await service.staff.resolve(ana, { id, commandId: randomUUID(), note: '' });
    await updateHandoffSettings({ database, live: service }, ana, { hours: berlin });
    await customer.say('Hello again');
    expect(await customer.texts()).toContain(notice('Mon 09:00–18:00'));
    await workspace.publish(flowWith({ hours: 'always' }));
    await customer.requestPerson();
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'ringing']);
  });
});

describe('what the workspace says about hours, timeouts and fallback', async () => {
  const { ana, arriveAt } = await salon({}, null);
  const settings = { database, live: service };

  test('a change keeps what it does not name, also of two at once', async () => {
    await Promise.all([
      updateHandoffSettings(settings, ana, { acceptTimeoutSeconds: 30 }),
      updateHandoffSettings(settings, ana, { fallback: 'message' }),
    ]);
    expect(await updateHandoffSettings(settings, ana, { hours: null })).toMatchObject({
      hours: null,
      acceptTimeoutSeconds: 30,
      replyTimeoutSeconds: 300,
      formTimeoutSeconds: 900,
      fallback: 'message',
      enabled: true,
    });
  });

  test('a flow that says nothing follows it', async () => {
    const { customer, id } = await arriveAt('2027-01-11T10:00:00Z');
    await vi.waitFor(async () => {
      clock.advance(5_000);
      expect(await modeOf(service, ana, id)).toEqual(['bot', null]);
    });
    expect(await customer.texts()).toContain(configureSchema.parse({}).fallbackMessage);
  });
});
