import type { Page } from '@playwright/test';
import { type CloudEmulator, startCloudEmulator } from '../packages/testing/src/whatsapp/index.ts';
import { expectAccessible } from './axe.ts';
import { test as base, expect, played } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';

/** Meta, played by the emulator; the runtime is told where it is. */
const test = base.extend<{ cloud: CloudEmulator }>({
  cloud: played(startCloudEmulator),
  runtimeEnv: async ({ cloud }, use) => use({ WHATSAPP_API_ROOT: cloud.url, PUBLIC_URL: '{url}' }),
});

async function openDialog(page: Page) {
  await page.getByRole('button', { name: 'Add a channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await dialog.getByRole('combobox', { name: 'Where customers write' }).click();
  await page.getByRole('option', { name: 'WhatsApp' }).click();
  return dialog;
}

test('an owner connects a number, and a customer on WhatsApp talks to the flow and to a person', async ({
  page,
  cloud,
  runtime,
}) => {
  test.slow();
  const number = cloud.number();
  const inbox = new InboxPages(page);
  await inbox.signIn();
  await page.goto('/inbox/settings/channels');
  const connection = page.getByRole('region', { name: 'Connection of WhatsApp' });

  await test.step('the ways to connect say what they are, and a wrong secret what to do', async () => {
    const dialog = await openDialog(page);
    await expect(dialog).toContainText('This is not an official interface');
    await expectAccessible(page);
    await takeScreens(page, 'whatsapp-connect-web');
    await dialog.getByRole('radio', { name: 'Cloud API' }).click();
    await dialog.getByRole('textbox', { name: 'Phone number ID' }).fill(number.phoneNumberId);
    await dialog.getByRole('textbox', { name: 'Access token' }).fill(number.token);
    await dialog.getByRole('textbox', { name: 'App secret' }).fill('something else');
    await dialog.getByRole('textbox', { name: 'WhatsApp Business account ID' }).fill(number.businessAccountId);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect(dialog.getByRole('alert')).toContainText('The app secret does not belong');
    await takeScreens(page, 'whatsapp-connect-cloud');
    await dialog.getByRole('textbox', { name: 'App secret' }).fill(number.appSecret);
    await expect(dialog.getByRole('alert'), 'it is about what stood there before').toHaveCount(0);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect(dialog).toBeHidden();
    await expect(connection.getByRole('status')).toHaveText('Connected');
  });

  await test.step('what to paste at Meta is shown, and Meta finds it', async () => {
    await expect(connection).toContainText('Subscribe to the webhook field');
    const [url = '', token = ''] = await connection.locator('code').allTextContents();
    expect(url.startsWith(runtime.url)).toBe(true);
    expect(await number.useWebhook(url, token)).toBe(true);
    await expectAccessible(page);
    await connection.getByRole('button', { name: 'Disconnect' }).scrollIntoViewIfNeeded();
    await takeScreens(page, 'whatsapp-connected');
  });

  const anna = cloud.person(number, { name: 'Anna Rossi' });
  await test.step('the flow answers, with a form before a person comes', async () => {
    anna.say('Hello');
    await cloud.until('the menu', () => anna.options.includes('Talk to a person'));
    anna.tap('Book an appointment');
    await cloud.until('the question', () => anna.texts.at(-1) === 'Gladly. What is your name?');
    anna.say('Anna');
    await cloud.until('the service', () => anna.options.includes('Haircut'));
  });

  await test.step('staff take over, and both write', async () => {
    await page.goto('/inbox');
    // By the name that they gave to the flow.
    await inbox.openConversation('Anna');
    await inbox.button('Take over to reply').click();
    await expect(page.getByText(/^23 h \d+ min left to answer freely$/)).toBeVisible();
    await inbox.say('Hello **Anna**, this is a person.');
    await cloud.until('the reply', () => anna.texts.at(-1) === 'Hello *Anna*, this is a person.');
    await expect(inbox.log).toContainText('Delivered');
    anna.read();
    await expect(inbox.log).toContainText('Read');
    const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
    anna.sendFile(
      'document',
      { mime: 'image/gif', bytes: gif, name: 'hair.gif' },
      { filename: 'hair.gif', caption: 'Like this' },
    );
    await expect(inbox.log).toContainText('Like this');
    await expectAccessible(page);
    await takeScreens(page, 'whatsapp-inbox');
  });

  await test.step('a document goes the other way', async () => {
    const prices = { name: 'Prices.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 prices') };
    await page.locator('input[type="file"]').setInputFiles(prices);
    await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('Prices.pdf');
    await inbox.say('Our prices');
    await cloud.until('the document', () =>
      anna.messages.some(({ message }) => JSON.stringify(message).includes('Prices.pdf')),
    );
  });

  await test.step('handed back, the status is as before and the open question is asked again', async () => {
    await expect(inbox.details.getByText('With a person').first()).toBeVisible();
    await inbox.button('Hand back').click();
    await inbox.confirm('Hand back');
    await expect(inbox.details.getByText('In progress').first()).toBeVisible();
    await cloud.until('the question again', () => anna.options.includes('Haircut'));
    anna.tap('Haircut');
    await cloud.until('the date', () => anna.texts.at(-1)?.includes('Which day'));
    await expect(inbox.log).toContainText('Which day', { timeout: 30_000 });
  });

  await test.step('who asks for a person is asked what it is about, one thing after the other, and then it rings', async () => {
    const boris = cloud.person(number, { name: 'Boris Ivanov' });
    boris.say('Hello');
    await cloud.until('the menu', () => boris.options.includes('Talk to a person'));
    boris.tap('Talk to a person');
    await cloud.until('the topic', () => boris.options.includes('Prices'));
    boris.tap('Prices');
    await cloud.until('the details', () => boris.texts.at(-1)?.includes('What should we know?'));
    boris.say('For a wedding');
    const alert = page.getByRole('alert').filter({ hasText: 'Boris Ivanov wants a person' });
    await alert.getByRole('button', { name: 'Accept' }).click();
    await expect(inbox.driving).toContainText('You since');
    await expect(inbox.details).toContainText('For a wedding');
    await inbox.say('Congratulations');
    await cloud.until('the reply', () => boris.texts.at(-1) === 'Congratulations');
  });
});
