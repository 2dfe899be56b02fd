import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';
import { WidgetPanel } from './widget-panel.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What the shop's server makes for the customer who is signed in there. */
function signed(key: string, channelId: string, claims: object) {
  const now = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'HS256' })}.${part({ aud: channelId, iat: now, exp: now + 300, ...claims })}`;
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}

/** The shop's page says who its customer is, or that nobody is signed in any more. */
const identify = (page: Page, jwt: string | null) => page.evaluate((who) => window.Baton?.identify(who), jwt);

test('a signed-in customer has one conversation, and staff see who it is', async ({ page: owners, newPerson }) => {
  test.slow();
  const inbox = new InboxPages(owners);
  await inbox.signIn();
  await owners.goto('/inbox/settings/channels');
  await owners.getByRole('button', { name: 'Show the key' }).click();
  const field = owners.getByLabel('Key of signed-in customers');
  await expect(field).toHaveValue(/^[\w-]{43}$/);
  const key = await field.inputValue();
  const channelId = /data-channel="([^"]+)"/.exec((await owners.locator('code').textContent()) ?? '')?.[1] ?? '';

  await test.step('the owner gives the chat another look, and sees it before it is saved', async () => {
    await owners.getByLabel('Words on the button').fill('Ask us');
    await owners.getByLabel('Corners').getByText('Soft').click();
    const preview = owners.getByRole('figure', { name: 'How the chat will look' });
    await expect(preview.getByText('Ask us')).toBeVisible();
    await expectAccessible(owners);
    await takeScreens(owners, 'settings-widget');
    await owners.getByRole('button', { name: 'Save' }).click();
    await expect(owners.getByText('Visitors see it when they load the page again')).toBeVisible();
  });

  const ana = { sub: 'customer-7', name: 'Ana Lopez', email: 'ana@example.com' };
  const shop = await (await newPerson()).newPage();
  const chat = new WidgetPanel(shop);
  await test.step('somebody without a name writes, and then signs in to the shop', async () => {
    await shop.goto('/demo');
    await expect(chat.launcher).toContainText('Ask us');
    await chat.open();
    await takeScreens(shop, 'widget-soft');
    await chat.choose('Book an appointment');
    await chat.say('Nobody in particular');
    await expect(chat.bubbles('Nobody in particular')).toBeVisible();
    await identify(shop, signed(key, channelId, ana));
    await expect(chat.bubbles('Nobody in particular')).toBeHidden();
    await chat.choose('Book an appointment');
    await chat.say('Ana, as you know');
  });

  await test.step('staff see the two apart, and who the second one is', async () => {
    await owners.goto('/inbox');
    await expect(inbox.rows).toHaveCount(2);
    await inbox.openConversation('Ana Lopez');
    await expect(inbox.details.getByText('Verified by your website')).toBeVisible();
    await expect(inbox.details.getByText('ana@example.com')).toBeVisible();
    await expect(inbox.details.getByText(/\/demo$/)).toBeVisible();
    await expectAccessible(owners);
  });

  await test.step('she finds her conversation on another device', async () => {
    const phone = await (await newPerson()).newPage();
    await phone.goto('/demo');
    const there = new WidgetPanel(phone);
    await expect(there.launcher).toBeVisible();
    await identify(phone, signed(key, channelId, ana));
    await there.open();
    await expect(there.bubbles('Ana, as you know')).toBeVisible();
  });

  await test.step('signed out, nothing of hers is left in the browser', async () => {
    await identify(shop, null);
    await expect(chat.panel).toBeHidden();
    await chat.open();
    await expect(chat.log.getByText('Ana, as you know')).toBeHidden();
    await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toBeVisible();
  });

  await test.step('an identity that the shop did not sign is refused, in words', async () => {
    await identify(shop, signed('not the key', channelId, { sub: 'customer-8' }));
    await expect(chat.panel.getByRole('alert')).toContainText('signed identity of this customer is wrong');
  });

  await test.step('for signed-in customers only, the button waits for one', async () => {
    await owners.goto('/inbox/settings/channels');
    await owners.getByRole('switch', { name: 'Only for signed-in customers' }).check({ force: true });
    await owners.getByRole('button', { name: 'Save' }).click();
    await expect(owners.getByText('Visitors see it when they load the page again')).toBeVisible();
    const stranger = await (await newPerson()).newPage();
    await stranger.goto('/demo', { waitUntil: 'networkidle' });
    const strangers = new WidgetPanel(stranger);
    await expect(strangers.launcher).toBeHidden();
    await identify(stranger, signed(key, channelId, ana));
    await strangers.open();
    await expect(strangers.bubbles('Ana, as you know')).toBeVisible();
  });
});
