import { randomUUID } from 'node:crypto';
import type { ConversationView } from '@baton/contracts';
import { conversationViews } from '@baton/contracts';
import { handoffFlow } from '@baton/testing';
import { describe, expect, test } from 'vitest';
import * as aiUsage from '../db/ai-usage.ts';
import * as channels from '../db/channels.ts';
import * as configureVersion from '../db/configure-version.ts';
import * as aliases from '../db/contact-aliases.ts';
import * as contacts from '../db/contacts.ts';
import * as detail from '../db/conversation-detail.ts';
import * as files from '../db/files.ts';
import * as lists from '../db/list-conversations.ts';
import * as operators from '../db/operators.ts';
import * as outbox from '../db/outbox.ts';
import * as queue from '../db/queue.ts';
import * as receipts from '../db/receipts.ts';
import * as requests from '../db/requests.ts';
import * as telegramBots from '../db/telegram/bots.ts';
import * as telegramPeople from '../db/telegram/people.ts';
import * as telegramPosts from '../db/telegram/posts.ts';
import * as telegramSessions from '../db/telegram/sessions.ts';
import * as telegramTasks from '../db/telegram/tasks.ts';
import * as telegramTopics from '../db/telegram/topics.ts';
import * as timers from '../db/timers.ts';
import * as transcript from '../db/transcript.ts';
import * as read from '../db/turn/read-turn.ts';
import { turnKinds, turnParts, turnStatement } from '../db/turn/write-statements.ts';
import * as visitor from '../db/visitor.ts';
import { getConversation } from './get-conversation.ts';
import { getMessages } from './get-messages.ts';
import { getCounts, listConversations } from './list-conversations.ts';
import { markRead } from './mark-read.ts';
import { resendMessage } from './resend-message.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, visit } from './testing/visit.ts';

const services = await createTestServices();
const { database } = services;
const service = services.service();
await service.start();

describe('a member of another workspace', async () => {
  const workspace = await services.workspace(handoffFlow());
  const ana = await workspace.member('Ana', 'owner');
  service.presence.joined(ana, randomUUID());
  const customer = visit(service, workspace.visitor());
  const id = await customer.start();
  const foreign = await services.workspace(handoffFlow());
  const mallory = await foreign.member('Mallory', 'owner');
  const command = () => commandFor(id);

  test.each<[string, () => Promise<unknown>]>([
    ['get', () => getConversation(service, mallory, id)],
    ['messages', () => getMessages(database, mallory, { id, after: 0, limit: 10 })],
    ['read', () => markRead(service, mallory, { id, seq: 1 })],
    ['take over', () => service.staff.takeOver(mallory, command())],
    ['accept', () => service.staff.accept(mallory, command())],
    ['reject', () => service.staff.reject(mallory, command())],
    ['reply', () => service.staff.reply(mallory, { ...command(), text: 'x', clientId: 'x' })],
    ['transfer', () => service.staff.transfer(mallory, { ...command(), operatorId: mallory.user.id, note: '' })],
    ['answer transfer', () => service.staff.answerTransfer(mallory, { ...command(), accept: true })],
    ['transfer to team', () => service.staff.transferToTeam(mallory, { ...command(), teamId: null, note: '' })],
    ['hand back', () => service.staff.handBack(mallory, command())],
    ['resolve', () => service.staff.resolve(mallory, { ...command(), note: '' })],
    ['end', () => service.staff.end(mallory, command())],
    ['reopen', () => service.staff.reopen(mallory, command())],
    ['decide', () => service.staff.decide(mallory, { ...command(), submission: 1, decision: 'approved', message: '' })],
    ['archive', () => service.staff.archive(mallory, { ...command(), archived: true })],
    ['block', () => service.staff.block(mallory, { ...command(), blocked: true })],
    ['resend', () => resendMessage(service, mallory, { ...command(), seq: 1 })],
  ])('%s: there is no such conversation', async (_, attempt) => {
    const before = await getConversation(service, ana, id);
    await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await getConversation(service, ana, id)).toEqual(before);
  });

  test('sees nothing in any list', async () => {
    for (const view of conversationViews) {
      expect((await listConversations(database, mallory, { view, limit: 10 })).rows).toEqual([]);
    }
    expect(new Set(Object.values(await getCounts(database, mallory)))).toEqual(new Set([0]));
  });

  test('a visitor of a channel is nobody on another, even with the same address', async () => {
    const { address } = customer.visitor;
    const stranger = { workspaceId: foreign.workspaceId, channelId: foreign.channelId, address };
    expect(await service.visitors.snapshot(stranger)).toMatchObject({ conversationId: null });
    const mixed = { ...stranger, channelId: workspace.channelId };
    await expect(service.visitors.start(mixed, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** The statements of conversations, by their name. */
function statements(): [string, string][] {
  const modules = {
    aliases,
    aiUsage,
    configureVersion,
    channels,
    contacts,
    detail,
    files,
    lists,
    operators,
    outbox,
    queue,
    receipts,
    telegramBots,
    telegramPeople,
    telegramPosts,
    telegramSessions,
    telegramTasks,
    requests,
    telegramTopics,
    timers,
    transcript,
    read,
    visitor,
  };
  const found = Object.entries(modules).flatMap(([file, members]) =>
    Object.entries(members).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[`${file} ${name}`, value]] : [],
    ),
  );
  const views: readonly ConversationView[] = conversationViews;
  const turns = turnKinds.map((kind): [string, string] => [
    `turn ${kind}`,
    turnStatement(kind, new Set(turnParts)).text,
  ]);
  return [...found, ...turns, ...views.map((view): [string, string] => [`list ${view}`, lists.listStatement(view)])];
}

describe('every statement names the workspace', () => {
  test('there are some', () => expect(statements().length).toBeGreaterThan(25));

  // These look after everybody's rows; what they touch, they touch by its whole key.
  const forAll = new Set([
    'outbox CLAIM',
    'outbox RECOVER',
    'telegramPosts CLAIM_POSTS',
    'telegramPosts RECOVER_POSTS',
    'telegramTasks TAKE_TASK',
    'telegramTasks DELAY_TASKS',
    'timers DUE_TIMERS',
  ]);

  test.each(statements().filter(([name]) => !forAll.has(name)))('%s begins with it', (_, text) => {
    expect(text).toContain('$1');
    expect(text).toMatch(/"workspaceId" = \$1|\("workspaceId"[^)]*\)\s*SELECT \$1/);
  });

  test.each(statements())('%s: each table is joined by it', (_, text) => {
    const aliases = [...text.matchAll(/(?:FROM|JOIN|UPDATE|USING)\s+"\w+" (\w+)\b/g)].map(([, alias = '']) => alias);
    // An instance of the runtime and an account (u) belong to no workspace, and a workspace (w) has its own id.
    for (const alias of aliases.filter((each) => !['i', 'u', 'w', 'SET', 'WHERE'].includes(each))) {
      expect(text, `of ${alias}`).toMatch(new RegExp(`\\b${alias}\\."workspaceId"`));
    }
  });
});
