import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
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

/** The owner invites Ana, and she joins by the link. */
async function inviteAna(owner: Page, newPerson: () => Promise<BrowserContext>) {
  await owner.goto('/inbox/settings/people');
  await owner.getByRole('button', { name: 'Invite someone' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('ana@example.com');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const url = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(owner.getByText('Invited as agent')).toBeVisible();

  const page = await (await newPerson()).newPage();
  await page.goto(url);
  await page.getByLabel('Your name').fill('Ana');
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: /^Join/ }).click();
  const ana = new InboxPages(page);
  await expect(ana.list).toBeVisible();
  return { ana, url };
}

test('signing in, and the way back to the page that was wanted', async ({ page }) => {
  await page.goto('/inbox/settings/channels');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill('owner@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('E-mail or password is wrong');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Channels' })).toBeVisible();
  await expect(page).toHaveURL(/\/inbox\/settings\/channels$/);

  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/inbox');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('take over, reply, hand back: the bot goes on, and the status is as before', async ({ page, newPerson }) => {
  const inbox = new InboxPages(page);
  await inbox.signIn();
  await expect(inbox.list.getByText('No open conversations')).toBeVisible();
  await expectAccessible(page);
  await takeScreens(page, 'inbox-first-steps');

  const chat = await newVisitor(newPerson);
  await chat.choose('Book an appointment');
  await chat.say('Grace');
  await inbox.openConversation('Nice to meet you, Grace');
  await expect(inbox.driving).toContainText('Bot · asking');
  await expect(inbox.details.getByText('In progress')).toBeVisible();
  await expect(inbox.editor).toBeHidden();
  await takeScreens(page, 'inbox-bot');

  await inbox.button('Take over to reply').click();
  await expect(inbox.editor).toBeFocused();
  await expect(inbox.driving).toContainText(/^You since/);
  await expect(inbox.rows.first()).toContainText('With a person');
  await expect(inbox.details.getByText('With a person')).toBeVisible();
  await inbox.say('Hello Grace, **what** can I do?');
  await expect(chat.log.getByText('what', { exact: true })).toHaveJSProperty('tagName', 'STRONG');
  await expect(inbox.log.getByText('Read').last()).toBeVisible();

  await chat.say('<b>Do you</b> cut fringes?');
  await expect(inbox.log.getByText('<b>Do you</b> cut fringes?')).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: null });
  await takeScreens(page, 'inbox-mine');

  await inbox.button('Hand back').click();
  await expect(page.getByRole('dialog')).toContainText('The customer will read');
  await inbox.confirm('Hand back');
  await expect(inbox.driving).toContainText('Bot · asking');
  await expect(inbox.details.getByText('In progress')).toBeVisible();
  await expect(inbox.rows.first()).not.toContainText('With a person');
  await expect(chat.log.getByText('Which service would you like?'), 'the open question again').toHaveCount(2);
});

test('a request for a person rings; the answers are there; approve and decline', async ({ page, newPerson }) => {
  const inbox = new InboxPages(page);
  await inbox.signIn();
  await page.goto('/inbox/settings/people');
  const chat = await newVisitor(newPerson);
  await chat.choose('Talk to a person');
  await chat.log.getByRole('radio').first().check();
  await chat.log.getByRole('textbox').first().fill('My colour washed out');
  await chat.log.getByRole('button').last().click();

  const alert = page.getByRole('alert').filter({ hasText: 'wants a person' });
  await expect(alert).toBeVisible();
  await expect(page).toHaveTitle(/^\(1\) Settings/);
  await takeScreens(page, 'inbox-ringing');
  await alert.getByRole('button', { name: 'Accept' }).click();
  await expect(inbox.editor).toBeFocused();
  await expect(alert).toBeHidden();
  await expect(page).toHaveTitle('Inbox · Baton');
  await expect(inbox.details.getByText('My colour washed out').first()).toBeVisible();
  await expect(chat.answerer).toContainText('owner');

  await inbox.more('Resolve');
  await page.getByLabel('Resolution note').fill('New colour offered');
  await inbox.confirm('Resolve');
  await expect(inbox.driving).toContainText('Resolved');
  await expect(inbox.log.getByText('New colour offered')).toBeVisible();
  await inbox.button('Reopen').click();
  await expect(inbox.driving).toContainText('You since');

  await inbox.more('End conversation');
  await inbox.confirm('End conversation');
  await expect(inbox.driving).toContainText('Ended');
  await inbox.view('Closed').click();
  await expect(inbox.rows).toHaveCount(1);
  await expect(page, 'the view and the conversation are in the address').toHaveURL(/\/inbox\/c\/.+\?view=closed/);
});

test('a finished booking is reviewed', async ({ page, newPerson }) => {
  const inbox = new InboxPages(page);
  await inbox.signIn();
  const chat = await newVisitor(newPerson);
  await chat.choose('Book an appointment');
  await chat.say('Ada');
  await chat.choose('Haircut');
  await chat.say('Friday at ten');
  await expect(chat.log.getByText('Where can we send')).toBeVisible();
  await chat.say('ada@example.com');
  await inbox.view('Needs review').click();
  await inbox.openConversation('Needs review');
  await expect(inbox.details.getByText('Friday at ten', { exact: true })).toBeVisible();
  await inbox.details.getByRole('button', { name: 'Approve' }).click();
  await page.getByLabel(/^Message to/).fill('See you on Friday at ten.');
  await inbox.details.getByRole('button', { name: 'Approve' }).click();
  await expect(inbox.details.getByText('Approved', { exact: true })).toBeVisible();
  await expect(chat.log.getByText('See you on Friday at ten.')).toBeVisible();
  await expect(inbox.driving, 'a decision changes no owner').not.toContainText('You');

  await inbox.details.getByRole('button', { name: 'Archive' }).click();
  await expect(inbox.details.getByRole('button', { name: 'Move out of the archive' })).toBeVisible();
  await inbox.view('Archived').click();
  await expect(inbox.rows).toHaveCount(1);

  await inbox.details.getByRole('button', { name: 'Block' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog', { name: 'Block Ada' }).getByRole('button', { name: 'Block' }).click();
  await expect(inbox.details.getByText('Blocked', { exact: true })).toBeVisible();
  await takeScreens(page, 'inbox-blocked');
  await inbox.details.getByRole('button', { name: 'Unblock' }).click();
  await expect(inbox.details.getByText('Blocked', { exact: true })).toBeHidden();
});

test('two people see the same truth, and the loser of a race is told who won', async ({ page, newPerson }) => {
  const owner = new InboxPages(page);
  await owner.signIn();
  const { ana, url } = await inviteAna(page, newPerson);
  await page.goto(url);
  await expect(page.getByText('This invitation cannot be used')).toBeVisible();
  await page.goto('/inbox');

  const chat = await newVisitor(newPerson);
  await chat.choose('Book an appointment');
  for (const inbox of [owner, ana]) {
    await inbox.openConversation('What is your name?');
    await expect(inbox.button('Take over to reply')).toBeVisible();
  }
  // Ana's inbox does not hear of it before she clicks.
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await ana.page.route('**/take-over', async (route) => {
    await held;
    await route.continue();
  });
  await ana.button('Take over to reply').click();
  await owner.button('Take over to reply').click();
  await expect(owner.driving).toContainText('You since');
  release();
  await expect(ana.page.getByRole('alert')).toContainText('owner took this');
  await expect(ana.driving).toContainText('owner since');
  await expect(ana.page.getByText('owner is handling this')).toBeVisible();
  await expect(ana.button('Take over'), 'only supervisors take from a colleague').toBeHidden();

  await owner.say('I am with you');
  await expect(ana.log.getByText('I am with you')).toBeVisible();
  await owner.button('Hand back').click();
  await owner.confirm('Hand back');
  await expect(ana.button('Take over to reply')).toBeVisible();
  await ana.button('Take over to reply').click();
  await expect(owner.driving).toContainText('Ana since');
  await owner.button('Take over').click();
  await expect(ana.page.getByText('owner is handling this')).toBeVisible();
  await expect(ana.page.getByRole('alert').filter({ hasText: 'owner took over from you' })).toBeVisible();
});

test('a draft outlives a reload and says what came meanwhile; a reply written offline goes out once, when the connection is back', async ({
  page,
  context,
  newPerson,
}) => {
  const inbox = new InboxPages(page);
  await inbox.signIn();
  const chat = await newVisitor(newPerson);
  await chat.choose('Book an appointment');
  await inbox.openConversation('What is your name?');
  await inbox.button('Take over to reply').click();
  await inbox.editor.fill('A thought not finished');
  await chat.say('Never mind');
  const between = page.getByText(/^While you were writing.*Never mind$/);
  await expect(between).toBeVisible();
  await expectAccessible(page);
  await takeScreens(page, 'inbox-between');
  await page.reload();
  await expect(inbox.editor).toHaveValue('A thought not finished');
  await expect(between).toBeHidden();

  await context.setOffline(true);
  await expect(page.getByText('You are offline')).toBeVisible();
  await inbox.editor.press('Enter');
  await expect(inbox.log.getByText('Not sent yet')).toBeVisible();
  await chat.say('Are you there?');
  await context.setOffline(false);
  await expect(chat.bubbles('A thought not finished')).toHaveCount(1);
  await expect(inbox.log.getByText('Are you there?')).toBeVisible();
  await expect(inbox.log.getByText('A thought not finished')).toHaveCount(1);
  await expect(inbox.log.getByText('Not sent yet')).toBeHidden();
});

test('by keyboard, and on a phone', async ({ page, newPerson }) => {
  const inbox = new InboxPages(page);
  await inbox.signIn();
  const first = await newVisitor(newPerson);
  await first.choose('Book an appointment');
  await expect(inbox.rows).toHaveCount(1);
  const second = await newVisitor(newPerson);
  await second.choose('Talk to a person');
  await expect(inbox.rows).toHaveCount(2);

  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Letter shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(inbox.rows.nth(1).getByRole('link')).toHaveAttribute('aria-current', 'true');
  await expect(inbox.button('Take over to reply')).toBeVisible();
  await page.keyboard.press('t');
  await expect(inbox.editor).toBeFocused();
  await page.keyboard.type('juggling');
  await expect(inbox.editor, 'letters are text while typing').toHaveValue('juggling');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type('Hand back');
  await page.keyboard.press('Enter');
  await inbox.confirm('Hand back');
  await expect(inbox.driving).toContainText('Bot');

  await inbox.rows.nth(1).getByRole('link').focus();
  await page.keyboard.press('Home');
  await expect(inbox.rows.first().getByRole('link')).toBeFocused();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(inbox.list).toBeHidden();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(inbox.list).toBeVisible();
  await expectAccessible(page);
  await inbox.rows.first().getByRole('link').click();
  await page.getByRole('button', { name: 'Details' }).click();
  const details = page.getByRole('dialog', { name: 'Details' });
  await expect(details.getByText('Contact', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Close' }).click();
  await expect(details).toBeHidden();
  const small = await page
    .locator('button:visible, a:visible')
    .evaluateAll((targets) => targets.filter((target) => target.getBoundingClientRect().height < 24).map(String));
  expect(small, 'targets that a finger misses').toEqual([]);
});

test('the settings: people and channels', async ({ page, newPerson }) => {
  const inbox = new InboxPages(page);
  await inbox.signIn();
  const { ana } = await inviteAna(page, newPerson);
  await page.goto('/inbox/settings/people');
  await expectAccessible(page);
  await takeScreens(page, 'inbox-people');
  await page.getByRole('switch', { name: 'Handoff permission of Ana' }).press('Space');
  await expect(page.getByText('Only one person can answer customers')).toBeVisible();

  const chat = await newVisitor(newPerson);
  await chat.choose('Book an appointment');
  await ana.page.reload();
  await ana.openConversation('What is your name?');
  await expect(ana.page.getByText('Your role lets you read conversations')).toBeVisible();

  await page.getByRole('button', { name: 'Remove Ana' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('ana@example.com')).toBeHidden();
  await ana.page.reload();
  await expect(ana.page).toHaveURL(/\/sign-in/);

  await page.getByRole('tab', { name: 'Notifications' }).click();
  await expect(page.getByText('Whoever runs Baton sets SMTP_URL')).toBeVisible();
  const missed = page.getByRole('radiogroup', { name: 'Customers whom nobody came for' });
  await expect(missed.getByRole('radio', { name: 'At once' })).toBeChecked();
  await missed.getByRole('radio', { name: 'Once a day' }).check();
  await page.reload();
  await expect(missed.getByRole('radio', { name: 'Once a day' })).toBeChecked();
  await expectAccessible(page);
  await takeScreens(page, 'inbox-notifications');

  await page.getByRole('tab', { name: 'Channels' }).click();
  await expect(page.locator('code')).toContainText('data-channel');
  await page.getByLabel('Business name').fill('Salon Verde');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Give the channel a name');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Shop');
  await page.getByLabel('Accent colour').fill('#7c3aed');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await expectAccessible(page);
  await takeScreens(page, 'inbox-channels');
  await chat.page.reload();
  await expect(chat.page.getByRole('dialog', { name: 'Chat with Salon Verde' })).toBeVisible();
});

test.describe('an installation that nobody owns yet', () => {
  test.use({ runtimeEnv: { BATON_OWNER_EMAIL: '', BATON_OWNER_PASSWORD: '' } });

  test('is set up with the link that the terminal prints, once', async ({ page, runtime }) => {
    await page.goto('/inbox');
    await page.getByRole('link', { name: 'Set up this installation' }).click();
    await expect(page.getByLabel('Set-up token')).toBeVisible();

    const link = /\S+\/setup\?token=\S+/.exec(runtime.output)?.[0] ?? '';
    await page.goto(link);
    await expect(page.getByLabel('Set-up token')).toBeHidden();
    await page.getByRole('button', { name: 'Create the account' }).click();
    await expect(page.getByText('Use at least 10 characters')).toBeVisible();
    await expectAccessible(page);
    await takeScreens(page, 'inbox-setup');
    await page.getByLabel('Name of your business').fill('Salon Verde');
    await page.getByLabel('Your name').fill('Vera');
    await page.getByLabel('E-mail').fill('vera@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a long enough password');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Welcome to Salon Verde' })).toBeVisible();
    await page.goto(link);
    await expect(page.getByText('This installation is set up')).toBeVisible();
  });
});
