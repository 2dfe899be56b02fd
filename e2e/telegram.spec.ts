import type { Page } from '@playwright/test';
import { startTelegramEmulator, type TelegramEmulator } from '../packages/testing/src/telegram/index.ts';
import { expectAccessible } from './axe.ts';
import { test as base, expect, played } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takePicture, takeScreens } from './screens.ts';

/** Telegram, played by the emulator; the runtime is told where it is. */
const test = base.extend<{ telegram: TelegramEmulator }>({
  telegram: played(startTelegramEmulator),
  runtimeEnv: async ({ telegram }, use) => use({ TELEGRAM_API_ROOT: telegram.url }),
});

async function addBot(page: Page, token: string) {
  await page.getByRole('button', { name: 'Add a channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await dialog.getByRole('textbox', { name: 'Bot token' }).fill(token);
  await takePicture(page, 'telegram-connect');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  return dialog;
}

test('an owner connects a bot, and a customer on Telegram talks to the flow and to a person', async ({
  page,
  telegram,
}) => {
  test.slow();
  const bot = telegram.bot({ username: 'salon_verde_bot' });
  const inbox = new InboxPages(page);
  await inbox.signIn();
  await page.goto('/inbox/settings/channels');
  const connection = page.getByRole('region', { name: 'Connection of Telegram' });

  await test.step('a wrong token is refused with what to do, a right one connects', async () => {
    const dialog = await addBot(page, 'something else');
    await expect(dialog.getByRole('alert')).toContainText('This is not a bot token');
    await expectAccessible(page);
    await takeScreens(page, 'telegram-connect');
    await dialog.getByRole('textbox', { name: 'Bot token' }).fill(bot.token);
    await expect(dialog.getByRole('alert'), 'what was wrong with the other token').toHaveCount(0);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect(dialog).toBeHidden();
    await expect(connection.getByRole('status')).toHaveText('Connected');
    await expect(connection.getByRole('link', { name: '@salon_verde_bot' })).toHaveAttribute(
      'href',
      'https://t.me/salon_verde_bot',
    );
    await expect(page.locator('body')).not.toContainText(bot.token.split(':')[1] ?? '');
    await expectAccessible(page);
    await connection.getByRole('button', { name: 'Disconnect' }).scrollIntoViewIfNeeded();
    await takeScreens(page, 'telegram-connected');
    await takePicture(page, 'telegram-connected');
  });

  const anna = telegram.person({ firstName: 'Anna', lastName: 'Rossi' }).with(bot);
  await test.step('the flow answers in Telegram', async () => {
    anna.start('spring_sale');
    await telegram.until('the menu', () => anna.buttons().length === 2);
    anna.tap('Book an appointment');
    await telegram.until('the question', () => anna.texts.at(-1) === 'Gladly. What is your name?');
    anna.say('Anna');
    await telegram.until('the service', () => anna.buttons().includes('Haircut'));
  });

  await test.step('staff take over, and both write', async () => {
    await page.goto('/inbox');
    await inbox.openConversation('Nice to meet you, Anna.');
    await expect(inbox.details.getByText('Anna Rossi'), 'the name of the account is not lost').toBeVisible();
    await expect(inbox.log).toContainText('Nice to meet you, Anna.');
    await inbox.button('Take over to reply').click();
    await inbox.say('Hello **Anna**, this is a person.');
    await telegram.until('the reply', () => anna.texts.at(-1) === 'Hello Anna, this is a person.');
    const { message_id } = anna.say('How nise');
    await expect(inbox.log).toContainText('How nise');
    anna.edit(message_id, 'How nice');
    await expect(inbox.log).toContainText('How nice');
    await expect(inbox.log).toContainText('edited');
    await expectAccessible(page);
    await takeScreens(page, 'telegram-inbox');
    await takePicture(page, 'telegram-inbox');
  });

  await test.step('a customer who blocks the bot is seen to have done so', async () => {
    anna.block();
    await inbox.say('Are you still there?');
    await expect(inbox.log).toContainText('The customer has blocked the bot');
    await takeScreens(page, 'telegram-blocked');
    anna.unblock();
  });

  await test.step('handed back, the open question is asked again', async () => {
    await inbox.button('Hand back').click();
    if (await page.getByRole('dialog').isVisible()) await inbox.confirm('Hand back');
    await telegram.until('the question again', () => anna.buttons().length === 3);
    anna.tap('Haircut');
    await telegram.until('the date', () => anna.texts.at(-1)?.includes('Which day'));
    await expect(inbox.log).toContainText('Which day');
  });

  await test.step('disconnected, the channel is silent until a token is pasted again', async () => {
    await page.goto('/inbox/settings/channels');
    await connection.getByRole('button', { name: 'Disconnect' }).click();
    await inbox.confirm('Disconnect');
    await expect(connection.getByRole('status')).toHaveText('Not connected');
    anna.say('Tuesday at ten');
    await connection.getByRole('textbox', { name: 'Bot token' }).fill(bot.token);
    await connection.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(connection.getByRole('status')).toHaveText('Connected');
    await telegram.until('the answer', () => anna.texts.at(-1)?.includes('e-mail address'));
  });
});
