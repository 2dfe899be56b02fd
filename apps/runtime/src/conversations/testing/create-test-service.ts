import { randomUUID } from 'node:crypto';
import type { ChannelAdapterFactory, OutboundMessage, SendResult } from '@baton/channels/channel-adapter';
import type { Role, Session } from '@baton/contracts';
import type { FlowDocument } from '@baton/engine';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { createDatabase, type Database } from '../../db/client.ts';
import { createTestDatabase } from '../../db/testing/create-test-database.ts';
import type { VisitorKey } from '../../db/visitor.ts';
import type { Logger } from '../../logging.ts';
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts';
import {
  type ConversationService,
  type ConversationServiceDeps,
  createConversationService,
} from '../create-conversation-service.ts';

export interface Sent extends OutboundMessage {
  readonly address: string;
}

/** A workspace of its own, with a published flow on a widget channel. */
export interface TestWorkspace {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly channelId: string;
  member(name: string, role?: Role, canHandoff?: boolean): Promise<Session>;
  visitor(): VisitorKey;
  publish(document: FlowDocument): Promise<string>;
}

export interface TestServices {
  readonly database: Database;
  readonly url: string;
  readonly clock: FakeClock;
  readonly log: Logger;
  /** Everything that was sent, in order. */
  readonly sent: Sent[];
  /** What the provider answers from now on; `null` for "sent". */
  answer(next: (message: Sent) => SendResult | Promise<SendResult>): void;
  readonly factories: Readonly<Record<string, ChannelAdapterFactory>>;
  /** A process on the database. Ended after the tests. */
  service(more?: Partial<ConversationServiceDeps>): ConversationService;
  workspace(document: FlowDocument): Promise<TestWorkspace>;
}

/** Conversations on a database of their own, with a scripted provider and a clock that stands still. */
export async function createTestServices(): Promise<TestServices> {
  const { url } = await createTestDatabase();
  const log = pino({ level: 'silent' });
  const database = createDatabase(url, { log: { warn: () => undefined } });
  const clock = createFakeClock();
  const sent: Sent[] = [];
  let respond: (message: Sent) => SendResult | Promise<SendResult> = () => ({ status: 'sent', providerId: null });
  const services: ConversationService[] = [];
  const widget: ChannelAdapterFactory = {
    type: 'widget',
    create: () => ({
      connect: async () => undefined,
      async send(address, message) {
        const each = { ...message, address };
        sent.push(each);
        return respond(each);
      },
      typing: async () => undefined,
      markRead: async () => undefined,
      close: async () => undefined,
    }),
  };
  const factories = { widget };

  afterAll(async () => {
    await Promise.all(services.map((each) => each.stop()));
    await database.close();
  });

  return {
    database,
    url,
    clock,
    log,
    sent,
    factories,
    answer(next) {
      respond = next;
    },
    service(more = {}) {
      const service = createConversationService({
        database,
        secret: 's'.repeat(32),
        log,
        authenticate: async () => null,
        publicUrl: undefined,
        alone: false,
        clock,
        channels: factories,
        ...more,
      });
      services.push(service);
      return service;
    },
    workspace: (document) => makeWorkspace(database, document),
  };
}

async function makeWorkspace({ prisma }: Database, document: FlowDocument): Promise<TestWorkspace> {
  const [workspaceId, flowId, channelId] = [randomUUID(), randomUUID(), randomUUID()];
  await prisma.workspace.create({ data: { id: workspaceId, name: 'Salon Verde' } });
  await prisma.flow.create({ data: { workspaceId, id: flowId, name: 'Booking', draft: document } });
  await prisma.channel.create({
    data: { workspaceId, id: channelId, type: 'widget', name: 'Website', flowId, settings: {} },
  });
  let number = 0;

  async function publish(next: FlowDocument): Promise<string> {
    const id = randomUUID();
    number += 1;
    await prisma.flowVersion.create({
      data: { workspaceId, id, flowId, number, document: next, publishedById: 'somebody' },
    });
    await prisma.flow.update({
      where: { workspaceId_id: { workspaceId, id: flowId } },
      data: { publishedVersionId: id },
    });
    return id;
  }

  await publish(document);
  return {
    workspaceId,
    flowId,
    channelId,
    publish,
    visitor: () => ({ workspaceId, channelId, address: randomUUID() }),
    async member(name, role = 'agent', canHandoff = true) {
      const id = randomUUID();
      const email = `${id}@example.com`;
      await prisma.user.create({ data: { id, name, email } });
      await prisma.member.create({ data: { workspaceId, userId: id, role, canHandoff } });
      return {
        user: { id, name, email },
        workspace: { id: workspaceId, name: 'Salon Verde', handoffEnabled: true },
        role,
        canHandoff,
        supervisor: role !== 'agent' && canHandoff,
        canEdit: role !== 'agent',
      };
    },
  };
}
