import { png } from '../packages/testing/src/sample-files.ts';
import { startTelegramEmulator, type TelegramEmulator } from '../packages/testing/src/telegram/index.ts';
import { expectAccessible } from './axe.ts';
import { test as base, expect, played } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takePicture, takeScreens } from './screens.ts';
import { WidgetPanel } from './widget-panel.ts';

/** Telegram, played by the emulator; the runtime is told where it is. */
const test = base.extend<{ telegram: TelegramEmulator }>({
  telegram: played(startTelegramEmulator),
  runtimeEnv: async ({ telegram }, use) => use({ TELEGRAM_API_ROOT: telegram.url }),
});

test('a visitor is answered by an operator on Telegram, and the inbox shows who has it', async ({
  page,
  newPerson,
  telegram,
}) => {
  test.slow();
  const bot = telegram.bot({ username: 'salon_team_bot' });
  const inbox = new InboxPages(page);
  await inbox.signIn();
  await page.goto('/inbox/settings/telegram');

  await test.step('a bot of the operators’ own is chosen by its token', async () => {
    const card = page.getByRole('region', { name: 'The operators’ bot' });
    await card.getByRole('textbox', { name: 'Bot token' }).fill('something else');
    await card.getByRole('button', { name: 'Use this bot' }).click();
    await expect(card.getByRole('alert')).toContainText('This is not a bot token');
    await expectAccessible(page);
    await takeScreens(page, 'operators-bot');
    await card.getByRole('textbox', { name: 'Bot token' }).fill(bot.token);
    await expect(card.getByRole('alert'), 'what was wrong with the other token').toHaveCount(0);
    await card.getByRole('button', { name: 'Use this bot' }).click();
    await expect(card.getByRole('status')).toHaveText('Connected');
    await expect(page.getByText('Nobody can be reached on Telegram now.')).toBeVisible();
    await page.goto('/inbox/settings/channels');
    await expect(page.getByText('Website').first()).toBeVisible();
    await expect(page.getByText('salon_team_bot')).toHaveCount(0);
    await page.goto('/inbox/settings/telegram');
  });

  const connect = async (who: string) => {
    await page.getByRole('button', { name: 'Connect someone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Who' }).click();
    await page.getByRole('option', { name: who }).click();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const url = await dialog.getByText(/^https:\/\/t\.me\/salon_team_bot\?start=/).textContent();
    await takeScreens(page, 'operators-link');
    await takePicture(page, 'telegram-link');
    await dialog.getByRole('button', { name: 'Done' }).click();
    return new URL(url ?? '').searchParams.get('start') ?? '';
  };
  const ana = telegram.person({ firstName: 'Ana', username: 'ana_salon' }).with(bot);
  const ben = telegram.person({ firstName: 'Ben' }).with(bot);
  await test.step('two people connect by a link each, and a test alert reaches them', async () => {
    ana.start(await connect('Somebody without an inbox'));
    await expect(page.getByText('Only Ana can be reached.')).toBeVisible();
    ben.start(await connect('Somebody without an inbox'));
    await expect(page.getByText('can be reached.')).toBeHidden();
    await page.getByRole('button', { name: 'Test my alerts' }).click();
    await expect(page.getByRole('dialog')).toContainText('Every test alert arrived at Telegram.');
    await expectAccessible(page);
    await takeScreens(page, 'operators-test');
    await page.keyboard.press('Escape');
    ben.block();
    await expect(page.getByText('Has blocked the bot')).toBeVisible();
    await expectAccessible(page);
    await takeScreens(page, 'operators');
    ben.unblock();
    await expect(page.getByText('Has blocked the bot')).toBeHidden();
    await takePicture(page, 'telegram-operators');
    const group = page.getByRole('region', { name: 'The operators’ group' });
    await group.getByRole('button', { name: 'Connect a group' }).click();
    await expect(group.getByText(/^https:\/\/t\.me\/salon_team_bot\?startgroup=grp_/)).toBeVisible();
    await expectAccessible(page);
    await group.scrollIntoViewIfNeeded();
    await takeScreens(page, 'operators-group');
  });

  const visitor = await (await newPerson()).newPage();
  const chat = new WidgetPanel(visitor);
  await test.step('the visitor asks for a person, and Ana accepts on her phone', async () => {
    await visitor.goto('/demo');
    await chat.open();
    await chat.panel.getByRole('button', { name: 'Talk to a person' }).first().click();
    await chat.log.getByLabel('Prices').check();
    await chat.log.getByLabel('What should we know?').fill('How much is a haircut?');
    await chat.log.getByRole('button', { name: 'Continue' }).click();
    await telegram.until('the alerts', () => [ana, ben].every((each) => each.buttons().includes('Accept')));
    ana.tap('Accept');
    await expect(chat.answerer).toHaveText('Connected to Ana');
    await telegram.until('Ben is told', () => ben.texts.at(-1)?.includes('Taken by Ana.'));
    ana.say('It is 40 €.');
    await expect(chat.bubbles('It is 40 €.')).toBeVisible();
    await chat.say('Thank you, Ana');
    await telegram.until('the customer', () => ana.texts.at(-1)?.endsWith('Thank you, Ana'));
  });

  await test.step('they show each other pictures', async () => {
    const buffer = png(320, 240);
    await chat.panel.locator('input[type="file"]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
    await expect(chat.panel.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
    await chat.say('This is my hair');
    await telegram.until('the picture', () => ana.messages.at(-1)?.caption?.endsWith('This is my hair'));
    expect(Buffer.from(telegram.bytesOf(ana.messages.at(-1)) ?? [])).toEqual(buffer);
    ana.sendFile({ kind: 'photo', data: png(200, 150), caption: 'Like this?' });
    await expect(chat.log).toContainText('Like this?');
    await expect(chat.log.getByRole('img', { name: /^Photo/ }).last()).toHaveJSProperty('naturalWidth', 200);
    await chat.say('Just like that');
    await telegram.until('the answer', () => ana.texts.at(-1)?.endsWith('Just like that'));
  });

  await test.step('the inbox shows the same, and an agent who takes over tells Ana', async () => {
    await page.goto('/inbox');
    await inbox.openConversation('Just like that');
    await expect(inbox.driving).toContainText('Ana since');
    await expect(inbox.log).toContainText('It is 40 €.');
    const pictures = inbox.log.getByRole('img', { name: /^Photo/ });
    await expect(pictures).toHaveCount(2);
    await expect(pictures.first()).toHaveJSProperty('naturalWidth', 320);
    await expect(pictures.last()).toHaveJSProperty('naturalWidth', 200);
    await takeScreens(page, 'operators-inbox');
    await takePicture(page, 'telegram-accepted');
    await inbox.button('Take over').click();
    if (await page.getByRole('dialog').isVisible()) await inbox.confirm('Take over');
    await telegram.until('Ana is told', () => ana.texts.at(-1)?.endsWith('answers now.'));
    ana.say('Anything else?');
    await telegram.until('why it was not sent', () => ana.texts.at(-1)?.startsWith('You answer nobody now'));
    await inbox.say('I am here now.');
    await expect(chat.bubbles('I am here now.')).toBeVisible();
    await expect(chat.bubbles('Anything else?')).toHaveCount(0);
  });
});
