import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
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

/** A group that somebody has connected by a link, with the bot as its administrator. */
async function connectGroup(wish: Parameters<typeof telegram.group>[0], rights?: { topics: boolean }) {
  const group = telegram.group(wish);
  group.join(ana);
  group.promote(salon.account, rights);
  const { url } = z.object({ url: z.string() }).parse((await staff.post('/api/telegram-operators/group-links')).body);
  const payload = new URL(url).searchParams.get('startgroup');
  const start = `/start@${salon.account.me.username} ${payload}`;
  group.say(ana, start);
  await telegram.until('it is connected', () =>
    group.messages.some(({ text }) => text?.startsWith('This group is connected')),
  );
  return { group, start };
}

let { group, start } = await connectGroup({ forum: true });
const threadOf = (name: string) => [...group.topics].find(([, topic]) => topic.name === name)?.[0];
const inTopic = (name: string) =>
  group.messages.filter((each) => each.message_thread_id === threadOf(name) && each.from.is_bot);
const textsOf = (name: string) => inTopic(name).map(({ text = '' }) => text);
const cardOf = (name: string) => inTopic(name).find(({ text }) => text?.startsWith(`${name}\nSalon bot`));
const buttonsOf = (name: string) =>
  cardOf(name)
    ?.reply_markup?.inline_keyboard.flat()
    .map(({ text }) => text) ?? [];
const modeOf = async (id: string) =>
  z.object({ mode: z.looseObject({ kind: z.string() }) }).parse((await staff.get(`/api/conversations/${id}`)).body)
    .mode;

test('a topic follows a conversation from its first message to its end', async () => {
  expect(await shown()).toEqual({ mode: 'topics', problem: null });
  const nora = salon.customer('Nora');
  nora.start();
  await telegram.until('the menu', () => nora.buttons().includes('Talk to a person'));
  await telegram.until('the bot’s part', () =>
    textsOf('Nora').some((text) => text.includes('What would you like to do?')),
  );
  expect(buttonsOf('Nora')).toEqual(['Take Session']);
  const { id } = await salon.conversation('Nora');
  const thread = threadOf('Nora') ?? 0;

  group.say(ana, 'Hello Nora, can I help?', { topic: thread });
  await telegram.until('the reply', () => nora.texts.at(-1) === 'Hello Nora, can I help?');
  expect(nora.texts.some((text) => text.startsWith('Connected to Ana'))).toBe(true);
  await telegram.until('who has it', () =>
    textsOf('Nora').some((text) => text.includes('Taken by @ana_salon. AI disabled.')),
  );
  await telegram.until('the card', () => cardOf('Nora')?.text?.includes('Taken by @ana_salon. AI disabled.'));
  expect(buttonsOf('Nora')).toEqual(['Hand to AI']);
  nora.say('Yes please');
  await telegram.until('the customer', () => textsOf('Nora').at(-1) === 'Nora\nYes please');
  expect(textsOf('Nora').filter((text) => text.includes('Hello Nora, can I help?'))).toEqual([]);

  group.tap(ana, 'Hand to AI', cardOf('Nora')?.message_id);
  await telegram.until('the bot again', () => textsOf('Nora').some((text) => text.includes('The AI answers again.')));
  await telegram.until('the button', () => buttonsOf('Nora').includes('Take Session'));
  group.tap(ana, 'Take Session', cardOf('Nora')?.message_id);
  await vi.waitFor(async () => expect(await modeOf(id)).toMatchObject({ kind: 'human', owner: { name: 'Ana' } }));

  expect((await operators.view()).operators).toMatchObject([
    { name: 'Ana', problem: expect.stringMatching(/group only/) },
  ]);
  await salon.command(id, 'take-over');
  await telegram.until(
    'the agent',
    () => cardOf('Nora')?.text?.includes('Taken by') && !cardOf('Nora')?.text?.includes('@ana'),
  );
  group.say(ana, 'And I?', { topic: thread });
  await telegram.until('refused clearly', () =>
    textsOf('Nora').some((text) => text.endsWith('Your message was not sent.')),
  );
  await salon.command(id, 'reply', { text: 'From the inbox', clientId: 'i1' });
  await telegram.until('what the agent says', () => textsOf('Nora').some((text) => text.endsWith('From the inbox')));
  expect(nora.texts).not.toContain('And I?');

  await salon.command(id, 'end');
  await telegram.until('closed', () => group.topics.get(thread)?.closed);
  expect(textsOf('Nora').some((text) => /Ended by/.test(text))).toBe(true);
});

test('who wants a person is called out, with a mention', async () => {
  ({ group } = await connectGroup({ forum: true }));
  await operators.connect('Ben', undefined, 'ben_salon');
  const olga = salon.customer('Olga');
  olga.start();
  await telegram.until('the menu', () => olga.buttons().includes('Talk to a person'));
  olga.tap('Talk to a person');
  await telegram.until('the first field', () => olga.buttons().includes('Prices'));
  olga.tap('Prices');
  await telegram.until('the second field', () => olga.texts.at(-1)?.startsWith('What should we know?'));
  olga.say('-');
  await telegram.until('the call', () =>
    textsOf('Olga').some((text) => text.startsWith('OPERATOR REQUESTED') && text.includes('@ben_salon')),
  );
});

test('a deleted topic is made again, with the card and what was said last', async () => {
  ({ group } = await connectGroup({ forum: true }));
  const pia = salon.customer('Pia');
  pia.say('Hello');
  await telegram.until('the topic', () => textsOf('Pia').length >= 2);
  const before = threadOf('Pia') ?? 0;
  group.deleteTopic(before);
  pia.say('book an appointment');
  await telegram.until('another topic', () => threadOf('Pia') !== undefined && threadOf('Pia') !== before);
  await telegram.until('the failed one', () => textsOf('Pia').some((text) => text.includes('book an appointment')));
  expect(cardOf('Pia')).toBeDefined();
  expect(textsOf('Pia').some((text) => text.includes('Hello'))).toBe(true);
  const words = textsOf('Pia').join('\n');
  expect(words.indexOf('Hello')).toBeLessThan(words.indexOf('book an appointment'));
});

test('a link connects one group; without its rights, Settings say what is missing', async () => {
  ({ group, start } = await connectGroup({ forum: true }));
  const other = telegram.group({ title: 'Elsewhere', forum: true });
  other.join(ana);
  other.promote(salon.account);
  other.say(ana, start);
  await telegram.until('it says so', () => other.messages.some(({ from }) => from.is_bot));
  expect(await shown()).toMatchObject({ mode: 'topics' });
  group.promote(salon.account, { topics: false });
  await vi.waitFor(async () =>
    expect(await shown()).toMatchObject({ problem: expect.stringMatching(/Manage topics/) }),
  );
  group.promote(salon.account);
  await vi.waitFor(async () => expect(await shown()).toEqual({ mode: 'topics', problem: null }));
  group.remove(salon.account);
  await vi.waitFor(async () =>
    expect(await shown()).toMatchObject({ problem: expect.stringMatching(/not in the group any more/) }),
  );
});

test('in a plain group a reply to a message goes to its customer, also after it has become a supergroup', async () => {
  const { group: plain } = await connectGroup({ basic: true });
  expect(await shown()).toEqual({ mode: 'replies', problem: null });
  const rosa = salon.customer('Rosa');
  rosa.start();
  await telegram.until('the menu', () => rosa.buttons().includes('Talk to a person'));
  rosa.tap('Talk to a person');
  await telegram.until('the first field', () => rosa.buttons().includes('Prices'));
  expect(plain.messages.filter(({ text }) => text?.includes('Rosa'))).toEqual([]);
  rosa.tap('Prices');
  await telegram.until('the second field', () => rosa.texts.at(-1)?.startsWith('What should we know?'));
  rosa.say('-');
  await telegram.until('the call', () => plain.messages.some(({ text }) => text?.startsWith('OPERATOR REQUESTED')));
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
