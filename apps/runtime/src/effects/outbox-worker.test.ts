import { randomUUID } from 'node:crypto';
import type { ChannelAdapter, OutboundMessage, SendResult } from '@baton/channels/channel-adapter';
import { newConversation } from '@baton/engine';
import { greetingFlow } from '@baton/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTestServices, type TestWorkspace } from '../conversations/testing/create-test-service.ts';
import type { DeliveryMoved } from '../db/outbox.ts';
import { iso, writeTurn } from '../db/turn/write-turn.ts';
import type { FaultPoint } from './fault-point.ts';
import { createInstance, type Instance } from './instance.ts';
import type { Loop } from './loop.ts';
import { createOutboxWorker } from './outbox-worker.ts';

const services = await createTestServices();
const { database, clock, log } = services;
const running: { worker: Loop; instance: Instance }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ worker }) => worker.stop()));
  await database.pool.query('DELETE FROM "RuntimeInstance"');
  await database.pool.query(`DELETE FROM "OutboxRow"`);
});

interface Provider {
  readonly sent: OutboundMessage[];
  readonly moved: DeliveryMoved[];
  readonly worker: Loop;
  readonly instance: Instance;
}

type Answer = (message: OutboundMessage) => SendResult | Promise<SendResult>;

/** A process that sends, with a provider that answers as scripted. */
async function startWorker(
  answer: Answer = () => ({ status: 'sent', providerId: null }),
  more: { idempotent?: boolean; faultPoint?: FaultPoint } = {},
): Promise<Provider> {
  const sent: OutboundMessage[] = [];
  const moved: DeliveryMoved[] = [];
  const onDelivery = (each: DeliveryMoved) => void moved.push(each);
  const idempotentTypes = more.idempotent ? ['widget'] : [];
  const instance = createInstance({ database, clock, log, alone: false, onDelivery, idempotentTypes });
  await instance.start();
  const adapter: ChannelAdapter = {
    connect: async () => undefined,
    async send(_address, message) {
      sent.push(message);
      return answer(message);
    },
    typing: async () => undefined,
    markRead: async () => undefined,
    close: async () => undefined,
  };
  const worker = createOutboxWorker({
    database,
    clock,
    log,
    instanceId: instance.id,
    adapter: async () => adapter,
    onDelivery,
    faultPoint: more.faultPoint ?? (() => undefined),
    idempotent: () => more.idempotent ?? false,
  });
  worker.nudge();
  running.push({ worker, instance });
  return { sent, moved, worker, instance };
}

interface Line {
  readonly kind?: 'flow' | 'system' | 'reply';
  readonly epoch?: number;
}

/** A conversation with messages on their way: seq 1, 2, … */
async function queue(workspace: TestWorkspace, lines: readonly Line[], epoch = 0) {
  const id = randomUUID();
  const written = await writeTurn(database, {
    workspaceId: workspace.workspaceId,
    channelId: workspace.channelId,
    address: id,
    conversationId: id,
    version: null,
    contact: { id: randomUUID(), name: 'Visitor', isNew: true },
    state: { ...newConversation(), epoch, seq: lines.length },
    lastLine: null,
    rows: {
      messages: lines.map((line, index) => ({
        seq: index + 1,
        author: { kind: 'bot', nodeId: 'n' },
        content: { kind: 'text', text: `Message ${index + 1}` },
        epoch: line.epoch ?? 0,
        delivery: 'queued',
        clientId: null,
        at: iso(clock.now()),
      })),
      outbox: lines.map((line, index) => ({ seq: index + 1, kind: line.kind ?? 'flow', epoch: line.epoch ?? 0 })),
      timersSet: [],
      timersOff: [],
      requests: [],
      submissions: [],
      audit: [],
      alerts: [],
    },
    at: clock.now(),
    discardFlow: false,
    assignment: null,
  });
  expect(written.outcome).toBe('written');
  return id;
}

/** What the transcript says of each message. */
async function deliveries(conversationId: string) {
  const messages = await database.prisma.message.findMany({ where: { conversationId }, orderBy: { seq: 'asc' } });
  return messages.map(({ delivery }) => delivery);
}

const until = (conversationId: string, expected: string[]) =>
  vi.waitFor(async () => expect(await deliveries(conversationId)).toEqual(expected));

/** Waits for a state that a test turns the clock for. */
const turning = (ms: number, check: () => Promise<void> | void) =>
  vi.waitFor(async () => {
    clock.advance(ms);
    await check();
  });

describe('order', () => {
  test('messages of one address go one after another, also with several processes', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(
      workspace,
      Array.from({ length: 12 }, () => ({})),
    );
    const workers = await Promise.all([startWorker(), startWorker(), startWorker()]);
    await vi.waitFor(async () => {
      for (const { worker } of workers) worker.nudge();
      expect(new Set(await deliveries(id))).toEqual(new Set(['sent']));
    });
    const sent = workers.flatMap((each) => each.sent.map(({ seq }) => seq));
    expect(sent.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    for (const each of workers)
      expect(each.sent.map(({ seq }) => seq)).toEqual(each.sent.map(({ seq }) => seq).toSorted((a, b) => a - b));
  });

  test('a slow address holds nobody else back', async () => {
    const workspace = await services.workspace(greetingFlow());
    const [slow, quick] = [await queue(workspace, [{}, {}]), await queue(workspace, [{}, {}])];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await startWorker(async ({ conversationId }) => {
      if (conversationId === slow) await held;
      return { status: 'sent', providerId: null };
    });
    await until(quick, ['sent', 'sent']);
    expect(await deliveries(slow)).toEqual(['queued', 'queued']);
    release();
    await until(slow, ['sent', 'sent']);
  });
});

describe('the fence', () => {
  test('what the flow said before the owner changed is discarded; the texts of the handoff are sent', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, { kind: 'system' }, { kind: 'reply' }, { epoch: 3 }], 3);
    const { sent, moved } = await startWorker();
    await until(id, ['discarded', 'sent', 'sent', 'sent']);
    expect(sent.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(moved).toContainEqual(expect.objectContaining({ seq: 1, delivery: 'discarded' }));
  });

  test('the epoch is compared again after the claim', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}]);
    const takeOver = `UPDATE "Conversation" SET state = jsonb_set(state, '{epoch}', '1') WHERE id = $1`;
    const { sent } = await startWorker(undefined, {
      faultPoint: async (name) => {
        if (name === 'after-claim') await database.pool.query(takeOver, [id]);
      },
    });
    await until(id, ['discarded']);
    expect(sent).toEqual([]);
  });
});

describe('failures', () => {
  test('a clear failure is tried again later, in order, with the same key', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, {}]);
    let tries = 0;
    const { sent } = await startWorker(() => {
      tries += 1;
      return tries < 3
        ? { status: 'retry', reason: '429', retryAfterMs: 2_000 }
        : { status: 'sent', providerId: `p${tries}` };
    });
    await vi.waitFor(async () => expect(await database.prisma.outboxRow.count({ where: { error: '429' } })).toBe(1));
    expect(await deliveries(id)).toEqual(['queued', 'queued']);
    await turning(1_000, async () => expect(await deliveries(id)).toEqual(['sent', 'sent']));
    expect(sent.map(({ key }) => key)).toEqual([`${id}:1`, `${id}:1`, `${id}:1`, `${id}:2`]);
    const first = await database.prisma.message.findFirst({ where: { conversationId: id, seq: 1 } });
    expect(first?.providerId).toBe('p3');
  });

  test('one that fails again and again is given up, and those behind it go', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, {}]);
    const { sent } = await startWorker(({ seq }) =>
      seq === 1 ? { status: 'retry', reason: 'busy', retryAfterMs: null } : { status: 'sent', providerId: null },
    );
    await turning(60_000, async () => expect(await deliveries(id)).toEqual(['failed', 'sent']));
    expect(sent.filter(({ seq }) => seq === 1)).toHaveLength(8);
  });

  test('one that can never arrive is given up at once', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, {}]);
    await startWorker(({ seq }) =>
      seq === 1 ? { status: 'failed', reason: 'blocked by the customer' } : { status: 'sent', providerId: null },
    );
    await until(id, ['failed', 'sent']);
  });

  test('one that may have arrived is marked, never repeated, and blocks nobody', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, {}]);
    const { sent } = await startWorker(({ seq }) => {
      if (seq === 1) throw new Error('the connection was reset');
      return { status: 'sent', providerId: null };
    });
    await until(id, ['uncertain', 'sent']);
    expect(sent).toHaveLength(2);
  });

  test('one that is never answered is marked, and holds back nobody for ever', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, {}]);
    const { sent } = await startWorker(({ seq }) =>
      seq === 1 ? new Promise<SendResult>(() => undefined) : { status: 'sent', providerId: null },
    );
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await turning(60_000, async () => expect(await deliveries(id)).toEqual(['uncertain', 'sent']));
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('where a repeated key shows one message, it is sent again', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}]);
    let tries = 0;
    const { sent } = await startWorker(
      () => {
        tries += 1;
        if (tries === 1) throw new Error('the connection was reset');
        return { status: 'sent', providerId: null };
      },
      { idempotent: true },
    );
    await turning(500, async () => expect(await deliveries(id)).toEqual(['sent']));
    expect(sent).toHaveLength(2);
  });

  test('a delivery that cannot be written down is written down later, and not sent again', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}]);
    const { sent } = await startWorker(async () => {
      // As while the database is away.
      await database.pool.query('ALTER TABLE "Message" RENAME TO "Message_away"');
      return { status: 'sent', providerId: null };
    });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await vi.waitFor(() => database.pool.query('SELECT 1 FROM "Message_away"'));
    await database.pool.query('ALTER TABLE "Message_away" RENAME TO "Message"');
    await turning(1_000, async () => expect(await deliveries(id)).toEqual(['sent']));
    expect(sent).toHaveLength(1);
  });
});

describe('a process that stops', () => {
  /** A process that is killed between its claim and the provider's answer. */
  async function killedWhileSending(idempotent: boolean) {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}, {}]);
    const dead = await startWorker(() => new Promise<SendResult>(() => undefined), { idempotent });
    await vi.waitFor(() => expect(dead.sent).toHaveLength(1));
    running.splice(0);
    await database.pool.query(`UPDATE "RuntimeInstance" SET "seenAt" = now() - interval '11 s' WHERE id = $1`, [
      dead.instance.id,
    ]);
    return id;
  }

  test('what it had claimed may have arrived: marked, and not sent again', async () => {
    const id = await killedWhileSending(false);
    const { sent, moved } = await startWorker();
    await until(id, ['uncertain', 'sent']);
    expect(sent.map(({ seq }) => seq)).toEqual([2]);
    expect(moved).toContainEqual(expect.objectContaining({ conversationId: id, seq: 1, delivery: 'uncertain' }));
  });

  test('where a repeated key shows one message, it is sent again', async () => {
    const id = await killedWhileSending(true);
    const { sent } = await startWorker(undefined, { idempotent: true });
    await until(id, ['sent', 'sent']);
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('there, too, what the flow may not say any more may have been seen: marked, and not taken back', async () => {
    const id = await killedWhileSending(true);
    await database.pool.query(`UPDATE "Conversation" SET state = jsonb_set(state, '{epoch}', '1') WHERE id = $1`, [id]);
    const { sent } = await startWorker(undefined, { idempotent: true });
    await until(id, ['uncertain', 'discarded']);
    expect(sent).toEqual([]);
  });

  test('while it lives, its claims are its own', async () => {
    const workspace = await services.workspace(greetingFlow());
    const id = await queue(workspace, [{}]);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await startWorker(async () => {
      await held;
      return { status: 'sent', providerId: null };
    });
    await vi.waitFor(() => expect(first.sent).toHaveLength(1));
    const second = await startWorker();
    await second.instance.start();
    expect(await deliveries(id)).toEqual(['queued']);
    release();
    await until(id, ['sent']);
    expect(second.sent).toEqual([]);
  });
});
