import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { handoffFlow } from '@baton/testing';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestServices, type TestWorkspace } from '../conversations/testing/create-test-service.ts';
import { visit } from '../conversations/testing/visit.ts';
import { createMailer } from './create-mailer.ts';
import { mailJob } from './mail-job.ts';
import { getNotifications, testNotifications, updateNotifications } from './notifications.ts';

// A real mail server on this machine, which keeps what it gets.

interface Got {
  readonly to: string;
  readonly raw: string;
}
const letters: Got[] = [];
/** What the server says to a recipient, if it refuses. */
const refusals = new Map<string, { code: number; words: string }>();

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo({ address }, _session, done) {
    const refusal = refusals.get(address);
    done(refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
  },
  onData(stream, session, done) {
    text(stream).then((raw) => {
      // Long lines are broken on the way.
      const lines = raw.replaceAll('=\r\n', '');
      letters.push(...session.envelope.rcptTo.map(({ address }) => ({ to: address, raw: lines })));
      done();
    }, done);
  },
});
smtp.listen(0, '127.0.0.1');
await once(smtp.server, 'listening');
const address = smtp.server.address();
const port = typeof address === 'object' && address ? address.port : 0;

const services = await createTestServices();
const { database, clock } = services;
const service = services.service();
await service.start();
const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'chat@example.com' });
const log = pino({ level: 'silent' });
const job = mailJob({ database, clock, log, mailer, url: 'https://chat.example.com' });
const run = () => job.run({});
const deps = { database, clock, mailer };
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

let workspace: TestWorkspace;
const MINUTE = 60_000;

beforeEach(async () => {
  const document = handoffFlow();
  workspace = await services.workspace({ ...document, configure: { ...document.configure, fallback: 'message' } });
  await run();
  letters.length = 0;
  refusals.clear();
});

/** Somebody asks for a person while nobody is there. */
async function missed(): Promise<string> {
  return visit(service, workspace.visitor()).start();
}

const to = (email: string) => letters.filter((letter) => letter.to === email);

describe('a request that nobody took', () => {
  test('is told once, about a minute later, with where to answer', async () => {
    const ana = await workspace.member('Ana');
    await run();
    const id = await missed();
    await run();
    expect(to(ana.user.email)).toEqual([]);
    clock.advance(2 * MINUTE);
    await run();
    await run();
    const [letter, ...more] = to(ana.user.email);
    expect(more).toEqual([]);
    expect(letter?.raw).toMatch(/^Subject: Nobody was there for Visitor /m);
    expect(letter?.raw).toContain(`https://chat.example.com/inbox/c/${id}`);
    expect(letter?.raw).toMatch(/^From: Baton <chat@example.com>/m);
  });

  test('several are one letter; what was before somebody came is not told to them', async () => {
    const ana = await workspace.member('Ana');
    await run();
    await missed();
    await missed();
    const ben = await workspace.member('Ben');
    clock.advance(2 * MINUTE);
    await run();
    expect(to(ana.user.email).map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim())).toEqual([
      'Nobody was there for 2 customers',
    ]);
    expect(to(ben.user.email)).toEqual([]);
  });

  test('is told to nobody of another workspace, and to nobody who wants no letters', async () => {
    const ana = await workspace.member('Ana');
    await updateNotifications(deps, ana, { missed: 'off' });
    const elsewhere = await services.workspace(handoffFlow());
    const eve = await elsewhere.member('Eve');
    await run();
    await missed();
    clock.advance(2 * MINUTE);
    await run();
    expect([...to(ana.user.email), ...to(eve.user.email)]).toEqual([]);
    // What was missed meanwhile is not made up for.
    await updateNotifications(deps, ana, { missed: 'now' });
    clock.advance(2 * MINUTE);
    await run();
    expect(to(ana.user.email)).toEqual([]);
  });

  test('daily: at eight in the workspace’s time zone, also on the day the clocks change', async () => {
    const ana = await workspace.member('Ana');
    const day = [{ from: '00:00', to: '24:00' }];
    const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
    const hours = { timeZone: 'Europe/Berlin', week, exceptions: [] };
    await database.prisma.workspace.update({
      where: { id: workspace.workspaceId },
      data: { handoff: { hours } },
    });
    await updateNotifications(deps, ana, { missed: 'daily' });
    clock.set(Date.parse('2027-03-27T12:00:00Z'));
    await run();
    letters.length = 0;
    await missed();
    // Clocks go forward at one: eight is six by then.
    clock.set(Date.parse('2027-03-28T05:59:00Z'));
    await run();
    expect(to(ana.user.email)).toEqual([]);
    clock.advance(MINUTE);
    await run();
    expect(to(ana.user.email)).toHaveLength(1);
    expect(to(ana.user.email)[0]?.raw).toContain('Since the last summary');
    clock.set(Date.parse('2027-03-29T06:00:00Z'));
    await run();
    expect(to(ana.user.email)).toHaveLength(1);
  });

  test('a mailbox that does not exist is not tried again; a server that is away is; the member reads why', async () => {
    const [ana, ben] = [await workspace.member('Ana'), await workspace.member('Ben')];
    await run();
    refusals.set(ana.user.email, { code: 550, words: 'No such mailbox' });
    refusals.set(ben.user.email, { code: 451, words: 'Come back later' });
    await missed();
    clock.advance(2 * MINUTE);
    await run();
    expect((await getNotifications(deps, ana)).problem).toContain('No such mailbox');
    expect((await getNotifications(deps, ben)).problem).toContain('Come back later');
    refusals.clear();
    clock.advance(MINUTE);
    await run();
    expect(to(ana.user.email)).toEqual([]);
    expect(to(ben.user.email)).toHaveLength(1);
    expect((await getNotifications(deps, ben)).problem).toBeNull();
  });
});

test('a test letter goes out now, and says why where it can’t', async () => {
  const ana = await workspace.member('Ana');
  expect(await testNotifications(deps, ana)).toEqual({ problem: null });
  expect(to(ana.user.email)[0]?.raw).toContain('E-mail from Baton reaches you.');
  refusals.set(ana.user.email, { code: 550, words: 'No such mailbox' });
  expect((await testNotifications(deps, ana)).problem).toContain('No such mailbox');
  const none = await testNotifications({ ...deps, mailer: undefined }, ana);
  expect(none.problem).toMatch(/sets SMTP_URL and MAIL_FROM/);
});
