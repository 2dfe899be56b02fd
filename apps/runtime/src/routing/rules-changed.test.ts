import { randomUUID } from 'node:crypto';
import { type HandoffOverrides, handoffOverridesSchema, type WorkingHours, workingHoursSchema } from '@baton/engine';
import { buildFlow } from '@baton/testing';
import { describe, expect, test, vi } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { commandFor, modeOf, visit } from '../conversations/testing/visit.ts';
import { publishFlow } from '../flows/publish-flow.ts';
import { updateHandoffSettings } from './handoff-settings.ts';
import { createTeam, updateTeam } from './teams.ts';

const services = await createTestServices();
const { clock, database } = services;
const service = services.service();
await service.start();
const deps = { database, live: service };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A Monday. */
const tenToNoon = Date.parse('2027-01-11T11:50:00Z');
const ringing = ['pending', 'ringing'];
const queued = ['pending', 'queued'];
const later = 'Please write to us later.';

/** Until then, every day. */
function until(to: string): WorkingHours {
  const day = [{ from: '09:00', to }];
  return workingHoursSchema.parse({ timeZone: 'UTC', week: { mon: day, tue: day, wed: day, thu: day, fri: day } });
}

const flowFor = (team: string | null, says: Partial<HandoffOverrides>) =>
  buildFlow()
    .configure({ fallbackMessage: later, ...says })
    .step('person', 'handoff', { reason: 'Help', team })
    .step('over', 'end', { text: '' }, 'resolved')
    .connect('person', 'no_one_available', 'over')
    .connect('person', 'outside_hours', 'over')
    .connect('person', 'customer_left', 'over')
    .document();

type Says = Partial<Omit<HandoffOverrides, 'hours'>> & { hours?: WorkingHours };

/** A workspace with Ana, where that level says how a handoff goes; all the others say nothing of it. */
async function salon(level: 'team' | 'flow' | 'workspace', first: Says) {
  const workspace = await services.workspace(flowFor(null, {}));
  const { workspaceId, flowId } = workspace;
  const ana = await workspace.member('Ana', 'owner');
  const wish = { name: 'Billing', routing: null, operatorIds: [ana.user.id] };
  const team = await createTeam(deps, ana, wish);
  await publish({});

  async function publish(says: Says) {
    const flow = await database.prisma.flow.update({
      where: { workspaceId_id: { workspaceId, id: flowId } },
      data: { draft: flowFor(team.id, says), revision: { increment: 1 } },
    });
    await publishFlow(deps, ana, flow);
  }

  const change = {
    team: (says: Says) => updateTeam(deps, ana, { id: team.id, handoff: handoffOverridesSchema.parse(says) }),
    flow: publish,
    workspace: (says: Says) => updateHandoffSettings(deps, ana, handoffOf(says)),
  }[level];
  clock.set(tenToNoon);
  await change(first);
  return {
    ana,
    change,
    online: () => service.presence.joined(ana, randomUUID()),
    async arrive() {
      const customer = visit(service, workspace.visitor());
      const id = await customer.start();
      return { customer, id, mode: () => modeOf(service, ana, id) };
    },
  };
}

/** The workspace has no level behind it that it could leave something to. */
function handoffOf({ hours, acceptTimeoutSeconds, replyTimeoutSeconds, fallback }: Says) {
  return {
    hours,
    acceptTimeoutSeconds: acceptTimeoutSeconds ?? undefined,
    replyTimeoutSeconds: replyTimeoutSeconds ?? undefined,
    fallback: fallback ?? undefined,
  };
}

/** Lets time pass, until every timer that is due has fired. */
async function pass(ms: number) {
  clock.advance(ms);
  await vi.waitFor(async () => {
    const due = await database.prisma.timer.count({ where: { dueAt: { lte: new Date(clock.now()) } } });
    if (due > 0) clock.advance(0);
    expect(due).toBe(0);
  }, 20_000);
}

/** When a timer of a conversation is due, in milliseconds from the moment the tests begin at. */
async function dueOf(conversationId: string, kind: string) {
  const timer = await database.prisma.timer.findFirst({ where: { conversationId, kind } });
  return timer && timer.dueAt.getTime() - tenToNoon;
}

describe.each(['team', 'flow', 'workspace'] as const)('what the %s says is changed while customers wait', (level) => {
  test('longer hours: who queues rings at once', async () => {
    const { ana, online, change, arrive } = await salon(level, { hours: until('12:00'), fallback: 'queue' });
    const { mode } = await arrive();
    expect(await mode()).toEqual(queued);
    await pass(12 * MINUTE);
    online();
    await change({ hours: until('12:01'), fallback: 'queue' });
    await service.operatorsChanged(ana.workspace.id);
    expect(await mode(), 'it is after work still').toEqual(queued);
    await change({ hours: until('18:00'), fallback: 'queue' });
    await vi.waitFor(async () => expect(await mode()).toEqual(ringing), 20_000);
  });

  test('shorter hours, another fallback: who rings does so to the end, and then gets the new one', async () => {
    const before = { hours: until('12:00'), acceptTimeoutSeconds: 30, fallback: 'queue' } as const;
    const { online, change, arrive } = await salon(level, before);
    online();
    const { customer, mode } = await arrive();
    expect(await mode()).toEqual(ringing);
    await change({ hours: until('11:00'), acceptTimeoutSeconds: 5, fallback: 'message' });
    await pass(29 * SECOND);
    expect(await mode()).toEqual(ringing);
    await pass(SECOND);
    expect(await mode()).toEqual(['bot', null]);
    const texts = await customer.texts();
    expect(texts).toEqual(['Nearest manager working hours — Tue 09:00–11:00', later]);
  });

  test('no queue any more: who queues keeps the place, and gets the new fallback after the half hour', async () => {
    const { change, arrive } = await salon(level, { hours: until('18:00'), fallback: 'queue' });
    const { customer, mode } = await arrive();
    await change({ hours: until('18:00'), fallback: 'message' });
    await pass(29 * MINUTE);
    expect(await mode()).toEqual(queued);
    await pass(MINUTE);
    expect(await mode()).toEqual(['bot', null]);
    expect(await customer.texts()).toContain(later);
  });

  test('longer timeouts: to accept, and to reply', async () => {
    const short = { hours: until('18:00'), acceptTimeoutSeconds: 30, replyTimeoutSeconds: 40 };
    const { ana, online, change, arrive } = await salon(level, short);
    online();
    const [waits, answered] = [await arrive(), await arrive()];
    await service.staff.accept(ana, commandFor(answered.id));
    await pass(20 * SECOND);
    await change({ hours: until('18:00'), acceptTimeoutSeconds: 60, replyTimeoutSeconds: 90 });
    await vi.waitFor(async () => {
      expect(await dueOf(waits.id, 'accept')).toBe(60 * SECOND);
      expect(await dueOf(answered.id, 'reply')).toBe(90 * SECOND);
    }, 20_000);
    await pass(39 * SECOND);
    expect([await waits.mode(), await answered.mode()]).toEqual([ringing, ['human', 'Ana']]);
    await pass(SECOND);
    expect(await waits.mode()).toEqual(['pending', 'lead']);
  });
});
