import { randomUUID } from 'node:crypto';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeExecutors } from '@baton/nodes/executors';
import { buildFlow } from '@baton/testing';
import { createCommandExecutor } from '../apps/runtime/src/conversations/execute-command.ts';
import type { ExecuteCommand } from '../apps/runtime/src/conversations/execution.ts';
import { createFlowVersions } from '../apps/runtime/src/conversations/flow-versions.ts';
import { receiveMessage } from '../apps/runtime/src/conversations/receive-message.ts';
import type { Database } from '../apps/runtime/src/db/client.ts';
import { seedConversations } from '../apps/runtime/src/db/testing/seed-conversations.ts';
import { noFaults } from '../apps/runtime/src/effects/fault-point.ts';
import { createHandoffPolicy } from '../apps/runtime/src/routing/handoff-policy.ts';
import { systemClock } from '../apps/runtime/src/system-clock.ts';

/** A website with a published flow. */
export interface Place {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly flowVersionId: string;
}

/** A flow that asks for ever: a turn takes an answer, says thanks and asks again. */
const asking = buildFlow()
  .step('hello', 'message', { text: 'Hello! We are here to help.' })
  .step('order', 'question', { text: 'Which order is it about?' })
  .step('thanks', 'message', { text: 'Thanks! Let me look up <<order>> for you. One moment please.' })
  .connect('thanks', 'next', 'order')
  .document();

export async function makePlace({ prisma }: Database): Promise<Place> {
  const [workspaceId, flowId, channelId, flowVersionId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await prisma.workspace.create({ data: { id: workspaceId, name: 'Bench' } });
  await prisma.flow.create({ data: { workspaceId, id: flowId, name: 'Asking', draft: asking } });
  const version = { workspaceId, id: flowVersionId, flowId, number: 1, document: asking, publishedById: 'bench' };
  await prisma.flowVersion.create({ data: version });
  await prisma.flow.update({
    where: { workspaceId_id: { workspaceId, id: flowId } },
    data: { publishedVersionId: flowVersionId },
  });
  const channel = { workspaceId, id: channelId, type: 'widget', name: 'Website', flowId, settings: {} };
  await prisma.channel.create({ data: channel });
  return { workspaceId, channelId, flowVersionId };
}

/** The runtime's own use case, without what comes after the write (sockets, sending). */
export function createExecutor(database: Database): ExecuteCommand {
  return createCommandExecutor({
    database,
    clock: systemClock,
    executors: nodeExecutors,
    versions: createFlowVersions(database, nodeDefinitions),
    policy: createHandoffPolicy(),
    desk: () => Promise.reject(new Error('No turn of this flow asks for a person.')),
    judgeMood: async () => null,
    hasAi: false,
    faultPoint: noFaults,
    onCommit: () => undefined,
  });
}

/** A customer says something: one turn. */
export async function say(execute: ExecuteCommand, place: Place, address: string): Promise<void> {
  await receiveMessage(execute, place, {
    key: randomUUID(),
    address,
    name: null,
    content: { kind: 'text', text: 'Hello, I would like to know where my order 12345 is, please.' },
    clientId: randomUUID(),
  });
}

/** Conversations that go on, each after two turns; answers the id of the one they were made from. */
export async function fill(
  database: Database,
  place: Place,
  count: number,
  open = count,
): Promise<{ readonly workspaceId: string; readonly conversationId: string }> {
  // In a workspace of its own, so that what is measured holds copies only.
  const studio = await makePlace(database);
  const execute = createExecutor(database);
  for (let turn = 0; turn < 3; turn += 1) await say(execute, studio, 'model');
  const { workspaceId } = studio;
  const { id } = await database.prisma.conversation.findFirstOrThrow({ where: { workspaceId } });
  const like = { workspaceId, conversationId: id };
  const { channelId, flowVersionId } = place;
  await seedConversations(database.pool, {
    workspaceId: place.workspaceId,
    channelId,
    flowVersionId,
    like,
    count,
    open,
  });
  return like;
}
