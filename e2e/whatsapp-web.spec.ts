import { startWebEmulator, type WebEmulator } from '../packages/testing/src/whatsapp/index.ts';
import { expectAccessible } from './axe.ts';
import { test as base, expect, played } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';

/** WhatsApp Web and its phone, played by the emulator; the real library drives a browser against it. */
const test = base.extend<{ web: WebEmulator }>({
  web: played(startWebEmulator),
  // Its own page in place of WhatsApp's is for tests only.
  runtimeEnv: async ({ web }, use) => use({ NODE_ENV: 'test', WHATSAPP_WEB_ARGS: web.browserArgs.join('\n') }),
});

const anna = '15551230000';

test('an owner links their phone, answers a customer from it, and the inbox hands back to the bot', async ({
  page,
  web,
}) => {
  test.slow();
  // A browser of its own starts, on a machine that may be busy.
  const patient = { timeout: 60_000 };
  const inbox = new InboxPages(page);
  const answered = (text: string) => web.until(text, () => web.sent.some(({ body }) => body?.includes(text)));
  await inbox.signIn();
  await page.goto('/inbox/settings/channels');
  const connection = page.getByRole('region', { name: 'Connection of WhatsApp' });

  await test.step('the code to scan is shown, and the phone scans it', async () => {
    await page.getByRole('button', { name: 'Add a channel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a channel' });
    await dialog.getByRole('combobox', { name: 'Where customers write' }).click();
    await page.getByRole('option', { name: 'WhatsApp' }).click();
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect(dialog).toBeHidden();
    const code = connection.getByRole('img', { name: 'QR code to link this number' });
    await expect(code).toBeVisible(patient);
    await expectAccessible(page);
    // What to do next is in sight, below the long card of the website.
    await expect(connection).toBeInViewport();
    await takeScreens(page, 'whatsapp-web-code');
    web.scan(web.ref ?? '');
    await expect(connection.getByRole('status')).toHaveText('Connected', patient);
    await expect(connection).toContainText('Stub Shop (+15550001111)');
    await takeScreens(page, 'whatsapp-web-connected');
  });

  await test.step('the flow answers, and what it says is never taken for the owner’s', async () => {
    web.say(anna, { body: 'Hello', name: 'Anna Rossi' });
    await answered('Talk to a person');
    await page.goto('/inbox');
    await inbox.openConversation('Anna Rossi');
    await expect(inbox.driving).toContainText('Bot');
    await expect(inbox.log).not.toContainText('Answered from the phone');
  });

  await test.step('answered from the phone, the bot is silent', async () => {
    web.answer(anna, 'Hi Anna, this is Jo on the phone');
    await expect(inbox.log).toContainText('Hi Anna, this is Jo on the phone');
    await expect(inbox.log).toContainText('Answered from the phone');
    await expect(inbox.driving).toContainText('The phone since');
    const sent = web.sent.length;
    web.say(anna, '1');
    await expect(inbox.log.getByText('1', { exact: true })).toBeVisible();
    expect(web.sent).toHaveLength(sent);
    await expectAccessible(page);
    await takeScreens(page, 'whatsapp-web-phone');
  });

  await test.step('handed back, the bot asks its question again', async () => {
    await inbox.button('Hand back').click();
    await inbox.confirm('Hand back');
    await expect(inbox.driving).toContainText('Bot');
    const asked = () => web.sent.filter(({ body }) => body?.includes('Talk to a person')).length;
    await web.until('the question again', () => asked() === 2);
    web.say(anna, 'Book');
    await answered('What is your name?');
  });
});
