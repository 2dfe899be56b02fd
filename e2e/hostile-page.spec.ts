import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { serveHostilePage } from './hostile-page.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

test('works and looks the same on a hostile page of another site', async ({ page, runtime }) => {
  const channelId = await firstChannel(page);
  const calm = new WidgetPanel(page);
  await calm.open();
  await calm.choose('Book an appointment');
  await expect(calm.log.getByText('What is your name?')).toBeVisible();
  const expected = await looks(calm);

  const site = await serveHostilePage(runtime, channelId);
  try {
    await page.goto(site.url);
    const chat = new WidgetPanel(page);
    await expect(chat.launcher, 'included twice, there once').toHaveCount(1);
    await chat.open();
    await chat.choose('Book an appointment');
    await expect(chat.log.getByText('What is your name?')).toBeVisible();
    expect(await looks(chat)).toEqual(expected);
    await takeScreens(page, 'widget-hostile');

    await chat.composer.focus();
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await expect(chat.log.getByText('Nice to meet you, Ada.')).toBeVisible();
  } finally {
    site.close();
  }
});

test('an application that changes pages without loading them keeps the chat, and staff see where the visitor is', async ({
  page,
  runtime,
}) => {
  const site = await serveHostilePage(runtime, await firstChannel(page));
  try {
    await page.goto(`${site.url}app`);
    const chat = new WidgetPanel(page);
    await chat.open();
    await chat.choose('Book an appointment');
    await expect(chat.log.getByText('What is your name?')).toBeVisible();
    await chat.composer.fill('Ad');

    const drawn = await page.locator('baton-widget').elementHandle();
    await page.getByRole('link', { name: 'Cart' }).click();
    await expect(page.getByRole('heading', { name: 'Cart' })).toBeVisible();
    expect(await drawn?.evaluate(({ isConnected }) => isConnected), 'not even drawn again').toBe(true);
    await expect(chat.composer, 'half a word is still there').toHaveValue('Ad');
    await chat.say('Ada');
    await expect(chat.log.getByText('Nice to meet you, Ada.')).toHaveCount(1);
    await expect(chat.launcher, 'its line ran again').toHaveCount(1);
    const staff = await signInStaff(runtime);
    const known = await staff.known(await staff.conversationId());
    expect(known.map(({ value }) => value)).toContain(`${site.url}app/cart`);
  } finally {
    site.close();
  }
});

test('two channels on a page are two chats that know nothing of each other', async ({ page, runtime }) => {
  const staff = await signInStaff(runtime);
  const first = await firstChannel(page);
  const { id: second } = await staff.addWidget('Wholesale', { position: 'left', businessName: 'Wholesale' });
  const site = await serveHostilePage(runtime, first, second);
  try {
    await page.goto(`${site.url}app`);
    const chats = [first, second].map(
      (id) => new WidgetPanel(page, page.locator(`baton-widget[data-channel="${id}"]`)),
    );
    for (const [at, chat] of chats.entries()) {
      await chat.open();
      await chat.choose('Book an appointment');
      await chat.say(`Customer ${at}`);
      await expect(chat.log.getByText(`Nice to meet you, Customer ${at}.`)).toBeVisible();
    }
    await page.reload();
    for (const [at, chat] of chats.entries()) {
      await expect(chat.bubbles(`Customer ${at}`)).toHaveCount(1);
      await expect(chat.bubbles(`Customer ${1 - at}`)).toHaveCount(0);
    }
    await page.evaluate(() => window.Baton?.close());
    const open = async () => Promise.all(chats.map(({ panel }) => panel.isVisible()));
    await expect.poll(open, 'window.Baton is the first one’s').toHaveLength(2);
    expect((await open()).filter(Boolean)).toHaveLength(1);
  } finally {
    site.close();
  }
});

/** The channel of the sample flow. */
async function firstChannel(page: Page) {
  await page.goto('/demo');
  return (await page.locator('script[data-channel]').getAttribute('data-channel')) ?? '';
}

/** Where the parts are and how they are drawn. */
async function looks(chat: WidgetPanel) {
  const parts = {
    launcher: chat.launcher,
    panel: chat.panel,
    composer: chat.composer,
    choice: chat.log.getByRole('button').first(),
    bubble: chat.log.locator('.chat-bubble').first(),
  };
  const drawn: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    await expect(part).toBeVisible();
    await part.evaluate(settle);
    const box = await part.boundingBox();
    const style = await part.evaluate((element) => {
      const { color, fontFamily, fontSize, letterSpacing, opacity, textTransform, transform } =
        getComputedStyle(element);
      return { color, fontFamily, fontSize, letterSpacing, opacity, textTransform, transform };
    });
    drawn[name] = { width: box?.width, height: box?.height, ...style };
  }
  return drawn;
}

/** The pointer has just left the launcher: what grows or fades is measured when it is done. */
async function settle(element: Element) {
  const root = element.getRootNode();
  const moving = root instanceof ShadowRoot ? root.getAnimations() : document.getAnimations();
  const ending = moving.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((animation) => animation.finished));
}
