import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

/** In the page: notes which of its own elements have moved by themselves. What is in the chat may move. */
function watchShifts() {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const sources = 'sources' in entry && Array.isArray(entry.sources) ? entry.sources : [];
      const own = sources.map(({ node }) => node).filter((node) => node?.getRootNode() === document);
      if (own.length > 0) document.documentElement.dataset.shifted = own.map(({ nodeName }) => nodeName).join(' ');
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

async function visit(page: Page) {
  await page.goto('/demo');
  return new WidgetPanel(page);
}

test('a booking by keyboard alone, on a page that never moves and asks nobody else', async ({ page, runtime }) => {
  await page.addInitScript(watchShifts);
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).host));
  page.on('websocket', (socket) => asked.add(new URL(socket.url()).host));
  const chat = await visit(page);
  await chat.launcher.focus();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
  await expect(chat.answerer).toHaveText('Bot');
  await expect(chat.log.getByText('Salon Verde')).toHaveJSProperty('tagName', 'STRONG');
  await takeScreens(page, 'widget-greeting');

  await chat.log.getByRole('button', { name: 'Book an appointment' }).focus();
  await page.keyboard.press('Enter');
  await expect(chat.log.getByText('What is your name?')).toBeVisible();
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toHaveAttribute('aria-pressed', 'true');
  await expect(chat.log.getByRole('button', { name: 'Talk to a person' })).toBeDisabled();

  await expect(chat.composer, 'ready for the answer').toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await chat.log.getByRole('button', { name: 'Haircut' }).focus();
  await page.keyboard.press('Space');
  await expect(chat.log.getByText('Which day and time')).toBeVisible();

  await page.keyboard.type('Friday');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('at ten');
  await page.keyboard.press('Enter');
  await expect(chat.log.getByText('Where can we send')).toBeVisible();
  await page.keyboard.type('nonsense');
  await page.keyboard.press('Enter');
  await expect(chat.log.getByText('Where can we send')).toHaveCount(2);
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Enter');
  await expect(chat.log.getByText('We have your request for')).toBeVisible();

  await takeScreens(page, 'widget-booked');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.dataset.shifted)).toBeUndefined();
  expect([...asked]).toEqual([new URL(runtime.url).host]);
});

test('a reload, another page and a second tab go on in the middle', async ({ page, context }) => {
  const chat = await visit(page);
  await chat.open();
  await chat.choose('Book an appointment');
  await expect(chat.log.getByText('What is your name?')).toBeVisible();
  const before = await chat.texts();

  await page.reload();
  await expect(chat.panel, 'it opens again by itself').toBeVisible();
  await expect.poll(() => chat.texts()).toEqual(before);
  await chat.say('Grace');
  await expect(chat.log.getByText('Nice to meet you, Grace.')).toBeVisible();

  const second = await visit(await context.newPage());
  await second.open();
  await expect.poll(() => second.texts()).toEqual(await chat.texts());
  await second.choose('Color');
  await expect(chat.log.getByText('Which day and time')).toBeVisible();
  await expect.poll(() => second.texts()).toEqual(await chat.texts());
});

test('what is written without a connection arrives once, in order', async ({ page, context, runtime }) => {
  const chat = await visit(page);
  await chat.open();
  await chat.choose('Book an appointment');
  await expect(chat.log.getByText('What is your name?')).toBeVisible();

  await context.setOffline(true);
  await chat.say('Ada');
  await expect(chat.bubbles('Ada')).toBeVisible();
  await expect(chat.log.getByTitle('Sending')).toBeVisible();
  await expect(chat.panel.getByText('No connection.')).toBeVisible();
  await takeScreens(page, 'widget-offline');
  await context.setOffline(false);
  await expect(chat.log.getByText('Nice to meet you, Ada.')).toBeVisible();
  await expect(chat.panel.getByText('No connection.')).toBeHidden();

  // The server dies with a message on its way, and the page is closed before it is back.
  await runtime.kill9();
  await chat.choose('Styling');
  await expect(chat.log.getByTitle('Sending')).toBeVisible();
  await page.close();
  await runtime.start();
  const again = await visit(await context.newPage());
  await again.open();
  await expect(again.log.getByText('Which day and time')).toHaveCount(1);
  await expect(again.bubbles('Ada')).toHaveCount(1);
  await expect(again.bubbles('Styling')).toHaveCount(1);

  const staff = await signInStaff(runtime);
  const said = await staff.messages(await staff.conversationId());
  expect(said.filter(({ content }) => content.kind === 'choice')).toHaveLength(2);
});

test('to a person and back: form, waiting, connected, typing, ended by the visitor', async ({
  page,
  runtime,
  newPerson,
}) => {
  const staff = await signInStaff(runtime);
  await staff.goOnline(await newPerson());
  const chat = await visit(page);
  await chat.open();
  await expect(chat.log.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  await chat.panel.getByRole('button', { name: 'Talk to a person' }).first().click();
  await expect(chat.panel.getByText('One short form, then a person joins.')).toBeVisible();

  await chat.log.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.log.getByText('Choose one.')).toBeVisible();
  await takeScreens(page, 'widget-form');
  await chat.log.getByLabel('Prices').check();
  await chat.log.getByLabel('What should we know?').fill('Do you <b>colour</b> beards?');
  await chat.log.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.answerer).toHaveText('Waiting for a person');
  await expect(chat.log.getByText('Do you <b>colour</b> beards?')).toBeVisible();
  await expectAccessible(page, { onPhone: true });

  const id = await staff.conversationId();
  await staff.command(id, 'accept');
  await expect(chat.answerer).toHaveText(/^Connected to /);
  await staff.reply(id, 'Hello, we **do**.');
  await expect(chat.log.getByText('do', { exact: true })).toHaveJSProperty('tagName', 'STRONG');
  await chat.say('Lovely');
  await expect(chat.bubbles('Lovely')).toBeVisible();
  await staff.markRead(id);
  await expect(chat.log.getByTitle('Read').last()).toBeVisible();
  await expect(chat.log.getByTitle('Sent')).toHaveCount(0);
  await takeScreens(page, 'widget-person');

  await staff.command(id, 'hand-back');
  await expect(chat.answerer).toHaveText('Bot');
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' }), 'the open question again').toHaveCount(2);
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' }).last()).toBeEnabled();

  await chat.panel.getByRole('button', { name: 'More' }).click();
  await chat.panel.getByRole('button', { name: 'End chat' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Keep chatting' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(chat.answerer).toHaveText('Bot');
  await chat.panel.getByRole('button', { name: 'More' }).click();
  await chat.panel.getByRole('button', { name: 'End chat' }).click();
  await question.getByRole('button', { name: 'End chat' }).click();
  await expect(chat.answerer).toHaveText('Chat ended');
  await takeScreens(page, 'widget-ended');

  await chat.panel.getByRole('button', { name: 'Start a new chat' }).click();
  await expect(chat.answerer).toHaveText('Bot');
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toBeEnabled();
  await expect(chat.bubbles('Lovely')).toHaveCount(0);
});

test('waiting can be called off', async ({ page }) => {
  const chat = await visit(page);
  await chat.open();
  await chat.panel.getByRole('button', { name: 'Talk to a person' }).first().click();
  await chat.panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(chat.answerer).toHaveText('Bot');
  await expect(chat.log.getByRole('button', { name: 'Continue' })).toHaveCount(0);
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' }).last()).toBeEnabled();
});

test('a person who writes while the panel is closed is counted, in the title too, and heard unless it is muted', async ({
  page,
  runtime,
}) => {
  test.slow();
  await page.addInitScript(() => {
    const { start } = AudioScheduledSourceNode.prototype;
    Object.assign(window, { tones: 0 });
    AudioScheduledSourceNode.prototype.start = function (when) {
      Object.assign(window, { tones: Number(Reflect.get(window, 'tones')) + 1 });
      start.call(this, when);
    };
  });
  const tones = () => page.evaluate(() => Reflect.get(window, 'tones'));
  const chat = await visit(page);
  const title = await page.title();
  const pick = async (name: string) => {
    await chat.panel.getByRole('button', { name: 'More' }).click();
    await chat.panel.getByRole('button', { name }).click();
  };
  await chat.open();
  await expect(chat.log.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  expect(await tones(), 'what is read needs no sound').toBe(0);
  await pick('Turn sound off');
  await pick('Turn sound on');
  await page.keyboard.press('Escape');
  const staff = await signInStaff(runtime);
  const id = await staff.conversationId();
  await staff.reply(id, 'May I help?');
  await expect(chat.launcher).toHaveAccessibleName(/^Open chat, [1-9] new message/);
  await expect(page).toHaveTitle(/^\([1-9]\) /);
  await expect.poll(tones).toBeGreaterThan(0);

  await page.reload();
  await expect(chat.launcher, 'known again after a reload').toHaveAccessibleName(/new message/);
  await expect(page).toHaveTitle(/^\([1-9]\) /);
  await chat.open();
  await expect(chat.bubbles('May I help\\?')).toBeVisible();
  await expect(page).toHaveTitle(title);
  await pick('Turn sound off');
  await page.keyboard.press('Escape');
  await expect(chat.launcher).toHaveAccessibleName('Open chat');
  const before = await tones();

  await staff.reply(id, 'Are you there?');
  await expect(page).toHaveTitle(/^\(1\) /);
  await chat.open();
  await chat.panel.getByRole('button', { name: 'More' }).click();
  await expect(chat.panel.getByRole('button', { name: 'Turn sound on' })).toBeVisible();
  expect(await tones(), 'muted').toBe(before);
  await takeScreens(page, 'widget-menu');
});

test.describe('on a phone', () => {
  test('fills the screen, keeps the focus, and everything can be hit', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const chat = await visit(page);
    await chat.open();
    await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toBeVisible();
    expect(await chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    for (const button of await chat.panel.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect
        .soft(Math.min(box?.width ?? 0, box?.height ?? 0), (await button.getAttribute('aria-label')) ?? undefined)
        .toBeGreaterThanOrEqual(44);
    }
    await expectAccessible(page);

    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BATON-WIDGET');
    }
    await chat.panel.getByRole('button', { name: 'Close' }).click();
    await expect(chat.panel).toBeHidden();
    await expect(chat.launcher).toBeFocused();
  });
});

test('a panel that could not be loaded says so, and loads at the next try', async ({ page }) => {
  let refuse = true;
  await page.route('**/widget/panel.js*', (route) => (refuse ? route.abort() : route.continue()));
  const chat = await visit(page);
  await chat.launcher.click();
  await expect(page.getByRole('alert').getByText('The chat could not be loaded.')).toBeVisible();
  refuse = false;
  await chat.open();
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toBeVisible();
  await expect(page.getByText('The chat could not be loaded.')).toBeHidden();
});

test('the host page can open, close and listen', async ({ page }) => {
  const chat = await visit(page);
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() => {
    const { Baton } = window;
    if (!Baton) throw new Error('window.Baton is missing');
    const heard: string[] = [];
    Object.assign(window, { heard });
    Baton.on('open', () => {
      throw new Error('a listener of the page');
    });
    Baton.on('open', () => heard.push('open'));
    Baton.on('close', () => heard.push('close'));
    Baton.on('mode', (mode) => heard.push(mode));
    Baton.open();
  });
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toBeVisible();
  await page.evaluate(() => window.Baton?.close());
  await expect(chat.panel).toBeHidden();
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heard'))).toEqual(['open', 'bot', 'close']);
});

test('the chat’s own words are the visitor’s; a language is loaded by who needs it', async ({ runtime, browser }) => {
  const context = await browser.newContext({ baseURL: runtime.url, locale: 'de-AT' });
  const page = await context.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => void loaded.push(new URL(request.url()).pathname));
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Chat öffnen' }).click();
  const panel = page.getByRole('dialog', { name: /^Chat mit / });
  await expect(panel.getByRole('textbox', { name: 'Nachricht' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Mit einem Menschen sprechen' })).toBeVisible();
  await expect(panel, 'screen readers say them in it').toHaveAttribute('lang', 'de');
  await expect(panel.getByRole('log'), 'and what the owner wrote as the page').toHaveAttribute('lang', 'en');
  expect(loaded.filter((path) => /^\/widget\/(es|de|pt|ru)\./.test(path))).toEqual(['/widget/de.js']);
  await expectAccessible(page);
  await takeScreens(page, 'widget-german');
  await context.close();
});
