import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { hears, openInbox, openVisitor } from '../sockets/testing/browsers.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

const logLines: string[] = [];
const { client, signedIn, database, proxy } = await startTestRuntime({ owner }, { logLines, proxied: true });

test('the log, down to the last detail, holds nothing that anybody said', async () => {
  const channel = await database.prisma.channel.findFirstOrThrow();
  const staff = await signedIn(owner);
  const inbox = await openInbox(staff);
  const visitor = await openVisitor(client(), channel.id);
  const started = await visitor.post('start', { commandId: randomUUID() });
  const { conversationId } = z.object({ conversationId: z.string() }).parse(started.body);

  // An answer that is stored, one that is refused, what is no text, and one while the database is away.
  for (const text of [
    'Book an appointment',
    'Zerubbabel Quux',
    'Color',
    'migraine tomorrow',
    'not-an-address',
    'zq@example.org',
  ])
    expect((await visitor.send(text)).status).toBe(200);
  await visitor.post('messages', {
    clientId: randomUUID(),
    content: { kind: 'text', text: 7, secret: 'wrongly-typed' },
  });
  await visitor.post('messages', {
    clientId: randomUUID(),
    content: { kind: 'form_answer', formId: 'x', values: { a: 'form-words' } },
  });
  const path = `/api/conversations/${conversationId}`;
  expect((await staff.post(`${path}/take-over`, { commandId: randomUUID() })).status).toBe(200);
  const reply = { commandId: randomUUID(), clientId: randomUUID(), text: 'a person whispers' };
  expect((await staff.post(`${path}/reply`, reply)).status).toBe(200);
  await staff.get('/api/conversations?search=Zerubbabel');
  await hears(visitor.heard, 'changed', { status: { mode: 'human' } });
  await proxy.down();
  expect((await visitor.send('unheard cry')).status).toBe(503);
  await vi.waitFor(() => expect(logLines.join('')).toContain('could not be read'), 5_000);
  await proxy.up();
  await vi.waitFor(async () => expect((await visitor.send('heard again')).status).toBe(200), 10_000);

  // A row that can't be sent: its content is broken.
  await hears(inbox.heard, 'delivery.changed', { conversationId, delivery: 'sent' });
  await database.pool.query(
    `UPDATE "Message" SET content = '{"kind":"riddle","text":"broken words"}' WHERE "conversationId" = $1`,
    [conversationId],
  );
  await database.pool.query(
    `UPDATE "OutboxRow" SET status = 'pending', kind = 'system' WHERE "conversationId" = $1 AND status = 'sent'`,
    [conversationId],
  );
  await vi.waitFor(() => expect(logLines.join('')).toMatch(/riddle|could not be settled/), 5_000);

  const log = logLines.join('');
  for (const words of [
    'Zerubbabel',
    'Quux',
    'migraine',
    'not-an-address',
    'zq@example.org',
    'wrongly-typed',
    'form-words',
    'whispers',
    'unheard cry',
    'heard again',
    'broken words',
    'riddle',
  ])
    expect(log).not.toContain(words);
  expect(log).toContain('/api/widget/messages');
});
