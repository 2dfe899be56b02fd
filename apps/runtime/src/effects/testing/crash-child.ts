// A process of its own for the crash tests: conversations on the database of the test, with a provider that writes
// down what reaches it. The test tells it what to do, one message at a time, and kills it in between.
import { setTimeout as delay } from 'node:timers/promises';
import type { ChannelAdapterFactory } from '@baton/channels/channel-adapter';
import { pino } from 'pino';
import { z } from 'zod';
import { createConversationService } from '../../conversations/create-conversation-service.ts';
import { receiveMessage } from '../../conversations/receive-message.ts';
import { createDatabase } from '../../db/client.ts';
import { faultPointFrom } from '../fault-point.ts';

const visitorSchema = z.object({ workspaceId: z.string(), channelId: z.string(), address: z.string() });
const id = z.string();
const sessionSchema = z.object({
  user: z.object({ id, name: z.string(), email: z.string() }),
  workspace: z.object({ id, name: z.string(), handoffEnabled: z.boolean() }),
  role: z.enum(['owner', 'admin', 'agent']),
  canHandoff: z.boolean(),
  supervisor: z.boolean(),
  canEdit: z.boolean(),
});
const staff = { session: sessionSchema, id, commandId: id };

export const orderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('start'), visitor: visitorSchema, commandId: id }),
  z.object({ do: z.literal('say'), visitor: visitorSchema, clientId: id, text: z.string() }),
  z.object({ do: z.literal('takeOver'), ...staff }),
  z.object({ do: z.literal('reply'), ...staff, text: z.string(), clientId: id }),
  z.object({ do: z.literal('handBack'), ...staff }),
  z.object({ do: z.literal('end'), ...staff }),
  z.object({ do: z.literal('approve'), ...staff, message: z.string() }),
]);
export type Order = z.infer<typeof orderSchema>;

const database = createDatabase(process.env.DATABASE_URL ?? '', { log: { warn: () => undefined } });

/** What has reached the customer, whatever happens to this process afterwards. */
const provider: ChannelAdapterFactory = {
  type: 'widget',
  create: () => ({
    connect: async () => undefined,
    async send(_address, { conversationId, seq }) {
      await database.pool.query('INSERT INTO provider_log (conversation, seq) VALUES ($1, $2)', [conversationId, seq]);
      await delay(2);
      return { status: 'sent', providerId: null };
    },
    typing: async () => undefined,
    markRead: async () => undefined,
    close: async () => undefined,
  }),
};

const service = createConversationService({
  database,
  secret: 's'.repeat(32),
  log: pino({ level: 'silent' }),
  authenticate: async () => null,
  publicUrl: undefined,
  alone: true,
  channels: { widget: provider },
  idempotentSend: () => false,
  faultPoint: faultPointFrom(process.env.BATON_FAULT_POINT, process.env.NODE_ENV ?? ''),
});

async function carryOut(order: Order): Promise<string | null> {
  if (order.do === 'start') return (await service.visitors.start(order.visitor, order.commandId)).conversationId;
  if (order.do === 'say') {
    const { visitor, clientId, text } = order;
    const { address } = visitor;
    const content = { kind: 'text', text } as const;
    await receiveMessage(service.execute, visitor, {
      key: `${address}:${clientId}`,
      address,
      name: null,
      clientId,
      content,
    });
    return null;
  }
  const { session, ...input } = order;
  if (order.do === 'reply')
    await service.staff.reply(session, { ...input, text: order.text, clientId: order.clientId });
  else if (order.do === 'approve') {
    await service.staff.decide(session, { ...input, submission: 1, decision: 'approved', message: order.message });
  } else await service.staff[order.do](session, input);
  return null;
}

process.on('message', (message) => {
  carryOut(orderSchema.parse(message)).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

await service.start();
process.send?.({ value: 'ready' });
