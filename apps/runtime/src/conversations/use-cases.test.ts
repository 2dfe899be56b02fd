import { randomUUID } from 'node:crypto';
import { type ConversationView, conversationViews, type Session } from '@baton/contracts';
import { buildFlow, greetingFlow, handoffFlow } from '@baton/testing';
import { describe, expect, test, vi } from 'vitest';
import { getConversation } from './get-conversation.ts';
import { getMessages } from './get-messages.ts';
import { getCounts, listConversations } from './list-conversations.ts';
import { markRead } from './mark-read.ts';
import { resendMessage } from './resend-message.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { commandFor, modeOf, visit } from './testing/visit.ts';

const services = await createTestServices();
const { clock, database } = services;
const service = services.service();
await service.start();

async function open(document = greetingFlow()) {
  const workspace = await services.workspace(document);
  const ana = await workspace.member('Ana');
  const customer = visit(service, workspace.visitor());
  const id = await customer.start();
  await customer.sees();
  return { workspace, ana, customer, id };
}

describe('a command', () => {
  test('sent again is carried out once, and answers the conversation as it is now', async () => {
    const { ana, id } = await open();
    const reply = { ...commandFor(id), text: 'Hello', clientId: 'r1' };
    const first = await service.staff.reply(ana, reply);
    await service.staff.handBack(ana, commandFor(id));
    const again = await service.staff.reply(ana, reply);
    expect([first.mode.kind, again.mode.kind]).toEqual(['human', 'bot']);
    const { messages } = await getMessages(database, ana, { id, after: 0, limit: 200 });
    expect(messages.filter(({ clientId }) => clientId === 'r1')).toHaveLength(1);
  });

  test('with the id of a colleague’s is another command', async () => {
    const { ana, workspace, id } = await open();
    const ben = await workspace.member('Ben', 'owner');
    const command = commandFor(id);
    await service.staff.takeOver(ana, command);
    expect(await service.staff.takeOver(ben, command)).toMatchObject({ mode: { owner: { name: 'Ben' } } });
  });

  test('that is refused keeps nothing: it may succeed later', async () => {
    const { ana, workspace, id } = await open();
    const ben = await workspace.member('Ben');
    await service.staff.takeOver(ana, commandFor(id));
    const command = commandFor(id);
    await expect(service.staff.handBack(ben, command)).rejects.toMatchObject({ code: 'NOT_OWNER' });
    await service.staff.handBack(ana, commandFor(id));
    await service.staff.takeOver(ben, commandFor(id));
    expect(await service.staff.handBack(ben, command)).toMatchObject({ mode: { kind: 'bot' } });
  });

  test('needs the Handoff permission', async () => {
    const { workspace, id } = await open();
    const reader = await workspace.member('Reader', 'agent', false);
    const refused = [
      service.staff.takeOver(reader, commandFor(id)),
      service.staff.reply(reader, { ...commandFor(id), text: 'x', clientId: 'x' }),
      service.staff.block(reader, { ...commandFor(id), blocked: true }),
      service.staff.block(reader, { ...commandFor(id), blocked: false }),
      resendMessage(service, reader, { ...commandFor(id), seq: 1 }),
    ];
    for (const result of await Promise.allSettled(refused)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
    }
  });

  test('may hold whatever a keyboard, or a broken client, can make', async () => {
    const { ana, customer, id } = await open();
    await customer.say('a\0b \ud800 <script>alert(1)</script> 👍');
    await service.staff.reply(ana, { ...commandFor(id), text: '\0\udfff ok', clientId: 'r\0' });
    const { messages } = await getMessages(database, ana, { id, after: 0, limit: 200 });
    const texts = messages.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    expect(texts).toContain('ab \ufffd <script>alert(1)</script> 👍');
    expect(texts).toContain('\ufffd ok');
  });
});

describe('what staff do', () => {
  test('resolve with a note, reopen, end, and the customer who writes again gets a new conversation', async () => {
    const { ana, customer, id } = await open();
    await service.staff.takeOver(ana, commandFor(id));
    expect(await service.staff.resolve(ana, { ...commandFor(id), note: 'All done' })).toMatchObject({
      mode: { kind: 'resolved' },
    });
    expect(await service.staff.reopen(ana, commandFor(id))).toMatchObject({ mode: { kind: 'human' } });
    const ended = await service.staff.end(ana, commandFor(id));
    expect(ended).toMatchObject({ mode: { kind: 'ended' }, archived: true });
    clock.advance(1_000);
    await customer.say('Hello again');
    const { conversationId } = await customer.sees();
    expect(conversationId).not.toBe(id);
    await expect(service.staff.reopen(ana, commandFor(id))).rejects.toMatchObject({
      code: 'NEWER_OPEN',
      data: { conversationId },
    });
    const detail = await getConversation(service, ana, conversationId ?? '');
    expect(detail.earlier).toMatchObject([{ id }]);
  });

  test('a conversation resolved long ago is ended by the next message, which starts a new one', async () => {
    const { ana, customer, id } = await open();
    await service.staff.takeOver(ana, commandFor(id));
    await service.staff.resolve(ana, { ...commandFor(id), note: '' });
    clock.advance(73 * 60 * 60 * 1000);
    await customer.say('Back again', randomUUID());
    const { conversationId } = await customer.sees();
    expect(conversationId).not.toBe(id);
    expect(await modeOf(service, ana, id)).toEqual(['ended', null]);
  });

  test('block: the conversation ends, and what the contact sends is dropped', async () => {
    const { ana, customer, id } = await open();
    const blocked = await service.staff.block(ana, { ...commandFor(id), blocked: true });
    expect(blocked).toMatchObject({ mode: { kind: 'ended' }, contactDetail: { blocked: true } });
    await customer.say('Still here');
    expect((await customer.sees()).conversationId).toBe(id);
    const again = await service.staff.block(ana, { ...commandFor(id), blocked: true });
    expect(again).toMatchObject({ contactDetail: { blocked: true } });
    const allowed = await service.staff.block(ana, { ...commandFor(id), blocked: false });
    expect(allowed).toMatchObject({ mode: { kind: 'ended' }, contactDetail: { blocked: false } });
    await customer.say('Thank you', randomUUID());
    expect((await customer.sees()).conversationId).not.toBe(id);
    const { rows } = await database.pool.query(
      'SELECT action FROM "AuditEntry" WHERE "conversationId" = $1 ORDER BY at',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['block', 'unblock']);
  });

  test('archive and unarchive', async () => {
    const { ana, id } = await open();
    expect(await service.staff.archive(ana, { ...commandFor(id), archived: true })).toMatchObject({ archived: true });
    expect(await service.staff.archive(ana, { ...commandFor(id), archived: false })).toMatchObject({ archived: false });
  });

  test('reading moves forward only, is one’s own, and the visitor sees it', async () => {
    const { ana, workspace, customer, id } = await open();
    const ben = await workspace.member('Ben');
    await service.staff.takeOver(ana, commandFor(id));
    await customer.say('Anybody?');
    const { lastSeq } = await getMessages(database, ana, { id, limit: 1 });
    expect((await customer.sees()).status.readSeq).toBeLessThan(lastSeq);
    await markRead(service, ana, { id, seq: lastSeq });
    await markRead(service, ana, { id, seq: 1 });
    expect((await customer.sees()).status.readSeq).toBe(lastSeq);
    expect((await getConversation(service, ana, id)).unread).toBe(0);
    expect((await getConversation(service, ben, id)).unread).toBe(lastSeq);
    await markRead(service, ben, { id, seq: 2_000_000_000 });
    expect((await getConversation(service, ben, id)).unread).toBe(0);
  });

  test('resend: what failed goes again, behind what is on its way; what arrived does not', async () => {
    const { ana, customer, id } = await open();
    await service.staff.takeOver(ana, commandFor(id));
    await customer.sees();
    services.answer(({ content }) =>
      content.kind === 'text' && content.text === 'first'
        ? { status: 'failed', reason: 'no' }
        : { status: 'sent', providerId: null },
    );
    await service.staff.reply(ana, { ...commandFor(id), text: 'first', clientId: '1' });
    await service.staff.reply(ana, { ...commandFor(id), text: 'second', clientId: '2' });
    expect((await customer.texts()).at(-1)).toBe('second');
    const { messages } = await getMessages(database, ana, { id, after: 0, limit: 200 });
    const failed = messages.find(({ clientId }) => clientId === '1');
    expect(failed?.delivery).toBe('failed');
    services.answer(() => ({ status: 'sent', providerId: null }));
    const command = { ...commandFor(id), seq: failed?.seq ?? 0 };
    await Promise.all([resendMessage(service, ana, command), resendMessage(service, ana, command)]);
    expect(await customer.texts()).toContain('first');
    await resendMessage(service, ana, { ...commandFor(id), seq: failed?.seq ?? 0 });
    await customer.sees();
    const sent = services.sent.filter(({ conversationId, seq }) => conversationId === id && seq === failed?.seq);
    expect(sent).toHaveLength(2);
    for (const seq of [999, messages.find(({ delivery }) => delivery === null)?.seq ?? 0]) {
      await expect(resendMessage(service, ana, { ...commandFor(id), seq })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  test('resend: a copy of the command that comes when it has failed again sends nothing', async () => {
    const { ana, customer, id } = await open();
    await service.staff.takeOver(ana, commandFor(id));
    await customer.sees();
    services.answer(() => ({ status: 'failed', reason: 'no' }));
    await service.staff.reply(ana, { ...commandFor(id), text: 'first', clientId: '1' });
    const delivery = async () => {
      const { messages } = await getMessages(database, ana, { id, after: 0, limit: 200 });
      return messages.find(({ clientId }) => clientId === '1');
    };
    await vi.waitFor(async () => expect((await delivery())?.delivery).toBe('failed'));
    const command = { ...commandFor(id), seq: (await delivery())?.seq ?? 0 };
    await resendMessage(service, ana, command);
    await vi.waitFor(async () => expect((await delivery())?.delivery).toBe('failed'));
    await resendMessage(service, ana, command);
    expect(
      services.sent.filter(({ conversationId, seq }) => conversationId === id && seq === command.seq),
    ).toHaveLength(2);
    services.answer(() => ({ status: 'sent', providerId: null }));
  });

  test('a running conversation keeps its version; texts come from the latest; a new run takes the latest', async () => {
    const { ana, workspace, customer, id } = await open();
    await workspace.publish(
      buildFlow()
        .step('colour', 'question', { text: 'Which colour?' })
        .step('bye', 'end', { text: 'Bye' })
        .configure({ humanTakesOver: 'A person is here.' })
        .document(),
    );
    await service.staff.takeOver(ana, commandFor(id));
    expect(await customer.texts()).toContain('A person is here.');
    await service.staff.handBack(ana, commandFor(id));
    await customer.say('Mona');
    expect((await customer.texts()).at(-1)).toBe('Thank you, Mona.');
    await customer.endChat();
    await customer.start();
    expect(await customer.texts()).toEqual(['Which colour?']);
  });

  test('without a published flow nobody answers, and nothing is stored', async () => {
    const workspace = await services.workspace(greetingFlow());
    const { workspaceId } = workspace;
    await database.prisma.flow.updateMany({ where: { workspaceId }, data: { publishedVersionId: null } });
    const customer = visit(service, workspace.visitor());
    await expect(customer.start()).rejects.toMatchObject({ code: 'NO_PUBLISHED_FLOW' });
    await expect(customer.say('Hello')).rejects.toMatchObject({ code: 'NO_PUBLISHED_FLOW' });
    expect(await database.prisma.contact.count({ where: { workspaceId } })).toBe(0);
  });
});

describe('the list', () => {
  const ids = async (session: Session, view: ConversationView, more: { search?: string; flowId?: string } = {}) =>
    (await listConversations(database, session, { view, limit: 100, ...more })).rows.map(({ id }) => id);

  test('each view holds what it says, and the counts agree', async () => {
    const { workspace, ana, id: bot } = await open(handoffFlow());
    const ben = await workspace.member('Ben');
    service.presence.joined(ben, randomUUID());
    const begin = async () => {
      clock.advance(1_000);
      return visit(service, workspace.visitor()).start();
    };
    const [waiting, mine, resolved, ended, archived] = [
      await begin(),
      await begin(),
      await begin(),
      await begin(),
      await begin(),
    ];
    for (const id of [mine, resolved, ended]) await service.staff.accept(ana, commandFor(id));
    await service.staff.resolve(ana, { ...commandFor(resolved), note: '' });
    await service.staff.end(ana, commandFor(ended));
    await service.staff.archive(ana, { ...commandFor(archived), archived: true });
    await database.prisma.conversation.updateMany({ where: { id: ended }, data: { needsReview: true } });
    await markRead(service, ana, { id: mine, seq: 1_000 });

    // The first customer found nobody online: the lead form, which is the bot's.
    expect(await ids(ana, 'open')).toEqual([mine, waiting, bot]);
    expect(await ids(ana, 'waiting')).toEqual([waiting, archived]);
    expect(await ids(ana, 'mine')).toEqual([mine]);
    expect(await ids(ben, 'mine')).toEqual([]);
    expect(await ids(ana, 'needs_review')).toEqual([ended]);
    expect((await ids(ana, 'closed')).toSorted()).toEqual([resolved, ended].toSorted());
    expect((await ids(ana, 'archived')).toSorted()).toEqual([ended, archived].toSorted());
    expect(await ids(ana, 'unread')).not.toContain(mine);
    expect(await ids(ben, 'unread')).toContain(mine);
    const counts = await getCounts(database, ana);
    for (const view of conversationViews) expect([view, counts[view]]).toEqual([view, (await ids(ana, view)).length]);
  });

  test('a conversation in which the bot is stuck is in a view of its own, until somebody takes it', async () => {
    const { ana, customer, id } = await open(
      buildFlow().step('mail', 'question', { text: 'Your e-mail?', answerType: 'email' }).document(),
    );
    for (const text of ['no', 'no', 'no']) {
      expect(await ids(ana, 'stalled')).toEqual([]);
      await customer.say(text);
    }
    const { rows } = await listConversations(database, ana, { view: 'stalled', limit: 10 });
    expect(rows).toMatchObject([{ id, stalled: true, mode: { kind: 'bot' } }]);
    expect((await getCounts(database, ana)).stalled).toBe(1);
    await service.staff.takeOver(ana, commandFor(id));
    expect(await ids(ana, 'stalled')).toEqual([]);
  });

  test('pages neither repeat nor hide a row while others arrive', async () => {
    const { workspace, ana, id } = await open();
    const all = [id];
    for (let index = 0; index < 6; index += 1) all.push(await visit(service, workspace.visitor()).start());
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConversations(database, ana, { view: 'open', limit: 2, cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
      clock.advance(1_000);
      await visit(service, workspace.visitor()).start();
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(all.toSorted());
  });

  test('search finds names and words, and takes wildcards as they are', async () => {
    const { workspace, ana, customer, id } = await open();
    await customer.say('100% wool_scarf');
    await customer.sees();
    await database.prisma.conversation.updateMany({ where: { id }, data: { lastText: '100% wool_scarf' } });
    expect(await ids(ana, 'open', { search: 'WOOL_' })).toEqual([id]);
    expect(await ids(ana, 'open', { search: '0% w' })).toEqual([id]);
    expect(await ids(ana, 'open', { search: '1%f' })).toEqual([]);
    expect(await ids(ana, 'open', { search: 'visitor\0' })).toEqual([id]);
    expect(await ids(ana, 'open', { flowId: workspace.flowId })).toEqual([id]);
    expect(await ids(ana, 'open', { flowId: 'another' })).toEqual([]);
  });

  test('a cursor of nobody’s is refused', async () => {
    const { ana } = await open();
    for (const cursor of ['x', 'bnVsbA', Buffer.from('{"at":"yesterday","id":"1"}').toString('base64url')]) {
      await expect(listConversations(database, ana, { view: 'open', limit: 2, cursor })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    }
  });

  test('a transcript, from both ends', async () => {
    const { ana, customer, id } = await open();
    await service.staff.takeOver(ana, commandFor(id));
    for (const text of ['one', 'two', 'three']) await customer.say(text);
    const seqs = async (range: { after?: number; before?: number; limit: number }) =>
      (await getMessages(database, ana, { id, ...range })).messages.map(({ seq }) => seq);
    const { lastSeq } = await getMessages(database, ana, { id, limit: 1 });
    expect(await seqs({ limit: 2 })).toEqual([lastSeq - 1, lastSeq]);
    expect(await seqs({ before: lastSeq, limit: 2 })).toEqual([lastSeq - 2, lastSeq - 1]);
    expect(await seqs({ after: lastSeq - 2, limit: 200 })).toEqual([lastSeq - 1, lastSeq]);
    expect(await seqs({ after: Number.MAX_SAFE_INTEGER, limit: 1 })).toEqual([]);
  });
});

test('what a visitor sees has no lines for staff, no ids of theirs, and nothing that is still on its way', async () => {
  const { ana, customer, id } = await open();
  await service.staff.takeOver(ana, commandFor(id));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  services.answer(async () => {
    await held;
    return { status: 'sent', providerId: null };
  });
  await service.staff.reply(ana, { ...commandFor(id), text: 'Hidden for now', clientId: 'r' });
  await customer.say('Written meanwhile');
  await vi.waitFor(() => expect(services.sent.at(-1)).toBeDefined());
  const before = await service.visitors.snapshot(customer.visitor);
  const { messages } = await getMessages(database, ana, { id, after: 0, limit: 200 });
  expect(before.messages.some(({ content }) => content.kind === 'text' && content.text === 'Hidden for now')).toBe(
    false,
  );
  // Whoever asks again from here gets what was held back, though something later was shown already.
  const reply = messages.find(({ clientId }) => clientId === 'r')?.seq ?? 0;
  expect(before.lastSeq).toBeLessThan(reply);
  release();
  services.answer(() => ({ status: 'sent', providerId: null }));
  const after = await customer.sees();
  expect(JSON.stringify(after)).not.toContain(ana.user.id);
  expect(after.messages.every(({ content }) => content.kind !== 'event')).toBe(true);
  expect(after.messages.some(({ seq }) => seq === reply)).toBe(true);
  expect(after.lastSeq).toBe(messages.length);
});
