import { randomUUID } from 'node:crypto';
import { sampleFlow } from '@baton/nodes/sample-flow';
import type { Database } from '../db/client.ts';

/** Somebody else's workspace with one of everything that has an id; the ids by the name a route gives them. */
export interface ForeignWorkspace {
  readonly workspaceId: string;
  readonly userId: string;
  readonly flowId: string;
  readonly versionId: string;
  readonly channelId: string;
  readonly conversationId: string;
  readonly invitationId: string;
  readonly teamId: string;
  readonly operatorId: string;
}

export async function makeForeignWorkspace({ prisma }: Database): Promise<ForeignWorkspace> {
  const [workspaceId, userId, flowId, versionId, channelId, conversationId, invitationId, contactId, teamId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const document = sampleFlow();
  const now = new Date();
  await prisma.$transaction([
    prisma.workspace.create({ data: { id: workspaceId, name: 'Somebody else' } }),
    prisma.user.create({ data: { id: userId, name: 'Foreign owner', email: `${userId}@example.com` } }),
    prisma.member.create({ data: { workspaceId, userId, role: 'owner' } }),
    prisma.team.create({ data: { workspaceId, id: teamId, name: 'Secret team' } }),
    prisma.operator.create({ data: { workspaceId, id: userId } }),
    prisma.teamMember.create({ data: { workspaceId, teamId, operatorId: userId } }),
    prisma.invitation.create({
      data: {
        workspaceId,
        id: invitationId,
        email: 'invited@example.com',
        role: 'agent',
        tokenHash: randomUUID(),
        invitedById: userId,
        expiresAt: new Date(now.getTime() + 60_000),
      },
    }),
    prisma.flow.create({
      data: {
        workspaceId,
        id: flowId,
        name: 'Secret flow',
        draft: document,
        publishedVersionId: versionId,
        publishedRevision: 1,
      },
    }),
    prisma.flowVersion.create({
      data: { workspaceId, id: versionId, flowId, number: 1, document, publishedById: userId },
    }),
    prisma.channel.create({
      data: { workspaceId, id: channelId, type: 'widget', name: 'Secret channel', flowId, settings: {} },
    }),
    prisma.contact.create({
      data: { workspaceId, id: contactId, channelId, address: randomUUID(), name: 'Secret contact' },
    }),
    prisma.conversation.create({
      data: {
        workspaceId,
        id: conversationId,
        channelId,
        contactId,
        flowVersionId: versionId,
        state: {},
        mode: 'bot',
        lastText: 'A secret line',
        lastSeq: 1,
        lastAuthor: { kind: 'customer' },
      },
    }),
    prisma.message.create({
      data: {
        workspaceId,
        conversationId,
        seq: 1,
        author: { kind: 'customer' },
        content: { kind: 'text', text: 'A secret line' },
        epoch: 0,
        at: now,
      },
    }),
  ]);
  return {
    workspaceId,
    userId,
    flowId,
    versionId,
    channelId,
    conversationId,
    invitationId,
    teamId,
    operatorId: userId,
  };
}
