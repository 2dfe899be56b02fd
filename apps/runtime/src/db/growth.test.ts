import { conversationViews, mailKinds } from '@baton/contracts';
import { greetingFlow } from '@baton/testing';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestServices, type TestWorkspace } from '../conversations/testing/create-test-service.ts';
import { DETAIL } from './conversation-detail.ts';
import { COUNT, listStatement } from './list-conversations.ts';
import { MAIL_ITEMS } from './mail.ts';
import { seedConversations } from './testing/seed-conversations.ts';
import { ENTRIES_AFTER, NEWEST_ENTRIES } from './transcript.ts';
import { READ_BY_ADDRESS, READ_BY_ID } from './turn/read-turn.ts';
import { firstWrite } from './turn/testing/turn-writes.ts';
import { turnStatement } from './turn/write-statements.ts';
import { writeTurn } from './turn/write-turn.ts';
import { VISITOR_CONVERSATION } from './visitor.ts';

const CONVERSATIONS = 100_000;
/** As many rows as a page needs several times over; nothing that grows with the workspace. */
const ROWS = 1_500;

const { database, workspace: makeWorkspace } = await createTestServices();
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await makeWorkspace(greetingFlow());
  const studio = await makeWorkspace(greetingFlow());
  const model = firstWrite(studio);
  expect(await writeTurn(database, model)).toMatchObject({ outcome: 'written' });
  const { workspaceId } = workspace;
  const { id } = await database.prisma.flowVersion.findFirstOrThrow({ where: { workspaceId } });
  await seedConversations(database.pool, {
    workspaceId,
    channelId: workspace.channelId,
    flowVersionId: id,
    like: { workspaceId: studio.workspaceId, conversationId: model.conversationId },
    count: CONVERSATIONS,
    open: CONVERSATIONS / 20,
  });
}, 120_000);

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** The server plans a statement for its values this often, and then decides whether one plan does for all. */
const ACQUAINTED = 6;

/** The plan of a connection that knows the statement, as it was carried out. */
async function planOf(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<Plan> {
  const client = await pool.connect();
  try {
    await client.query(`PREPARE probe AS ${text}`);
    const execute = `EXECUTE probe(${values.map(literal).join(', ')})`;
    for (let times = 0; times < ACQUAINTED; times += 1) await client.query(`EXPLAIN ${execute}`);
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${execute}`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error('There is no plan');
    return plan;
  } finally {
    client.release(true);
  }
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]::text[]`;
  return pg.escapeLiteral(String(value));
}

/** How many rows were looked at, in tables. */
function rowsRead(plan: Plan): number {
  const { 'Actual Rows': rows = 0, 'Actual Loops': loops = 0, 'Rows Removed by Filter': removed = 0 } = plan;
  const own = plan['Relation Name'] === undefined ? 0 : (rows + removed) * loops;
  return (plan.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), own);
}

describe(`with ${CONVERSATIONS} conversations`, () => {
  test.each(conversationViews)('the first page of "%s"', async (view) => {
    const values = [workspace.workspaceId, 'ana', null, null, null, null, 51, null];
    expect(rowsRead(await planOf(database.pool, listStatement(view), values))).toBeLessThan(ROWS);
  });

  test.each<[string, string, (id: string) => unknown[]]>([
    ['the newest entries of a thread', NEWEST_ENTRIES, (id) => [workspace.workspaceId, id, 0, 1_000_000, 50]],
    ['what a thread has missed', ENTRIES_AFTER, (id) => [workspace.workspaceId, id, 1, 1_000_000, 50]],
    ['everything about a conversation', DETAIL, (id) => [workspace.workspaceId, 'ana', id]],
    [
      "what a visitor's browser asks for",
      VISITOR_CONVERSATION,
      () => [workspace.workspaceId, workspace.channelId, 'address-700', null, 0, null],
    ],
    [
      'the read of a turn, by address',
      READ_BY_ADDRESS,
      () => [
        workspace.workspaceId,
        JSON.stringify([{ i: 0, channelId: workspace.channelId, address: 'address-700', eventKey: 'new' }]),
      ],
    ],
    [
      'the read of a turn, by its conversation',
      READ_BY_ID,
      (id) => [workspace.workspaceId, JSON.stringify([{ i: 0, conversationId: id, commandId: 'new' }])],
    ],
  ])('%s', async (name, text, valuesFor) => {
    expect(
      rowsRead(
        await planOf(name.startsWith('the read') ? database.turns : database.pool, text, valuesFor('conversation-700')),
      ),
    ).toBeLessThan(100);
  });

  test.each(mailKinds)('what a letter about "%s" lists', async (kind) => {
    const hour = [new Date(Date.now() - 3_600_000).toISOString(), new Date().toISOString()];
    const plan = await planOf(database.pool, MAIL_ITEMS[kind], [workspace.workspaceId, ...hour]);
    expect(rowsRead(plan)).toBeLessThan(ROWS);
  });

  test('what the views hold', async () => {
    const plan = await planOf(database.pool, COUNT, [workspace.workspaceId, 'ana']);
    expect(rowsRead(plan)).toBeLessThan(conversationViews.length * ROWS);
  });

  test("what a visitor's browser has missed at the end of a long thread", async () => {
    await database.pool.query(
      `INSERT INTO "Message" ("workspaceId", "conversationId", seq, author, content, epoch, delivery, at)
       SELECT $1, 'conversation-800', n, '{"kind": "bot", "nodeId": "n"}', '{"kind": "text", "text": "…"}', 0, 'sent', now()
       FROM generate_series(100, 5000) n`,
      [workspace.workspaceId],
    );
    const values = [workspace.workspaceId, workspace.channelId, 'address-800', 'conversation-800', 4_990, null];
    expect(rowsRead(await planOf(database.pool, VISITOR_CONVERSATION, values))).toBeLessThan(100);
  });

  test.each(['one', 'several'] as const)('the write of a turn: %s', async (kind) => {
    const ids = ['conversation-700', 'conversation-701'];
    const columns = {
      version: 1,
      at: new Date(),
      mode: 'bot',
      needsReview: false,
      stalled: false,
      archived: false,
      lastSeq: 9,
    };
    const turns = ids.map((id, i) => ({ ...columns, i, id, state: {}, alerts: [] }));
    const parts = ['events', 'messages', 'outbox', 'timersSet', 'timersOff', 'discards'] as const;
    const { text } = turnStatement(kind, new Set(parts));
    const own = kind === 'one' ? 1 : 2;
    const rows = { messages: [], outbox: [], timersSet: [], timersOff: [{ i: 0, kind: 'accept' }] };
    const values = [
      workspace.workspaceId,
      ids.slice(0, own),
      JSON.stringify(turns.slice(0, own)),
      JSON.stringify(rows),
    ];
    expect(rowsRead(await planOf(database.turns, text, values))).toBeLessThan(100);
  });
});
