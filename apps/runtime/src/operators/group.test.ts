import { type EmulatedGroup, startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { eventually } from '../testing/eventually.ts';
import { connectGroup, topicOf } from '../testing/salon-group.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// Operators in a group against agents in the inbox: the product as it runs, with Telegram played by the emulator.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const { signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url });
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const operators = await openOperators(staff, telegram, salon);
const ana = telegram.person({ firstName: 'Ana', username: 'ana_salon' });
afterAll(telegram.stop);
afterEach(() => telegram.clearFaults());

const groupSchema = z.object({ group: z.object({ mode: z.string(), problem: z.string().nullable() }).nullable() });
const shown = async () => groupSchema.parse((await staff.get('/api/telegram-operators')).body).group;

const connect = (wish: Parameters<typeof telegram.group>[0] = { forum: true }) =>
  connectGroup({ staff, telegram, bot: salon.account, by: ana }, wish);
const cardOf = (group: EmulatedGroup, name: string) =>
  topicOf(group, name).messages.find(({ text }) => text?.startsWith(`${name}\nSalon bot`));
const buttonsOf = (group: EmulatedGroup, name: string) =>
  cardOf(group, name)
    ?.reply_markup?.inline_keyboard.flat()
    .map(({ text }) => text) ?? [];
const modeOf = async (id: string) =>
  z.object({ mode: z.looseObject({ kind: z.string() }) }).parse((await staff.get(`/api/conversations/${id}`)).body)
    .mode;

test('a topic follows a conversation from its first message to its end', async () => {
  const { group } = await connect();
  expect(await shown()).toEqual({ mode: 'topics', problem: null });
  const nora = salon.customer('Nora');
  nora.start();
  await telegram.until('the menu', () => nora.buttons().includes('Talk to a person'));
  await telegram.until('the bot’s part', () =>
    topicOf(group, 'Nora').texts.some((text) => text.includes('What would you like to do?')),
  );
  expect(buttonsOf(group, 'Nora')).toEqual(['Take Session']);
  const { id } = await salon.conversation('Nora');
  const thread = topicOf(group, 'Nora').threadId ?? 0;

  group.say(ana, 'Hello Nora, can I help?', { topic: thread });
  await telegram.until('the reply', () => nora.texts.at(-1) === 'Hello Nora, can I help?');
  expect(nora.texts.some((text) => text.startsWith('Connected to Ana'))).toBe(true);
  await telegram.until('who has it', () =>
    topicOf(group, 'Nora').texts.some((text) => text.includes('Taken by @ana_salon. AI disabled.')),
  );
  await telegram.until('the card', () => cardOf(group, 'Nora')?.text?.includes('Taken by @ana_salon. AI disabled.'));
  expect(buttonsOf(group, 'Nora')).toEqual(['Hand to AI']);
  nora.say('Yes please');
  await telegram.until('the customer', () => topicOf(group, 'Nora').texts.at(-1) === 'Nora\nYes please');
  expect(topicOf(group, 'Nora').texts.filter((text) => text.includes('Hello Nora, can I help?'))).toEqual([]);

  group.tap(ana, 'Hand to AI', cardOf(group, 'Nora')?.message_id);
  await telegram.until('the bot again', () =>
    topicOf(group, 'Nora').texts.some((text) => text.includes('The AI answers again.')),
  );
  await telegram.until('the button', () => buttonsOf(group, 'Nora').includes('Take Session'));
  group.tap(ana, 'Take Session', cardOf(group, 'Nora')?.message_id);
  await eventually(async () => expect(await modeOf(id)).toMatchObject({ kind: 'human', owner: { name: 'Ana' } }));

  const seen = (await operators.view()).operators.find(({ name }) => name === 'Ana');
  expect(seen?.problem).toMatch(/group only/);
  await salon.command(id, 'take-over');
  await telegram.until(
    'the agent',
    () => cardOf(group, 'Nora')?.text?.includes('Taken by') && !cardOf(group, 'Nora')?.text?.includes('@ana'),
  );
  group.say(ana, 'And I?', { topic: thread });
  await telegram.until('refused clearly', () =>
    topicOf(group, 'Nora').texts.some((text) => text.endsWith('Your message was not sent.')),
  );
  await salon.command(id, 'reply', { text: 'From the inbox', clientId: 'i1' });
  await telegram.until('what the agent says', () =>
    topicOf(group, 'Nora').texts.some((text) => text.endsWith('From the inbox')),
  );
  expect(nora.texts).not.toContain('And I?');

  await salon.command(id, 'end');
  await telegram.until('closed', () => group.topics.get(thread)?.closed);
  expect(topicOf(group, 'Nora').texts.some((text) => /Ended by/.test(text))).toBe(true);
});

test('who wants a person is called out, with a mention', async () => {
  const { group } = await connect();
  await operators.connect('Ben', undefined, 'ben_salon');
  await salon.waiting('Olga');
  await telegram.until('the call', () =>
    topicOf(group, 'Olga').texts.some((text) => text.startsWith('OPERATOR REQUESTED') && text.includes('@ben_salon')),
  );
});

test('who asks for a person in words of their own is called out too, with a mention', async () => {
  const { group } = await connect();
  await operators.connect('Kim', undefined, 'kim_salon');
  const flowSchema = z.object({
    id: z.string(),
    revision: z.int(),
    document: z.looseObject({ configure: z.looseObject({ triggers: z.looseObject({}).optional() }) }),
  });
  const [listed] = z.array(z.object({ id: z.string() })).parse((await staff.get('/api/flows')).body);
  const flow = flowSchema.parse((await staff.get(`/api/flows/${listed?.id}`)).body);
  const { id, revision, document } = flow;
  const keywords = { on: true, ask: 'at_once', lists: [{ language: 'en', words: ['real person'] }] };
  const { configure } = document;
  const changed = { ...document, configure: { ...configure, triggers: { ...configure.triggers, keywords } } };
  await staff.request('PUT', `/api/flows/${id}/draft`, { revision, document: changed });
  expect((await staff.post(`/api/flows/${id}/publish`, { revision: revision + 1 })).status).toBe(200);

  const wren = salon.customer('Wren');
  wren.start();
  await telegram.until('the menu', () => wren.buttons().includes('Talk to a person'));
  wren.say('Give me a real person please');
  await telegram.until('the first field', () => wren.buttons().includes('Prices'));
  wren.tap('Prices');
  await telegram.until('the second field', () => wren.texts.at(-1)?.startsWith('What should we know?'));
  wren.say('-');
  await telegram.until('the call', () =>
    topicOf(group, 'Wren').texts.some((text) => text.startsWith('OPERATOR REQUESTED') && text.includes('@kim_salon')),
  );
  const call = topicOf(group, 'Wren').texts.find((text) => text.startsWith('OPERATOR REQUESTED'));
  expect(call).toContain('real person');
});

test('a deleted topic is made again, with the card and what was said last', async () => {
  const { group } = await connect();
  const pia = salon.customer('Pia');
  pia.say('Hello');
  await telegram.until('the topic', () => topicOf(group, 'Pia').texts.length >= 2);
  const before = topicOf(group, 'Pia').threadId ?? 0;
  group.deleteTopic(before);
  pia.say('book an appointment');
  await telegram.until(
    'another topic',
    () => topicOf(group, 'Pia').threadId !== undefined && topicOf(group, 'Pia').threadId !== before,
  );
  await telegram.until('the failed one', () =>
    topicOf(group, 'Pia').texts.some((text) => text.includes('book an appointment')),
  );
  expect(cardOf(group, 'Pia')).toBeDefined();
  expect(topicOf(group, 'Pia').texts.some((text) => text.includes('Hello'))).toBe(true);
  const words = topicOf(group, 'Pia').texts.join('\n');
  expect(words.indexOf('Hello')).toBeLessThan(words.indexOf('book an appointment'));
});

test('a link connects one group; without its rights, Settings say what is missing', async () => {
  const { group, start } = await connect();
  const other = telegram.group({ title: 'Elsewhere', forum: true });
  other.join(ana);
  other.promote(salon.account);
  other.say(ana, start);
  await telegram.until('it says so', () => other.messages.some(({ from }) => from.is_bot));
  expect(await shown()).toMatchObject({ mode: 'topics' });
  group.promote(salon.account, { topics: false });
  await eventually(async () =>
    expect(await shown()).toMatchObject({ problem: expect.stringMatching(/Manage topics/) }),
  );
  group.promote(salon.account);
  await eventually(async () => expect(await shown()).toEqual({ mode: 'topics', problem: null }));
  group.remove(salon.account);
  await eventually(async () =>
    expect(await shown()).toMatchObject({ problem: expect.stringMatching(/not in the group any more/) }),
  );
});

test('Test my alerts writes into the group, says what it lacks, and sees topics that were turned on meanwhile', async () => {
  const testSchema = z.array(z.looseObject({ kind: z.string() }));
  const tested = async () =>
    testSchema.parse((await staff.post('/api/telegram-operators/test')).body).filter(({ kind }) => kind === 'group');
  const { group } = await connect({ title: 'Desk' });
  expect(await shown()).toEqual({ mode: 'replies', problem: null });
  const fine = { kind: 'group', name: 'Desk', ok: true, problem: null };
  expect(await tested()).toEqual([{ ...fine, news: null }]);
  expect(group.messages.at(-1)?.text).toMatch(/^🔔 This is a test/);

  group.setForum(true);
  expect(await tested()).toEqual([{ ...fine, news: expect.stringMatching(/has topics now/) }]);
  expect(await shown()).toEqual({ mode: 'topics', problem: null });
  expect(group.messages.at(-1)).toMatchObject({ text: expect.stringMatching(/^🔔 This is a test/) });
  expect(group.messages.at(-1)?.message_thread_id).toBeUndefined();
  const tina = salon.customer('Tina');
  tina.say('Hello');
  await telegram.until('a topic', () => topicOf(group, 'Tina').texts.some((text) => text.includes('Hello')));

  group.setForum(false);
  expect(await tested()).toEqual([{ ...fine, news: expect.stringMatching(/by replies/) }]);
  expect(await shown()).toEqual({ mode: 'replies', problem: null });

  group.setForum(true);
  group.promote(salon.account, { topics: false });
  await eventually(async () => expect(await shown()).toMatchObject({ problem: expect.any(String) }));
  expect(await tested()).toEqual([{ ...fine, ok: false, problem: expect.stringMatching(/Manage topics/), news: null }]);
  group.remove(salon.account);
  await telegram.until('all is heard', () => salon.account.updates.pending === 0);
  expect(await tested()).toEqual([
    { ...fine, ok: false, problem: expect.stringMatching(/not in the group any more/), news: null },
  ]);
  telegram.fail({ kind: 'error', code: 500, bot: salon.account, method: 'getChat' });
  expect(await tested()).toEqual([{ ...fine, ok: false, problem: expect.stringMatching(/Try again/), news: null }]);
  await staff.request('DELETE', '/api/telegram-operators/group');
  expect(await tested()).toEqual([]);
});

test('Test my alerts follows a group that has become a supergroup, heard or not', async () => {
  const { group: plain } = await connect({ basic: true, title: 'Small' });
  const next = plain.upgrade();
  const { body } = await staff.post('/api/telegram-operators/test');
  expect(body).toContainEqual({ kind: 'group', name: 'Small', ok: true, problem: null, news: null });
  expect(next.messages.at(-1)?.text).toMatch(/^🔔 This is a test/);
});

test('a group that can’t be looked at is looked at again; that the bot is out by then holds up nothing', async () => {
  telegram.fail({ kind: 'error', code: 500, bot: salon.account, method: 'getChat' });
  const { group, start } = await connect();
  expect(await shown()).toEqual({ mode: 'topics', problem: null });
  // Both are news by the time that the first is heard.
  group.promote(salon.account, { topics: false });
  group.remove(salon.account);
  await eventually(async () =>
    expect(await shown()).toMatchObject({ problem: expect.stringMatching(/not in the group any more/) }),
  );
  await telegram.until('all is heard', () => salon.account.updates.pending === 0);
  await staff.request('DELETE', '/api/telegram-operators/group');
  group.promote(salon.account);
  group.say(ana, start);
  await telegram.until('an old link connects nothing', () =>
    group.messages.at(-1)?.text?.startsWith('This link is not valid any more'),
  );
  expect(await shown()).toBeNull();
});

test('in a plain group a reply to a message goes to its customer, also after it has become a supergroup', async () => {
  const { group: plain } = await connect({ basic: true });
  expect(await shown()).toEqual({ mode: 'replies', problem: null });
  await operators.connect('Cleo');
  const rosa = salon.customer('Rosa');
  rosa.start();
  await telegram.until('the menu', () => rosa.buttons().includes('Talk to a person'));
  rosa.tap('Talk to a person');
  await telegram.until('the first field', () => rosa.buttons().includes('Prices'));
  expect(plain.messages.filter(({ text }) => text?.includes('Rosa'))).toEqual([]);
  rosa.tap('Prices');
  await telegram.until('the second field', () => rosa.texts.at(-1)?.startsWith('What should we know?'));
  rosa.say('-');
  await telegram.until('the call', () =>
    plain.messages.some(({ text }) => text?.startsWith('OPERATOR REQUESTED\nRosa')),
  );
  const card = plain.messages.find(({ text }) => text?.startsWith('Rosa\n'));
  if (!card) throw new Error('There is no card');
  plain.say(ana, 'Hello Rosa', { replyTo: card.message_id });
  await telegram.until('the reply', () => rosa.texts.at(-1) === 'Hello Rosa');
  rosa.say('Hello!');
  await telegram.until('the customer', () => plain.messages.at(-1)?.text?.endsWith('Rosa\nHello!'));
  plain.say(ana, 'Between us: lunch?');
  const next = plain.upgrade();
  rosa.say('Still there?');
  await telegram.until('in the new group', () => next.messages.at(-1)?.text?.endsWith('Rosa\nStill there?'));
  next.say(ana, 'Yes', { replyTo: next.messages.at(-1)?.message_id });
  await telegram.until('the reply', () => rosa.texts.at(-1) === 'Yes');
  expect(rosa.texts).not.toContain('Between us: lunch?');
});

// One after the other, each with a topic of its own: made, written to, closed.
test.each([
  ['an error', { kind: 'error', code: 500 }, 0],
  ['a connection that breaks', { kind: 'reset', done: true }, 1],
] as const)(
  '%s at each step of a topic: nothing is lost, and what may be a copy says so',
  async (title, fault, copies) => {
    const { group } = await connect();
    const name = `Eva ${title}`;
    const breaks = (method: string) => telegram.fail({ ...fault, bot: salon.account, method, chatId: group.id });
    breaks('createForumTopic');
    const eva = salon.customer(name);
    eva.say('First');
    // Of two topics, where it was open whether the first was made, the second is the conversation's.
    const topic = () => [...group.topics].findLast(([, each]) => each.name === name)?.[0] ?? 0;
    const texts = () => group.messages.flatMap((each) => (each.message_thread_id === topic() ? [each.text ?? ''] : []));
    const telling = (words: string) => texts().filter((text) => text.includes(words));
    await telegram.until('the first', () => telling('First').length > 0);
    const { id } = await salon.conversation(name);
    breaks('sendMessage');
    eva.say('Second');
    await telegram.until('the second', () => telling('Second').length > 0);
    breaks('closeForumTopic');
    await salon.command(id, 'end');
    await telegram.until('it is closed', () => group.topics.get(topic())?.closed);
    await telegram.until('and says so', () => telling('Ended by').length > 0);
    // What is closed comes after what was to be said.
    expect(telling('Second')).toHaveLength(1 + copies);
    expect(telling('Second').filter((text) => text.startsWith('↻ Sent again'))).toHaveLength(copies);
    expect(telling('First')).toHaveLength(1);
  },
);
