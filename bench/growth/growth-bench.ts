// What a turn, the first page of the list and a thread cost in a small workspace, and in one with a million conversations.
import { listConversations } from '../../apps/runtime/src/db/list-conversations.ts';
import { readTranscript } from '../../apps/runtime/src/db/transcript.ts';
import { startDatabase } from '../database.ts';
import { median, print } from '../report.ts';
import { createExecutor, fill, makePlace, say } from '../workload.ts';

const SMALL = 1_000;
/** BENCH_CONVERSATIONS makes the large one smaller, for a quick look. */
const LARGE = Number(process.env.BENCH_CONVERSATIONS ?? 1_000_000);
/** As many go on in both; the others have ended. */
const OPEN = 500;
const SAMPLES = 400;
const WARM = 50;

type Actions = Readonly<Record<'turn' | 'list' | 'thread', (number: number) => Promise<unknown>>>;

export async function benchGrowth(): Promise<void> {
  const servers = [await startDatabase(), await startDatabase()] as const;
  try {
    const [small, large] = [await actionsOn(servers[0], SMALL), await actionsOn(servers[1], LARGE)];
    for (const name of ['turn', 'list', 'thread'] as const) {
      const { value, floor } = await compare(large[name], small[name]);
      print({
        bench: 'growth',
        value,
        floor,
        unit: 'milliseconds, median',
        better: 'lower',
        goal: 'ratio ≤ 1.3',
        met: value / floor <= 1.3,
        what: name,
        conversations: LARGE,
        floorIs: `the same with ${SMALL} conversations, on a server of its own`,
      });
    }
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function actionsOn({ database }: Awaited<ReturnType<typeof startDatabase>>, count: number): Promise<Actions> {
  const place = await makePlace(database);
  await fill(database, place, count, OPEN);
  // What filling it has left to be written is not a cost of what is measured.
  await database.prisma.$executeRaw`CHECKPOINT`;
  const execute = createExecutor(database);
  const { workspaceId } = place;
  return {
    turn: (number) => say(execute, place, `address-${number}`),
    list: () => listConversations(database, { workspaceId, userId: 'ana', view: 'open', limit: 50 }),
    thread: (number) => readTranscript(database, { workspaceId, conversationId: `conversation-${number}`, limit: 50 }),
  };
}

/** Samples in turns, each of another conversation; the first ones only warm up. */
async function compare(large: Actions['turn'], small: Actions['turn']): Promise<{ value: number; floor: number }> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let sample = 0; sample < WARM + SAMPLES; sample += 1) {
    const number = 1 + (sample % OPEN);
    const value = await timed(() => large(number));
    const floor = await timed(() => small(number));
    if (sample < WARM) continue;
    values.push(value);
    floors.push(floor);
  }
  return { value: median(values), floor: median(floors) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
