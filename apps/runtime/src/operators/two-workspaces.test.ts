import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, expect, test, vi } from 'vitest';
import { makeForeignWorkspace } from '../testing/foreign-workspace.ts';
import { makeMember } from '../testing/make-member.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// Operators of two workspaces on Telegram, and somebody who is an operator in both: the product as it runs, with
// Telegram played by the emulator.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const { database, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url });
afterAll(telegram.stop);

async function open(staff: Awaited<ReturnType<typeof signedIn>>) {
  const salon = await openSalonOnTelegram(staff, telegram);
  return { staff, salon, operators: await openOperators(staff, telegram, salon) };
}

test('nothing crosses from one to the other', async () => {
  const { workspaceId } = await makeForeignWorkspace(database);
  const one = await open(await signedIn(owner));
  const two = await open(await signedIn(await makeMember(database, workspaceId, 'owner')));
  const ana = await one.operators.connect('Ana');
  const bea = await two.operators.connect('Bea');
  const carl = telegram.person({ firstName: 'Carl' });
  const [carlInOne, carlInTwo] = [carl.with(one.salon.account), carl.with(two.salon.account)];
  carlInOne.start(await one.operators.link());
  await telegram.until('he is in', () => carlInOne.texts.at(-1)?.startsWith('You are connected'));

  // A link is its workspace's: elsewhere it is not known.
  carlInTwo.start(await one.operators.link());
  await telegram.until('it is refused', () => carlInTwo.texts.at(-1)?.startsWith('This link is not known'));
  carlInTwo.start(await two.operators.link());
  await telegram.until('he is in both', () => carlInTwo.texts.at(-1)?.startsWith('You are connected'));
  expect((await one.operators.view()).operators.map(({ name }) => name)).toEqual(['Ana', 'Carl']);
  expect((await two.operators.view()).operators.map(({ name }) => name)).toEqual(['Bea', 'Carl']);

  const { talk: nora, id } = await one.salon.waiting('Nora');
  await telegram.until('the alerts', () =>
    [ana, carlInOne].every((each) => each.messages.some(({ text }) => text?.startsWith('🔔 Nora'))),
  );

  // A button that names a conversation of the other workspace leads nowhere, for him who may answer it there too.
  const forge = async (chatId: number) => {
    const keyboard = [
      ['accept', 'done', 'resend'].map((each) => ({ text: each, callback_data: `op:${each}:${id}:1` })),
    ];
    await fetch(`${telegram.url}/bot${two.salon.account.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chatId, text: 'Forged', reply_markup: { inline_keyboard: keyboard } }),
    });
  };
  for (const talk of [bea, carlInTwo]) {
    await forge(talk.messages[0]?.chat.id ?? 0);
    for (const each of ['accept', 'done', 'resend']) {
      const tap = talk.tap(each);
      await telegram.until('it is refused', () =>
        telegram.tapAnswers.some(({ queryId, text }) => queryId === tap && /not (there|known) any more/.test(text)),
      );
      if (each === 'done') await forge(talk.messages[0]?.chat.id ?? 0);
    }
  }
  expect((await one.staff.get(`/api/conversations/${id}`)).body).toMatchObject({ mode: { kind: 'pending' } });

  carlInOne.tap('Accept');
  await telegram.until('it is his', () => carlInOne.texts.some((text) => text.startsWith('You answer Nora')));
  carlInTwo.say('Who hears this?');
  await telegram.until('nobody', () => carlInTwo.texts.at(-1)?.startsWith('You answer nobody now'));
  carlInOne.say('Hello Nora');
  await telegram.until('it arrives', () => nora.texts.at(-1) === 'Hello Nora');
  expect([...bea.texts, ...carlInTwo.texts].filter((text) => text.includes('Nora'))).toEqual([]);
  expect((await two.staff.get(`/api/conversations/${id}`)).status).toBe(404);
  expect(nora.texts).not.toContain('Who hears this?');
});
