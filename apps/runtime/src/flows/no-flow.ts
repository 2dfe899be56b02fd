import { randomUUID } from 'node:crypto';
import type { AiSettings } from '@baton/contracts';
import { aiSettingsSchema } from '@baton/contracts';
import { botWords, configureSchema, FLOW_SCHEMA_VERSION, type FlowDocument } from '@baton/engine';
import type { Database, Transaction } from '../db/client.ts';
import { noFlowId } from '../db/flow-of-channel.ts';
import { lockWorkspace } from '../db/lock-workspace.ts';

/** How a conversation without a flow is called where others name theirs. */
const NAME = 'No flow';
const SURE = 0.6;

/**
 * What answers where a channel has no flow, as a flow: an AI, and people where it is no help. Without an AI, or one
 * that may not answer, whatever the customer writes asks for a person.
 */
function noFlow({ answers, instructions, knowledge, language }: AiSettings): FlowDocument {
  const reply = answers
    ? { ask: '', instructions, knowledge, confidence: SURE }
    : { ask: '', instructions: '', knowledge: '', confidence: SURE };
  const reasons = answers
    ? { unsure: 'The AI was not sure of an answer', person: 'Wants a person, or the AI did not answer' }
    : { unsure: '', person: 'Writes where no flow answers' };
  const handoffs = ['unsure', 'person'] as const;
  return {
    schemaVersion: FLOW_SCHEMA_VERSION,
    nodes: [
      node('start', 'start', {}),
      node('answers', 'ai-reply', reply),
      ...handoffs.map((id) => node(id, 'handoff', { reason: reasons[id], team: null })),
    ],
    edges: [
      { from: 'start', exit: 'next', to: 'answers' },
      // Every other exit ends the run: what the customer writes next begins another, by what the owner says then.
      { from: 'answers', exit: 'not_sure', to: 'unsure' },
      { from: 'answers', exit: 'wants_person', to: 'person' },
    ],
    configure: configureSchema.parse({ language, ...botWords[language].defaults }),
  };
}

function node(id: string, type: string, data: FlowDocument['nodes'][number]['data']): FlowDocument['nodes'][number] {
  return { id, type, position: { x: 0, y: 0 }, data };
}

/** What a workspace says about its AI, as stored: what is missing has its default. */
export async function readAiSettings(tx: Transaction, workspaceId: string): Promise<AiSettings> {
  const { ai } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { ai: true } });
  return aiSettingsSchema.parse(ai);
}

/** Makes what answers without a flow, where the workspace has it not yet. Tells whether it made it. */
export async function provideNoFlow({ prisma }: Database, workspaceId: string): Promise<boolean> {
  const where = { workspaceId_id: { workspaceId, id: noFlowId } };
  if (await prisma.flow.findUnique({ where, select: { id: true } })) return false;
  await prisma.$transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if (await tx.flow.findUnique({ where, select: { id: true } })) return;
    await publishNoFlow(tx, workspaceId, 'baton');
  });
  return true;
}

/** Publishes what answers without a flow, as the workspace says now. The workspace is locked. */
export async function publishNoFlow(tx: Transaction, workspaceId: string, publishedById: string): Promise<void> {
  const document = noFlow(await readAiSettings(tx, workspaceId));
  const id = randomUUID();
  const last = await tx.flowVersion.aggregate({ where: { workspaceId, flowId: noFlowId }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  const now = { draft: document, revision: number, publishedVersionId: id, publishedRevision: number };
  await tx.flow.upsert({
    where: { workspaceId_id: { workspaceId, id: noFlowId } },
    create: { workspaceId, id: noFlowId, name: NAME, ...now },
    update: now,
  });
  await tx.flowVersion.create({ data: { workspaceId, id, flowId: noFlowId, number, document, publishedById } });
}
