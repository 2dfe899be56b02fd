import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// Operators in private chats with the bot that serves customers too, against agents in the inbox: the product as it
// runs, with Telegram played by the emulator.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const { database, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url });
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const operators = await openOperators(staff, telegram, salon);
afterAll(telegram.stop);
afterEach(() => telegram.clearFaults());

const waitingCustomer = (name: string) => salon.waiting(name, 'How much is a haircut?');

const mode = async (id: string) => (await staff.get(`/api/conversations/${id}`)).body;

describe('two operators and a customer', async () => {
  const ana = await operators.connect('Ana', undefined, 'ana');
  const ben = await operators.connect('Ben');

  test('the alert goes to both, the first to accept wins, and they talk', async () => {
    const { talk: nora, id } = await waitingCustomer('Nora');
    for (const chat of [ana, ben]) {
      await telegram.until('the alert', () => chat.texts.at(-1)?.startsWith('🔔 Nora waits for a person'));
      expect(chat.buttons(chat.messages.at(-1)?.message_id)).toEqual(['Accept', 'Reject']);
      expect(chat.texts.at(-1)).toContain('What should we know?: How much is a haircut?');
      expect(chat.texts.at(-1)).toContain('Nora: How much is a haircut?');
    }
    nora.say('Are you there?');
    await telegram.until('the newest text', () => ben.texts.at(-1)?.includes('Nora: Are you there?'));

    const taps = [ana.tap('Accept'), ben.tap('Accept')];
    await telegram.until('both taps are answered', () =>
      taps.every((tap) => telegram.tapAnswers.some(({ queryId }) => queryId === tap)),
    );
    const body = await mode(id);
    const anaWon = JSON.stringify(body).includes('"name":"Ana"');
    const [winner, loser, name] = anaWon ? [ana, ben, 'Ana'] : [ben, ana, 'Ben'];
    expect(telegram.tapAnswers.map(({ text }) => text)).toContain(`${name} took this.`);
    await telegram.until('the session', () => winner.texts.some((text) => text.startsWith('You answer Nora')));
    // More was said before than the card has room for.
    await telegram.until('what was said before', () => winner.texts.at(-1)?.startsWith('— Said before\n\nBot\n'));
    const words = ['What would you like to do?', 'Nora\nTalk to a person', 'Nora\nAre you there?'];
    expect(words.filter((text) => !winner.texts.at(-1)?.includes(text))).toEqual([]);
    await telegram.until('the other alert', () => loser.texts.at(-1) === `Nora\nTaken by ${name}.`);
    expect(loser.buttons()).toEqual([]);
    await telegram.until(
      'who it is',
      () => nora.texts.at(-1) === `Connected to ${name}.` || nora.texts.at(-1)?.startsWith('Connected to'),
    );

    winner.say('Hello Nora, it is 40 €.');
    await telegram.until('the answer', () => nora.texts.at(-1) === 'Hello Nora, it is 40 €.');
    nora.say('Thank you');
    await telegram.until('the customer', () => winner.texts.at(-1) === 'Nora\nThank you');
    await salon.command(id, 'take-over').catch(() => undefined);
    await telegram.until(
      'a supervisor took it',
      () => winner.texts.at(-1) === 'Nora: Ada answers now.' || winner.texts.at(-1)?.endsWith('answers now.'),
    );
    expect(winner.buttons()).toEqual([]);
    winner.say('Is that so?');
    await telegram.until('a clear answer', () => winner.texts.at(-1)?.startsWith('You answer nobody now'));
    expect((await salon.transcript(id)).filter((line) => /Is that so/.test(line))).toEqual([]);
    await eventually(async () => expect((await operators.view()).operators).toHaveLength(2));
  });
});

test('an operator’s own chat is never a contact, also on the bot that serves customers', async () => {
  const contacts = async () => {
    const { rows } = await database.pool.query<{ address: string }>('SELECT address FROM "Contact"');
    return rows.map(({ address }) => address);
  };
  const eve = await operators.connect('Eve');
  eve.start();
  eve.say('Hello?');
  eve.sendFile({ kind: 'voice', data: new Uint8Array([1]) });
  eve.edit(eve.messages.findLast(({ text }) => text === 'Hello?')?.message_id ?? 0, 'Hello there?');
  eve.block();
  eve.unblock();
  eve.say('/away');
  await telegram.until('all was heard', () => eve.texts.at(-1)?.startsWith('You get no more alerts'));
  // Who comes later is a contact by the time that everything before was taken in.
  const customer = salon.customer('Finn');
  customer.start();
  await telegram.until('the menu', () => customer.buttons().includes('Talk to a person'));
  const known = await contacts();
  expect(known).toContain(String(customer.messages[0]?.chat.id));
  expect(known).not.toContain(String(eve.messages[0]?.chat.id));
  expect(eve.texts.join()).not.toContain('What would you like to do?');
});
