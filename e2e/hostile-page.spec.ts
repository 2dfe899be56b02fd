import { expect, test } from './fixtures.ts';
import { serveHostilePage } from './hostile-page.ts';
import { takeScreens } from './screens.ts';
import { WidgetPanel } from './widget-panel.ts';

test('works and looks the same on a hostile page of another site', async ({ page, runtime }) => {
  await page.goto('/demo');
  const channelId = await page.locator('script[data-channel]').getAttribute('data-channel');
  const calm = new WidgetPanel(page);
  await calm.open();
  await calm.choose('Book an appointment');
  await expect(calm.log.getByText('What is your name?')).toBeVisible();
  const expected = await looks(calm);

  const site = await serveHostilePage(runtime, channelId ?? '');
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
