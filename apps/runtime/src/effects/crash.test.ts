import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Session } from '@baton/contracts';
import { sampleFlow } from '@baton/nodes/sample-flow';
import { afterAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTestServices, type TestWorkspace } from '../conversations/testing/create-test-service.ts';
import { faultPoints } from './fault-point.ts';
import type { Order } from './testing/crash-child.ts';

const KILLS = 20;
const SEED = 20_261_122;

const services = await createTestServices();
const { database, url } = services;
await database.pool.query('CREATE TABLE provider_log (id bigserial, conversation text NOT NULL, seq int NOT NULL)');

const answerSchema = z.object({ value: z.string().nullable().optional(), error: z.string().optional() });

/** The same numbers each time: a failure can be looked at again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A process that is killed at a point of its own, and started again for as long as there is something to do. */
class Victim {
  readonly #random = createRandom(SEED);
  #child: ChildProcess | undefined;
  readonly kills: string[] = [];

  /** Carries an order out, as a client does that gets no answer: again, with the same ids. */
  async order(order: Order): Promise<string | null> {
    for (;;) {
      const child = this.#child ?? (await this.#start());
      const answer = child && (await ask(child, order));
      if (answer?.error !== undefined) throw new Error(`${order.do}: ${answer.error}`);
      if (answer) return answer.value ?? null;
      this.#child = undefined;
    }
  }

  /** From here on it is not killed any more. */
  async spare(): Promise<void> {
    this.stop();
    this.#child = await launch(undefined);
  }

  stop(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess | undefined> {
    const point = faultPoints[this.#random(faultPoints.length - 1)] ?? 'before-send';
    const spec = this.kills.length < KILLS ? `${point}:${1 + this.#random(9)}` : undefined;
    const child = await launch(spec);
    child?.once('exit', () => {
      if (spec) this.kills.push(spec);
      if (this.#child === child) this.#child = undefined;
    });
    // Killed before it was ready: by the work that an earlier one had left.
    if (!child && spec) this.kills.push(spec);
    this.#child = child;
    return child;
  }
}

async function launch(faultPoint: string | undefined): Promise<ChildProcess | undefined> {
  const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: url, BATON_FAULT_POINT: faultPoint };
  const child = fork(path.join(import.meta.dirname, 'testing/crash-child.ts'), { env, execArgv: [] });
  return (await answerOf(child)) ? child : undefined;
}

/** The answer, or undefined where the process died first. */
function ask(child: ChildProcess, order: Order) {
  const answer = answerOf(child);
  child.send(order, () => undefined);
  return answer;
}

function answerOf(child: ChildProcess) {
  return new Promise<z.infer<typeof answerSchema> | undefined>((resolve) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit);
      resolve(answerSchema.parse(message));
    };
    const onExit = () => {
      child.off('message', onMessage);
      resolve(undefined);
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit();
  });
}

const victim = new Victim();
afterAll(() => victim.stop());

/** What was acknowledged: it must be there, once. */
interface Told {
  readonly id: string;
  readonly said: string[];
  readonly end: 'approved' | 'ended';
}

/** The story: a booking, with a person in between; every third one is ended by that person. */
async function tell(workspace: TestWorkspace, ana: Session, index: number): Promise<Told> {
  const visitor = workspace.visitor();
  const said: string[] = [];
  const say = async (text: string) => {
    const clientId = randomUUID();
    await victim.order({ do: 'say', visitor, clientId, text });
    said.push(clientId);
  };
  const id = (await victim.order({ do: 'start', visitor, commandId: randomUUID() })) ?? '';
  const staff = () => ({ session: ana, id, commandId: randomUUID() });
  await say('Book an appointment');
  await say('Mona');
  await victim.order({ do: 'takeOver', ...staff() });
  const clientId = randomUUID();
  await victim.order({ do: 'reply', ...staff(), text: 'Hello Mona', clientId });
  said.push(clientId);
  await say('Oh, a person');
  if (index % 3 === 2) {
    await victim.order({ do: 'end', ...staff() });
    return { id, said, end: 'ended' };
  }
  await victim.order({ do: 'handBack', ...staff() });
  for (const text of ['Haircut', 'Monday', 'mona@example.com']) await say(text);
  await victim.order({ do: 'approve', ...staff(), message: 'See you on Monday!' });
  return { id, said, end: 'approved' };
}

async function check({ id, said, end }: Told): Promise<void> {
  const conversation = await database.prisma.conversation.findFirstOrThrow({ where: { id } });
  expect(conversation).toMatchObject(end === 'ended' ? { mode: 'ended' } : { submissionStatus: 'approved' });
  const messages = await database.prisma.message.findMany({ where: { conversationId: id }, orderBy: { seq: 'asc' } });
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  expect(messages.flatMap(({ clientId }) => clientId ?? [])).toEqual(said);

  const log = 'SELECT seq FROM provider_log WHERE conversation = $1 ORDER BY id';
  const reached = (await database.pool.query<{ seq: number }>(log, [id])).rows.map(({ seq }) => seq);
  expect(reached, 'nothing is sent twice, and everything in its order').toEqual(
    [...new Set(reached)].toSorted((a, b) => a - b),
  );
  for (const { seq, delivery } of messages) {
    if (delivery === 'sent') expect(reached, `${seq} was sent`).toContain(seq);
    else if (delivery === 'uncertain') continue;
    else expect(reached, `${seq} was not sent`).not.toContain(seq);
    expect(delivery).not.toBe('queued');
  }
}

test(`killed at ${KILLS} points of the story: nothing acknowledged is lost, and nothing is sent twice`, async () => {
  const workspace = await services.workspace(sampleFlow());
  const ana = await workspace.member('Ana', 'owner');
  const told: Told[] = [];
  while (victim.kills.length < KILLS) told.push(await tell(workspace, ana, told.length));
  await victim.spare();
  await vi.waitFor(
    async () => {
      const left = await database.prisma.outboxRow.count({ where: { status: { in: ['pending', 'claimed'] } } });
      expect(left).toBe(0);
    },
    { timeout: 10_000, interval: 100 },
  );
  for (const each of told) await check(each);
  const uncertain = await database.prisma.message.count({ where: { delivery: 'uncertain' } });
  expect(uncertain, victim.kills.join(' ')).toBeGreaterThan(0);
  // A kill can catch one message of each address on its way, and two visitors at most are being sent something.
  expect(uncertain).toBeLessThanOrEqual(2 * (KILLS + 1));
}, 180_000);
