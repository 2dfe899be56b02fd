import { randomUUID } from 'node:crypto';
import { greetingFlow } from '@baton/testing';
import { beforeEach, expect, test } from 'vitest';
import { createTestServices, type TestWorkspace } from '../../conversations/testing/create-test-service.ts';
import { keepContactDetails } from '../contacts.ts';
import { readTurn } from './read-turn.ts';
import { at, firstWrite, nextWrite } from './testing/turn-writes.ts';
import { iso, type TurnWrite, writeTurn } from './write-turn.ts';

const { database, workspace: makeWorkspace } = await createTestServices();
let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await makeWorkspace(greetingFlow());
});

const first = (address?: string) => firstWrite(workspace, address);

async function counts() {
  const tables = ['Contact', 'Conversation', 'Message', 'OutboxRow', 'Timer', 'HandoffRequest', 'Submission'];
  const all = [...tables, 'InboundEvent', 'CommandResult', 'AuditEntry'];
  const select = all.map((table) => `(SELECT count(*)::int FROM "${table}" WHERE "workspaceId" = $1) AS "${table}"`);
  const { rows } = await database.pool.query(`SELECT ${select.join(', ')}`, [workspace.workspaceId]);
  return rows[0];
}

const read = (write: TurnWrite) => readTurn(database, { target: { ...workspace, address: write.address } });

test('a first write makes contact, conversation and everything that belongs to it', async () => {
  const write = first();
  expect(await writeTurn(database, write)).toEqual({ outcome: 'written', version: 1, discarded: [], told: false });
  expect(await counts()).toEqual({
    Contact: 1,
    Conversation: 1,
    Message: 2,
    OutboxRow: 1,
    Timer: 1,
    HandoffRequest: 1,
    Submission: 1,
    InboundEvent: 1,
    CommandResult: 1,
    AuditEntry: 1,
  });
  expect(await read(write)).toMatchObject({
    channel: { id: workspace.channelId, type: 'widget' },
    flow: { id: workspace.flowId },
    contact: { id: write.contact.id, blocked: false },
    conversation: { id: write.conversationId, version: 1, state: write.state, last: { text: 'Hi', at: iso(at) } },
    repeated: false,
  });
});

test('the next write swaps the version, and sets timers and requests anew', async () => {
  const write = first();
  await writeTurn(database, write);
  const second = nextWrite(write);
  const rows = {
    ...second.rows,
    timersSet: [{ kind: 'reply', dueAt: iso(at + 5000), epoch: 1 }],
    timersOff: ['accept'],
    requests: [
      { ...second.rows.requests[0], state: 'resolved', closedAt: iso(at) },
      { number: 2, trigger: 'node', reason: '', state: 'active', formAnswers: [], requestedAt: iso(at) },
    ],
  };
  expect(await writeTurn(database, { ...second, rows })).toMatchObject({ outcome: 'written', version: 2 });
  const timers = await database.prisma.timer.findMany({ where: { workspaceId: workspace.workspaceId } });
  expect(timers).toMatchObject([{ kind: 'reply', epoch: 1, dueAt: new Date(at + 5000) }]);
  const requests = await database.prisma.handoffRequest.findMany({
    where: { workspaceId: workspace.workspaceId },
    orderBy: { number: 'asc' },
  });
  expect(requests.map(({ state }) => state)).toEqual(['resolved', 'active']);
});

test.each([
  ['an event that is stored already', (old: TurnWrite) => ({ eventKey: old.eventKey }), 'duplicate'],
  ['a command that has its result', (old: TurnWrite) => ({ commandId: old.commandId }), 'duplicate'],
  ['a version that has moved', () => ({ version: 7 }), 'moved'],
])('%s keeps nothing of the write', async (_, change, outcome) => {
  const write = first();
  await writeTurn(database, write);
  const before = await counts();
  expect(await writeTurn(database, { ...nextWrite(write), ...change(write) })).toEqual({ outcome });
  expect(await counts()).toEqual(before);
  expect(await read(write)).toMatchObject({ conversation: { version: 1, state: write.state } });
});

test('a lost swap does not keep its event: the retry is no duplicate', async () => {
  const write = first();
  await writeTurn(database, write);
  const second = { ...nextWrite(write), version: 7 };
  expect(await writeTurn(database, second)).toEqual({ outcome: 'moved' });
  expect(await writeTurn(database, { ...second, version: 1 })).toMatchObject({ outcome: 'written' });
});

test('two first writes at once make one conversation', async () => {
  const address = randomUUID();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => writeTurn(database, first(address))));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'moved', 'moved', 'written']);
  expect(await counts()).toMatchObject({ Contact: 1, Conversation: 1, Message: 2, InboundEvent: 1 });
});

test('a second open conversation of a known contact is refused', async () => {
  const write = first();
  await writeTurn(database, write);
  const other = { ...first(write.address), contact: { ...write.contact, isNew: false } };
  expect(await writeTurn(database, other)).toEqual({ outcome: 'moved' });
  expect(await counts()).toMatchObject({ Conversation: 1, Message: 2 });
});

test('two swaps of one version at once: one wins, and only its rows are there', async () => {
  const write = first();
  await writeTurn(database, write);
  const outcomes = await Promise.all([1, 2, 3].map(() => writeTurn(database, nextWrite(write))));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'moved', 'written']);
  expect(await counts()).toMatchObject({ Message: 4, InboundEvent: 2 });
});

test('a take-over discards what the flow has not sent, and nothing else', async () => {
  const write = first();
  await writeTurn(database, write);
  const texts = nextWrite(write);
  const rows = { ...texts.rows, outbox: [{ seq: 4, kind: 'system' as const, epoch: 1 }] };
  const written = await writeTurn(database, { ...texts, rows, discardFlow: true });
  expect(written).toEqual({ outcome: 'written', version: 2, discarded: [2], told: false });
  const where = { workspaceId: workspace.workspaceId };
  const outbox = await database.prisma.outboxRow.findMany({ where, orderBy: { seq: 'asc' } });
  expect(outbox.map(({ seq, status }) => [seq, status])).toEqual([
    [2, 'discarded'],
    [4, 'pending'],
  ]);
  const messages = await database.prisma.message.findMany({ where, orderBy: { seq: 'asc' } });
  expect(messages.map(({ delivery }) => delivery)).toEqual([null, 'discarded', null, 'queued']);
});

test('a conversation of another workspace is not read, and not written', async () => {
  const write = first();
  await writeTurn(database, write);
  const foreign = await makeWorkspace(greetingFlow());
  const { workspaceId } = foreign;
  expect(await readTurn(database, { target: { workspaceId, conversationId: write.conversationId } })).toBeNull();
  const stolen = { workspaceId, channelId: workspace.channelId, address: write.address };
  expect(await readTurn(database, { target: stolen })).toBeNull();
  expect(await writeTurn(database, { ...nextWrite(write), workspaceId })).toEqual({ outcome: 'moved' });
  expect(await read(write)).toMatchObject({ conversation: { version: 1 } });
});

test('what a contact said about themselves is written with the turn; a name that is vouched for stays', async () => {
  const write = first();
  await writeTurn(database, write);
  const until = at + 60_000;
  const learned = { name: 'Nora', attributes: { 'E-mail': 'nora@example.com' } };
  const renamed = { ...learned, alsoCalled: 'Nora Rossi' };
  await writeTurn(database, {
    ...nextWrite(write),
    contact: { ...write.contact, learned: renamed },
    writableUntil: until,
  });
  const stored = async () =>
    database.prisma.contact.findFirst({ where: { workspaceId: workspace.workspaceId, id: write.contact.id } });
  expect(await stored()).toMatchObject({
    name: 'Nora',
    attributes: { ...learned.attributes, 'Also called': 'Nora Rossi' },
    writableUntil: new Date(until),
  });
  await keepContactDetails(database, { ...workspace, address: write.address }, { verifiedId: 'u1', attributes: {} });
  expect((await read(write))?.contact).toMatchObject({ name: 'Nora', verified: true });
  const other = { name: 'Somebody else', attributes: { Phone: '123' } };
  await writeTurn(database, { ...nextWrite(write, 2), contact: { ...write.contact, learned: other } });
  expect(await stored()).toMatchObject({
    name: 'Nora',
    attributes: { 'E-mail': 'nora@example.com', Phone: '123' },
    writableUntil: new Date(until),
  });
});
