import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { BuilderPage } from './builder-page.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';
import { WidgetPanel } from './widget-panel.ts';

async function newVisitor(newPerson: () => Promise<BrowserContext>) {
  const page = await (await newPerson()).newPage();
  await page.goto('/demo');
  const chat = new WidgetPanel(page);
  await chat.open();
  return chat;
}

/** The owner invites a colleague, who joins by the link. */
async function invite(owner: Page, newPerson: () => Promise<BrowserContext>, name: string) {
  await owner.goto('/inbox/settings/people');
  await owner.getByRole('button', { name: 'Invite someone' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.com`);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const url = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  const page = await (await newPerson()).newPage();
  await page.goto(url);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: /^Join/ }).click();
  const inbox = new InboxPages(page);
  await expect(inbox.list).toBeVisible();
  return inbox;
}

test('teams: one is made, a conversation is passed on to a person and to a team, and both sides see it', async ({
  page,
  newPerson,
}) => {
  test.slow();
  const owner = new InboxPages(page);
  await owner.signIn();
  const ana = await invite(page, newPerson, 'Ana');

  await test.step('the owner makes the team Billing, which is Ana', async () => {
    await page.getByRole('tab', { name: 'Teams' }).click();
    await expect(page.getByText('No teams yet')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a team' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Billing');
    await dialog.getByLabel('Ana').check();
    await expectAccessible(page);
    await takeScreens(page, 'teams-dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Ana · 1 available now')).toBeVisible();
    await expectAccessible(page, { onPhone: true });
    await takeScreens(page, 'teams');
  });

  const chat = await newVisitor(newPerson);
  await chat.choose('Book an appointment');
  await chat.say('Nora');
  await page.goto('/inbox');
  await owner.openConversation('Nice to meet you, Nora');
  await owner.button('Take over to reply').click();
  await owner.say('Hello Nora');

  await test.step('offered to Ana, who declines: it stays', async () => {
    await owner.more('Transfer');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ana').check();
    await dialog.getByLabel('Note').fill('She asks about prices');
    await expectAccessible(page);
    await takeScreens(page, 'transfer');
    await dialog.getByRole('button', { name: 'Transfer' }).click();
    await expect(page.getByText('Ana is asked to take over; it is yours until they accept')).toBeVisible();

    await ana.openConversation('Hello Nora');
    await expect(ana.page.getByText('owner would like you to take over')).toBeVisible();
    await expect(ana.page.getByText('“She asks about prices”')).toBeVisible();
    await expectAccessible(ana.page, { onPhone: true });
    await takeScreens(ana.page, 'transfer-offered');
    await ana.button('Decline').click();
    await expect(owner.driving).toContainText(/^You since/);
    await expect(page.getByText('Ana did not take the conversation')).toBeVisible();
    await expect(ana.page.getByText('owner is handling this')).toBeVisible();
  });

  await test.step('offered again, and accepted: the customer is told who it is now', async () => {
    await owner.more('Transfer');
    await page.getByRole('dialog').getByLabel('Ana').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Transfer' }).click();
    await ana.button('Accept').click();
    await expect(ana.editor).toBeFocused();
    await expect(owner.driving).toContainText(/^Ana since/);
    await expect(chat.answerer).toHaveText('Connected to Ana');
    await ana.say('Ana here');
    await expect(chat.log.getByText('Ana here')).toBeVisible();
  });

  await test.step('Ana is away: nobody of Billing can be told, and everybody else can', async () => {
    await ana.page.getByRole('button', { name: /^You: Ana, Available/ }).click();
    await ana.page.getByText('Away', { exact: true }).click();
    await expect(ana.page.getByRole('button', { name: /^You: Ana, Away/ })).toBeVisible();
    await takeScreens(ana.page, 'availability');
    await ana.page.keyboard.press('Escape');
    await ana.more('Transfer');
    const dialog = ana.page.getByRole('dialog');
    await expect(dialog.getByLabel('Team Billing')).toBeDisabled();
    await expectAccessible(ana.page, { onPhone: true });
    await dialog.getByLabel('Everybody else').check();
    await dialog.getByRole('button', { name: 'Transfer' }).click();
    await expect(ana.driving).toContainText('Waiting for a person');
    const reply = page.getByRole('region', { name: 'Reply' });
    await reply.getByRole('button', { name: 'Accept' }).click();
    await expect(chat.answerer).toHaveText('Connected to owner');
  });
});

test('handoff switched off: nothing leads to a person, and the builder says why', async ({ page, newPerson }) => {
  const owner = new InboxPages(page);
  await owner.signIn();
  await page.goto('/inbox/settings/teams');
  await page.getByLabel('Customers can reach a person').uncheck();
  await expect(page.getByText('You can still take over from the inbox.')).toBeVisible();

  const chat = await newVisitor(newPerson);
  await expect(chat.log.getByText('What would you like to do?')).toBeVisible();
  await expect(
    chat.panel.getByRole('button', { name: /person/i }).and(chat.panel.locator('header button')),
  ).toHaveCount(0);

  await page.goto('/builder');
  await page.getByRole('link', { name: 'Booking request' }).click();
  await page.getByText('Configure', { exact: true }).click();
  await expect(page.getByText('Handoff is off for the whole workspace.')).toBeVisible();
  await expectAccessible(page, { onPhone: true });

  await test.step('the Handoff node says so too, and whose hours count once it is on', async () => {
    const builder = new BuilderPage(page);
    await page.getByText('Design', { exact: true }).click();
    await builder.node('talk-to-person').click();
    const off = builder.inspector.getByRole('alert');
    await expect(off).toContainText('Handoff is off for the whole workspace');
    await expectAccessible(page);
    await takeScreens(page, 'handoff-node-off');
    await off.getByRole('link', { name: 'Settings, Teams' }).click();
    await page.getByLabel('Customers can reach a person').check();
    await builder.openFlow('Booking request');
    await builder.node('talk-to-person').click();
    await expect(builder.inspector.getByText(/^People are there at any time; outside of that/)).toBeVisible();
    await expect(off).toBeHidden();
    await page.getByText('Configure', { exact: true }).click();
    await page.getByLabel('Customers can reach a person').uncheck();
    await page.getByText('Design', { exact: true }).click();
    await expect(off).toContainText('This flow is a bot only');
    await takeScreens(page, 'handoff-node-bot-only');
  });
});

test('who waits when handoff is switched off is still there to be answered', async ({ page, newPerson }) => {
  const owner = new InboxPages(page);
  await owner.signIn();
  const chat = await newVisitor(newPerson);
  await chat.choose('Talk to a person');
  await chat.panel.getByLabel('Prices').check();
  await chat.panel.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.answerer).toHaveText('Waiting for a person');
  await page.goto('/inbox/settings/teams');
  await page.getByLabel('Customers can reach a person').uncheck();
  await expect(page.getByText('You can still take over from the inbox.')).toBeVisible();

  await page.goto('/inbox');
  await owner.view('Waiting').click();
  await owner.rows.first().getByRole('link').click();
  await page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Accept' }).click();
  await expect(chat.answerer).toHaveText('Connected to owner');
  // Nobody else can come: there is nothing to look for.
  await owner.view('Open').click();
  await expect(owner.view('Waiting')).toBeHidden();
});
