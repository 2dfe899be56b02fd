import { greetingFlow } from '@baton/testing';
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { createTestServices, type TestWorkspace } from '../../conversations/testing/create-test-service.ts';
import { firstWrite, nextWrite } from './testing/turn-writes.ts';
import { createTurns } from './turns.ts';
import { type TurnWrite, type TurnWritten, writeTurn } from './write-turn.ts';

const { database, workspace: makeWorkspace } = await createTestServices();
let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await makeWorkspace(greetingFlow());
});

/** Conversations that are there already. */
async function conversations(count: number): Promise<TurnWrite[]> {
  const { write } = createTurns(database);
  const opened = Array.from({ length: count }, () => firstWrite(workspace));
  expect(new Set((await Promise.all(opened.map(write))).map(({ outcome }) => outcome))).toEqual(new Set(['written']));
  return opened;
}

/** What is stored of a conversation, as far as it must agree with itself. */
async function stored({ conversationId }: TurnWrite) {
  const { workspaceId } = workspace;
  const where = { workspaceId, conversationId };
  const [conversation, messages, outbox, events, results] = await Promise.all([
    database.prisma.conversation.findUnique({ where: { workspaceId_id: { workspaceId, id: conversationId } } }),
    database.prisma.message.count({ where }),
    database.prisma.outboxRow.count({ where }),
    database.prisma.inboundEvent.count({ where }),
    database.prisma.commandResult.count({ where }),
  ]);
  return { version: conversation?.version ?? 0, messages, outbox, events, results };
}

/** What belongs to a conversation that was written so often, and to no other. */
const whole = (turns: number) => ({
  version: turns,
  messages: 2 * turns,
  outbox: turns,
  events: turns,
  results: turns,
});

const outcomes = (written: readonly TurnWritten[]) => written.map(({ outcome }) => outcome);

test('turns that come together share statements, and each is written whole', async () => {
  const opened = await conversations(20);
  const { write, read } = createTurns(database);
  const query = vi.spyOn(database.turns, 'query');
  const written = await Promise.all(opened.map((each) => write(nextWrite(each))));
  const read20 = await Promise.all(
    opened.map(({ address, workspaceId, channelId }) => read({ target: { workspaceId, channelId, address } })),
  );
  expect(query.mock.calls.length).toBeLessThan(10);
  query.mockRestore();
  expect(written).toEqual(opened.map(() => ({ outcome: 'written', version: 2, discarded: [], told: false })));
  expect(read20.map((turn) => turn?.conversation?.id)).toEqual(opened.map(({ conversationId }) => conversationId));
  for (const each of opened) expect(await stored(each)).toEqual(whole(2));
});

test('a repeated event and a lost swap among others cost the others nothing', async () => {
  const opened = await conversations(12);
  const { write } = createTurns(database);
  const [repeats, lost] = [3, 7];
  const writes = opened.map((each, index) => ({
    ...nextWrite(each),
    ...(index === repeats && { eventKey: each.eventKey }),
    ...(index === lost && { version: 9 }),
  }));
  const expected = opened.map((_, index) => (index === repeats ? 'duplicate' : index === lost ? 'moved' : 'written'));
  expect(outcomes(await Promise.all(writes.map(write)))).toEqual(expected);
  for (const [index, each] of opened.entries()) {
    expect(await stored(each)).toEqual(whole(expected[index] === 'written' ? 2 : 1));
  }
});

test('a value that the database refuses fails alone', async () => {
  const opened = await conversations(9);
  const { write } = createTurns(database);
  const settled = await Promise.allSettled(
    opened.map((each, index) => write({ ...nextWrite(each), ...(index === 4 && { eventKey: 'a\0b' }) })),
  );
  expect(settled.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
  expect(settled[4]?.status).toBe('rejected');
  expect(await Promise.all(opened.map(stored))).toEqual(opened.map((_, index) => whole(index === 4 ? 1 : 2)));
});

test('a conversation that is locked keeps no other waiting, and is written when it is free', async () => {
  const opened = await conversations(10);
  const [locked, ...others] = opened;
  const holder = await database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM "Conversation" WHERE "workspaceId" = $1 AND id = $2 FOR UPDATE', [
    workspace.workspaceId,
    locked?.conversationId,
  ]);
  const { write } = createTurns(database);
  const [first, ...rest] = opened.map((each) => write(nextWrite(each)));
  expect(new Set(outcomes(await Promise.all(rest)))).toEqual(new Set(['written']));
  expect(await Promise.all(others.map(stored))).toEqual(others.map(() => whole(2)));
  await holder.query('COMMIT');
  holder.release();
  expect(await first).toMatchObject({ outcome: 'written' });
});

test('of several turns of one conversation at once, one is written', async () => {
  const [only, ...others] = await conversations(6);
  if (!only) throw new Error('There is no conversation');
  const { write } = createTurns(database);
  const written = await Promise.all([only, only, ...others, only].map((each) => write(nextWrite(each))));
  expect(outcomes(written).sort()).toEqual(['moved', 'moved', ...Array.from({ length: 6 }, () => 'written')]);
  expect(await stored(only)).toEqual(whole(2));
});

test('a take-over among others discards what is on its way, of its own conversation alone', async () => {
  const opened = await conversations(9);
  const { write } = createTurns(database);
  const writes = opened.map((each, index) => ({ ...nextWrite(each), discardFlow: index === 2 }));
  const written = await Promise.all(writes.map(write));
  expect(written.map((each) => each.outcome === 'written' && each.discarded)).toEqual(
    opened.map((_, index) => (index === 2 ? [2] : [])),
  );
});

/** A turn that somebody tries to write: on which of the conversations, and what is wrong with it. */
const attempt = fc.record({
  on: fc.nat({ max: 4 }),
  kind: fc.constantFrom('next', 'next', 'next', 'stale', 'repeat', 'open', 'take_over'),
  process: fc.nat({ max: 1 }),
});

test('whatever two processes write at once, every conversation agrees with itself', async () => {
  const processes = [createTurns(database), createTurns(database)];
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 40 }), async (attempts) => {
      const opened = await conversations(5);
      const turns = await Promise.all(
        attempts.map(async ({ on, kind, process }) => {
          const known = opened[on] ?? firstWrite(workspace);
          const strangers = firstWrite(workspace, known.address);
          const write: TurnWrite = {
            ...(kind === 'open' ? { ...strangers, contact: { ...known.contact, isNew: false } } : nextWrite(known)),
            ...(kind === 'stale' && { version: 5 }),
            ...(kind === 'repeat' && { eventKey: known.eventKey }),
            discardFlow: kind === 'take_over',
          };
          return { on, kind, written: await processes[process]?.write(write) };
        }),
      );
      for (const [index, each] of opened.entries()) {
        const mine = turns.filter(({ on }) => on === index);
        const won = mine.filter(({ written }) => written?.outcome === 'written');
        const due = mine.some(({ kind }) => kind === 'next' || kind === 'take_over');
        expect(won.length).toBe(due ? 1 : 0);
        expect(won.every(({ kind }) => kind === 'next' || kind === 'take_over')).toBe(true);
        expect(await stored(each)).toEqual(whole(1 + won.length));
      }
    }),
    { numRuns: 15 },
  );
});

test('two processes that open conversations of the same contacts make one each', async () => {
  const addresses = Array.from({ length: 8 }, (_, index) => `same-${index}`);
  const processes = [createTurns(database), createTurns(database)];
  const written = await Promise.all(
    processes.flatMap(({ write }, index) =>
      (index === 0 ? addresses : addresses.toReversed()).map((address) => write(firstWrite(workspace, address))),
    ),
  );
  expect(outcomes(written).sort()).toEqual([...addresses.map(() => 'moved'), ...addresses.map(() => 'written')]);
  expect(await database.prisma.conversation.count({ where: { workspaceId: workspace.workspaceId } })).toBe(8);
});

test('while the database is away everybody is told, and nobody waits for ever', async () => {
  const [known] = await conversations(1);
  if (!known) throw new Error('There is no conversation');
  const away = vi.spyOn(database.turns, 'query').mockImplementation(() => Promise.reject(new Error('Connection lost')));
  const { write } = createTurns(database);
  const settled = await Promise.allSettled([1, 2, 3, 4].map(() => write(firstWrite(workspace))));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  away.mockRestore();
  expect(await writeTurn(database, nextWrite(known))).toMatchObject({ outcome: 'written' });
});
