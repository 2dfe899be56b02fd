import { randomUUID } from 'node:crypto';
import { buildFlow, greetingFlow, handoffFlow } from '@baton/testing';
import { describe, expect, test, vi } from 'vitest';
import { getConversation } from './get-conversation.ts';
import { getMessages } from './get-messages.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, modeOf, visit } from './testing/visit.ts';

const services = await createTestServices();
const { clock } = services;
const service = services.service();
await service.start();

/** Turns the clock until a state is there. */
const turning = <T>(ms: number, check: () => Promise<T>) =>
  vi.waitFor(async () => {
    clock.advance(ms);
    return check();
  }, 5_000);

async function ringing(document = handoffFlow()) {
  const workspace = await services.workspace(document);
  const [ana, ben] = [await workspace.member('Ana'), await workspace.member('Ben')];
  service.presence.joined(ana, randomUUID());
  service.presence.joined(ben, randomUUID());
  const customer = visit(service, workspace.visitor());
  const id = await customer.start();
  expect(await modeOf(service, ana, id)).toEqual(['pending', 'ringing']);
  return { workspace, ana, ben, customer, id };
}

describe('races', () => {
  test('two accepts at once: one wins, the other is told who', async () => {
    const { ana, ben, id } = await ringing();
    const results = await Promise.allSettled([ana, ben].map((each) => service.staff.accept(each, commandFor(id))));
    const lost = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const { mode } = await getConversation(service, ana, id);
    expect(lost).toMatchObject([{ code: 'TAKEN_BY', data: { name: mode.owner?.name } }]);
  });

  test('many customers’ messages and replies at once: all stored, in one order, sent in that order', async () => {
    const { ana, customer, id } = await ringing();
    await service.staff.accept(ana, commandFor(id));
    await Promise.all([
      ...Array.from({ length: 8 }, (_, index) => customer.say(`c${index}`)),
      ...Array.from({ length: 8 }, (_, index) =>
        service.staff.reply(ana, { ...commandFor(id), text: `r${index}`, clientId: `r${index}` }),
      ),
    ]);
    await customer.sees();
    const { messages } = await getMessages(services.database, ana, { id, after: 0, limit: 200 });
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    const texts = messages.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    for (let index = 0; index < 8; index += 1)
      expect(texts).toEqual(expect.arrayContaining([`c${index}`, `r${index}`]));
    const replies = messages.filter(({ author }) => author.kind === 'agent').map(({ seq }) => seq);
    const sent = services.sent.filter((each) => each.conversationId === id && each.sender.kind === 'agent');
    expect(sent.map(({ seq }) => seq)).toEqual(replies);
  });

  test('a reply against the accept timeout: whichever writes first, and nothing is dropped', async () => {
    const { ana, customer, id } = await ringing();
    const replied = service.staff.reply(ana, { ...commandFor(id), text: 'Here I am', clientId: 'r' });
    clock.advance(120_000);
    await replied;
    expect(await modeOf(service, ana, id)).toEqual(['human', 'Ana']);
    expect(await customer.texts()).toContain('Here I am');
  });

  test('hand back twice, also at once: one "Bot resumes"', async () => {
    const flow = buildFlow()
      .step('name', 'question', { text: 'Your name?' })
      .step('thanks', 'end', { text: 'Thanks, <<name>>.' })
      .configure({ botResumes: 'The bot is back.' });
    const workspace = await services.workspace(flow.document());
    const ana = await workspace.member('Ana');
    const customer = visit(service, workspace.visitor());
    const id = await customer.start();
    await service.staff.takeOver(ana, commandFor(id));
    const command = commandFor(id);
    await Promise.all(
      [command, command, commandFor(id), commandFor(id)].map((each) => service.staff.handBack(ana, each)),
    );
    expect((await customer.texts()).filter((text) => text === 'The bot is back.')).toHaveLength(1);
    expect(await modeOf(service, ana, id)).toEqual(['bot', null]);
  });

  test('ended while it rings: a later accept is told so', async () => {
    const { ana, customer, id } = await ringing();
    await customer.endChat();
    await expect(service.staff.accept(ana, commandFor(id))).rejects.toMatchObject({ code: 'ENDED' });
    await expect(
      service.staff.reply(ana, { ...commandFor(id), text: 'Too late', clientId: 'r' }),
    ).rejects.toMatchObject({ code: 'ENDED' });
  });

  test('two first messages at once make one conversation, and both are in it', async () => {
    const workspace = await services.workspace(greetingFlow());
    const ana = await workspace.member('Ana');
    const customer = visit(service, workspace.visitor());
    await Promise.all(['one', 'two', 'three'].map((text) => customer.say(text)));
    const { conversationId } = await customer.sees();
    expect(await services.database.prisma.conversation.count({ where: { workspaceId: workspace.workspaceId } })).toBe(
      1,
    );
    const { messages } = await getMessages(services.database, ana, { id: conversationId ?? '', after: 0, limit: 200 });
    const said = messages.flatMap(({ author, content }) =>
      author.kind === 'customer' && content.kind === 'text' ? [content.text] : [],
    );
    expect(said.toSorted()).toEqual(['one', 'three', 'two']);
  });

  test('the same message ten times at once is one', async () => {
    const workspace = await services.workspace(greetingFlow());
    const customer = visit(service, workspace.visitor());
    await customer.start();
    const clientId = randomUUID();
    await Promise.all(Array.from({ length: 10 }, () => customer.say('Mona', clientId)));
    expect(await customer.texts()).toEqual(['What is your name?', 'Mona', 'Thank you, Mona.']);
  });

  test('two processes on one database: the same rules', async () => {
    const second = services.service();
    await second.start();
    const { ana, ben, customer, id } = await ringing();
    const results = await Promise.allSettled([
      service.staff.accept(ana, commandFor(id)),
      second.staff.accept(ben, commandFor(id)),
      customer.say('Hello?'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const { messages } = await getMessages(services.database, ana, { id, after: 0, limit: 200 });
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    await second.stop();
  });
});

describe('timers', () => {
  test('nobody accepts: the lead form, and then the exit "no one available"', async () => {
    const { ana, customer, id } = await ringing();
    await turning(10_000, async () => expect(await modeOf(service, ana, id)).toEqual(['pending', 'lead']));
    await turning(60_000, async () => expect(await modeOf(service, ana, id)).toEqual(['bot', null]));
    expect(await customer.texts()).toContain('Nobody was free.');
    const { requests } = await getConversation(service, ana, id);
    expect(requests).toMatchObject([{ state: 'expired' }]);
  });

  test('a clock that jumps back keeps the order, and fires nothing; one that jumps ahead fires what is due, once', async () => {
    const { ana, customer, id } = await ringing();
    const real = clock.now();
    clock.set(real - 24 * 60 * 60_000);
    await customer.say('Is it yesterday?');
    clock.set(real - 12 * 60 * 60_000);
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'ringing']);
    clock.set(real + 60 * 60_000);
    await turning(1, async () => expect(await modeOf(service, ana, id)).toEqual(['pending', 'lead']));
    const { messages } = await getMessages(services.database, ana, { id, after: 0, limit: 100 });
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    const noted = messages.flatMap(({ content }) => (content.kind === 'event' ? [content.event] : []));
    expect(noted.filter((event) => event === 'no_one_available')).toHaveLength(1);
  });

  test('nobody is online: no waiting at all', async () => {
    const workspace = await services.workspace(
      buildFlow()
        .configure({ fallback: 'message' })
        .step('person', 'handoff', { reason: 'x' })
        .step('nobody', 'end', { text: 'Nobody was free.' }, 'no_one_available')
        .document(),
    );
    const ana = await workspace.member('Ana');
    const bot = await workspace.member('No hands', 'agent', false);
    service.presence.joined(bot, randomUUID());
    const customer = visit(service, workspace.visitor());
    const id = await customer.start();
    expect(await customer.texts()).toContain('Nobody was free.');
    expect(await modeOf(service, ana, id)).toEqual(['bot', null]);
  });

  test('an accepted request cancels its timer', async () => {
    const { ana, id } = await ringing();
    await service.staff.accept(ana, commandFor(id));
    clock.advance(125_000);
    const timers = await services.database.prisma.timer.findMany({ where: { conversationId: id } });
    expect(timers.map(({ kind }) => kind)).not.toContain('accept');
    expect(await modeOf(service, ana, id)).toEqual(['human', 'Ana']);
  });

  test('the visitor goes away while waiting: a minute of grace, then the exit "customer left"', async () => {
    const { ana, customer, id } = await ringing();
    const presence = (online: boolean) =>
      service.execute({ target: customer.visitor, command: { type: 'customer.presence', online } });
    await presence(false);
    clock.advance(50_000);
    await presence(true);
    clock.advance(30_000);
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'ringing']);
    await presence(false);
    await turning(20_000, async () => expect(await modeOf(service, ana, id)).toEqual(['bot', null]));
    expect(await customer.texts()).toContain('See you.');
  });

  test('a stale row is removed, and fires nothing', async () => {
    const { ana, workspace, id } = await ringing();
    const { workspaceId } = workspace;
    await service.staff.accept(ana, commandFor(id));
    const stale = { workspaceId, conversationId: id, kind: 'form_abandon', epoch: 0, dueAt: new Date(clock.now()) };
    await services.database.prisma.timer.create({ data: stale });
    await turning(1_000, async () => {
      const kinds = await services.database.prisma.timer.findMany({ where: { conversationId: id } });
      expect(kinds.map(({ kind }) => kind)).not.toContain('form_abandon');
    });
    expect(await modeOf(service, ana, id)).toEqual(['human', 'Ana']);
  });

  test('a queue: places are told, and whoever comes online is rung for', async () => {
    const document = { ...handoffFlow(), configure: { ...handoffFlow().configure, fallback: 'queue' as const } };
    const workspace = await services.workspace(document);
    const ana = await workspace.member('Ana');
    const [first, second] = [visit(service, workspace.visitor()), visit(service, workspace.visitor())];
    const one = await first.start();
    clock.advance(1_000);
    const two = await second.start();
    expect(await modeOf(service, ana, one)).toEqual(['pending', 'queued']);
    await vi.waitFor(async () => {
      expect((await first.sees()).status).toMatchObject({ mode: 'queued', position: 1 });
      expect((await second.sees()).status).toMatchObject({ mode: 'queued', position: 2 });
    });
    service.presence.joined(ana, randomUUID());
    await vi.waitFor(async () => {
      expect(await modeOf(service, ana, one)).toEqual(['pending', 'ringing']);
      expect(await modeOf(service, ana, two)).toEqual(['pending', 'ringing']);
    });
  });

  test('an owner who is gone for two minutes loses the conversation; one who comes back does not', async () => {
    const { ana, ben, id } = await ringing();
    const socket = randomUUID();
    service.presence.joined(ana, socket);
    await service.staff.accept(ana, commandFor(id));
    service.presence.forget(ana.workspace.id, ana.user.id);
    await vi.waitFor(async () =>
      expect(await services.database.prisma.timer.count({ where: { conversationId: id, kind: 'owner_offline' } })).toBe(
        1,
      ),
    );
    service.presence.joined(ana, randomUUID());
    await vi.waitFor(async () =>
      expect(await services.database.prisma.timer.count({ where: { conversationId: id, kind: 'owner_offline' } })).toBe(
        0,
      ),
    );
    service.presence.forget(ana.workspace.id, ana.user.id);
    await turning(10_000, async () => expect(await modeOf(service, ben, id)).toEqual(['pending', 'ringing']));
  });

  test('an owner who does not come back after a restart loses the conversation, too', async () => {
    const { ana, ben, id } = await ringing();
    const other = await ringing();
    await service.staff.accept(ana, commandFor(id));
    await service.staff.accept(other.ana, commandFor(other.id));
    const restarted = services.service({ alone: true });
    await restarted.start();
    restarted.presence.joined(ben, randomUUID());
    restarted.presence.joined(other.ana, randomUUID());
    await turning(15_000, async () => expect(await modeOf(service, ben, id)).toEqual(['pending', 'ringing']));
    expect(await modeOf(service, other.ana, other.id)).toEqual(['human', 'Ana']);
    await restarted.stop();
  });

  test('who had the inbox open is asked right after a restart, and not taken for away', async () => {
    const { ana } = await ringing();
    const present = () => services.database.prisma.staffPresence.count({ where: { userId: ana.user.id } });
    await vi.waitFor(async () => expect(await present()).toBe(1));
    const restarted = services.service({ alone: true });
    await restarted.start();
    expect(restarted.presence.isOnline(ana.workspace.id, ana.user.id)).toBe(true);
    await restarted.stop();
    expect(await present(), 'a stop is no absence').toBe(1);
  });

  test('a member who may not answer any more loses what they were answering', async () => {
    const { ana, ben, id } = await ringing();
    await service.staff.accept(ana, commandFor(id));
    const where = { workspaceId_userId: { workspaceId: ana.workspace.id, userId: ana.user.id } };
    await services.database.prisma.member.update({ where, data: { canHandoff: false } });
    await service.memberChanged(ana.workspace.id, ana.user.id);
    expect(await modeOf(service, ben, id)).toEqual(['pending', 'ringing']);
  });
});
