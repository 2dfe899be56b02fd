import { randomUUID } from 'node:crypto';
import type { Session } from '@baton/contracts';
import { configureSchema, handoffOverridesSchema, type WorkingHours, workingHoursSchema } from '@baton/engine';
import { buildFlow } from '@baton/testing';
import { describe, expect, test, vi } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { commandFor, modeOf, visit } from '../conversations/testing/visit.ts';
import { createHandoffPolicy } from './handoff-policy.ts';
import { updateHandoffSettings } from './handoff-settings.ts';
import { nextForFlow } from './next-for-flow.ts';
import { createTeam, removeTeam, updateTeam } from './teams.ts';

const services = await createTestServices();
const { clock, database } = services;
const service = services.service();
await service.start();
const deps = { database, live: service };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const office = [{ from: '09:00', to: '18:00' }];
const berlin = weekOf('Europe/Berlin', office);
/** 09:00 in Tokyo is half past midnight in Berlin's winter. */
const tokyo = weekOf('Asia/Tokyo', office);

function weekOf(timeZone: string, day: { from: string; to: string }[]): WorkingHours {
  return workingHoursSchema.parse({ timeZone, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sun: day } });
}

const teamSays = (says: object) => handoffOverridesSchema.parse(says);

/** A flow that asks a team, or everybody, at once. */
const flowFor = (team: string | null, configure = {}) =>
  buildFlow()
    .configure({ preHandoffForm: null, ...configure })
    .step('person', 'handoff', { reason: 'Help', team })
    .step('answered', 'end', { text: 'Answered.' }, 'resolved')
    .add('later', 'end', { text: 'We were closed.' })
    .connect('person', 'outside_hours', 'later')
    .add('nobody', 'end', { text: 'Nobody was free.' })
    .connect('person', 'no_one_available', 'nobody')
    .document();

/** A workspace with hours in Berlin, whose flow asks the team Billing, which is Ana. */
async function salon(says: object, configure = {}) {
  const workspace = await services.workspace(flowFor(null));
  const ana = await workspace.member('Ana', 'owner');
  service.presence.joined(ana, randomUUID());
  await updateHandoffSettings(deps, ana, { hours: berlin });
  const wish = { name: 'Billing', routing: null, operatorIds: [ana.user.id], handoff: teamSays(says) };
  const team = await createTeam(deps, ana, wish);
  await workspace.publish(flowFor(team.id, configure));
  return {
    workspace,
    ana,
    team,
    async arrive(at?: string) {
      if (at) clock.set(Date.parse(at));
      const customer = visit(service, workspace.visitor());
      const id = await customer.start();
      return { customer, id, mode: await modeOf(service, ana, id) };
    },
  };
}

/** Nothing is due any more: every timer that could fire has fired. */
async function settled() {
  await vi.waitFor(async () => {
    const due = await database.prisma.timer.count({ where: { dueAt: { lte: new Date(clock.now()) } } });
    if (due > 0) clock.advance(0);
    expect(due).toBe(0);
  }, 10_000);
}

async function pass(ms: number) {
  clock.advance(ms);
  await settled();
}

const monday = { night: '2027-01-11T01:00:00Z', noon: '2027-01-11T12:00:00Z' };
const ringing = ['pending', 'ringing'];

describe('a team’s own word comes before the flow’s and the workspace’s', () => {
  test.each([
    ['hours of its own, open while the workspace is closed', { hours: tokyo }, monday.night, ringing],
    ['the same, closed while the workspace is open', { hours: tokyo }, monday.noon, ['pending', 'lead']],
    ['at any time', { hours: 'always' }, monday.night, ringing],
    ['nothing: the workspace is closed', {}, monday.night, ['pending', 'lead']],
    ['nothing: the workspace is open', {}, monday.noon, ringing],
    ['another fallback, outside its hours', { hours: tokyo, fallback: 'message' }, monday.noon, ['bot', null]],
  ])('%s', async (_, says, at, mode) => expect((await (await salon(says)).arrive(at)).mode).toEqual(mode));

  test('a customer of it reads its next window', async () => {
    const { customer } = await (await salon({ hours: tokyo })).arrive(monday.noon);
    expect(await customer.texts()).toContain('Nearest manager working hours — Tue 09:00–18:00');
  });

  test('the flow’s hours count where the team says nothing, and the team’s where it does', async () => {
    const quiet = await salon({}, { hours: tokyo });
    expect((await quiet.arrive(monday.night)).mode).toEqual(ringing);
    const own = await salon({ hours: berlin }, { hours: tokyo });
    expect((await own.arrive(monday.night)).mode).toEqual(['pending', 'lead']);
  });

  test('its timeouts: nobody accepts, and later nobody writes', async () => {
    const { ana, arrive } = await salon({ acceptTimeoutSeconds: 20, replyTimeoutSeconds: 30, fallback: 'message' });
    const { customer, id } = await arrive(monday.noon);
    await pass(19 * SECOND);
    expect(await modeOf(service, ana, id)).toEqual(ringing);
    await pass(SECOND);
    expect(await customer.texts()).toContain('Nobody was free.');
    const { id: other } = await arrive();
    await service.staff.accept(ana, commandFor(other));
    await service.staff.reply(ana, { ...commandFor(other), text: 'Hello', clientId: randomUUID() });
    await pass(30 * SECOND);
    expect(await modeOf(service, ana, other)).toEqual(['resolved', null]);
  });

  test('a change counts at once, on every process; a team that is gone says nothing any more', async () => {
    const { ana, team, workspace, arrive } = await salon({ hours: tokyo });
    const elsewhere = services.service();
    const visitElsewhere = async () => {
      const id = await visit(elsewhere, workspace.visitor()).start();
      return modeOf(service, ana, id);
    };
    await arrive(monday.noon);
    expect(await visitElsewhere()).toEqual(['pending', 'lead']);
    await updateTeam(deps, ana, { id: team.id, handoff: teamSays({ hours: 'always' }) });
    elsewhere.presence.joined(ana, randomUUID());
    expect(await visitElsewhere()).toEqual(ringing);
    clock.set(Date.parse(monday.night));
    expect(await visitElsewhere()).toEqual(ringing);
    await removeTeam(deps, ana, team.id);
    expect(await visitElsewhere()).toEqual(['pending', 'lead']);
    // It knows nothing of who is present on the other process.
    await elsewhere.stop();
  });
});

describe('a queue over a break rings when work begins again', () => {
  /** Ana is there from the beginning; her place is taken until she has resolved what she has. */
  async function queuedAt(hours: WorkingHours, at: string) {
    const { ana, arrive, workspace } = await salon({ hours, fallback: 'queue' });
    await database.prisma.operator.update({
      where: { workspaceId_id: { workspaceId: workspace.workspaceId, id: ana.user.id } },
      data: { capacity: 1 },
    });
    clock.set(Date.parse(at));
    const { id: first } = await arrive();
    await service.staff.accept(ana, commandFor(first));
    const { id, mode } = await arrive();
    expect(mode).toEqual(['pending', 'queued']);
    return { ana, first, id };
  }

  async function ringsAt({ ana, first, id }: { ana: Session; first: string; id: string }, at: string) {
    // During the break Ana is free again, and nobody is rung.
    await service.staff.resolve(ana, { ...commandFor(first), note: '' });
    await pass(Date.parse(at) - clock.now() - SECOND);
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'queued']);
    await pass(SECOND);
    expect(await modeOf(service, ana, id)).toEqual(ringing);
  }

  test('a break of twenty minutes', async () => {
    const hours = weekOf('Europe/Berlin', [
      { from: '09:00', to: '12:00' },
      { from: '12:20', to: '18:00' },
    ]);
    const queued = await queuedAt(hours, '2027-01-11T10:55:00Z');
    await pass(5 * MINUTE);
    await ringsAt(queued, '2027-01-11T11:20:00Z');
  });

  // Berlin goes from UTC+1 to UTC+2 at 01:00 UTC on Sunday, 28 March 2027: its 02:00 to 03:00 is no time at all.
  test('a break that the clocks jump over: ten minutes by the day, an hour and ten on the wall', async () => {
    const hours = weekOf('Europe/Berlin', [
      { from: '00:00', to: '01:50' },
      { from: '03:00', to: '05:00' },
    ]);
    const queued = await queuedAt(hours, '2027-03-28T00:45:00Z');
    await pass(5 * MINUTE);
    await ringsAt(queued, '2027-03-28T01:00:00Z');
  });

  // And back at 01:00 UTC on 31 October: 02:00 to 03:00 comes twice.
  test('an hour that comes twice: a break of ten minutes in it lasts until the second time', async () => {
    const hours = weekOf('Europe/Berlin', [
      { from: '00:00', to: '02:40' },
      { from: '03:00', to: '05:00' },
    ]);
    const queued = await queuedAt(hours, '2027-10-31T01:35:00Z');
    await pass(5 * MINUTE);
    await ringsAt(queued, '2027-10-31T02:00:00Z');
  });

  test('hours that are changed meanwhile: the new ones count', async () => {
    const { ana, arrive, team } = await salon({ hours: 'always', fallback: 'queue' });
    await updateTeam(deps, ana, { id: team.id, operatorIds: [] });
    const { id } = await arrive(monday.noon);
    const shut = weekOf('Europe/Berlin', [{ from: '13:15', to: '18:00' }]);
    await updateTeam(deps, ana, { id: team.id, operatorIds: [ana.user.id], handoff: teamSays({ hours: shut }) });
    expect(await modeOf(service, ana, id)).toEqual(['pending', 'queued']);
    await pass(15 * MINUTE);
    expect(await modeOf(service, ana, id)).toEqual(ringing);
  });
});

describe('what the chat on a website says before anybody asked', () => {
  const policy = createHandoffPolicy();
  const at = (when: string, teams: object | null) =>
    policy.at(
      'w',
      { workspaceHandoff: JSON.stringify({ hours: berlin }), teamHandoffs: teams && JSON.stringify(teams) },
      configureSchema.parse({}),
      Date.parse(when),
    );
  const flow = (...teams: string[]) =>
    buildFlow()
      .step('a', 'handoff', { team: teams[0] ?? null })
      .compile();

  test.each([
    ['people are at work', monday.noon, null, undefined],
    ['nobody is, and no team says otherwise', monday.night, null, 'Mon 09:00–18:00'],
    ['the team that it may ask is', monday.night, { t: { hours: tokyo } }, undefined],
    ['a team that it never asks is', monday.night, { other: { hours: tokyo } }, 'Mon 09:00–18:00'],
    ['the first to come is the team', '2027-01-11T22:00:00Z', { t: { hours: tokyo } }, 'Tue 09:00–18:00'],
  ])('%s', (_, when, teams, words) => {
    expect(nextForFlow(at(when, teams), flow('t'))?.words).toBe(words);
  });
});
