import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { owner } from './runtime.ts';
import { takeScreens } from './screens.ts';
import { WidgetPanel } from './widget-panel.ts';

async function signIn(page: Page, path: string) {
  await page.goto(path);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').first().fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The text field of a label in the builder, emptied and written anew. */
async function rewrite(page: Page, label: string, text: string) {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
}

async function openChat(page: Page) {
  await page.goto('/demo');
  const chat = new WidgetPanel(page);
  await chat.open();
  return chat;
}

/** Opens the conversation that the list shows first. */
async function openNewest(inbox: Page) {
  await inbox.getByRole('region', { name: 'Conversations' }).getByRole('listitem').first().click();
}

test('from an edited flow to a person and back, approved', async ({ page: owners, newPerson }) => {
  test.slow();
  await test.step('the owner edits the sample flow and publishes it', async () => {
    await signIn(owners, '/builder');
    await owners.getByRole('link', { name: 'Booking request' }).click();
    await owners.locator('.react-flow__node', { hasText: 'preferred-date' }).click();
    await rewrite(owners, 'Question', 'On which day shall we expect you, dear guest?');
    await owners.getByText('Configure', { exact: true }).click();
    await rewrite(owners, 'Bot resumes', 'The assistant is back.');
    await expect(owners.getByText('Saved', { exact: true })).toBeVisible();
    await owners.getByRole('button', { name: 'Publish', exact: true }).click();
    await owners.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(owners.getByRole('button', { name: 'Published', exact: true })).toBeVisible();
  });

  const inbox = await (await newPerson()).newPage();
  await signIn(inbox, '/inbox');
  const visitors = await newPerson();
  const chat = await openChat(await visitors.newPage());

  await test.step('a visitor books until the bot asks for the day', async () => {
    await chat.choose('Book an appointment');
    await chat.say('Mona');
    await chat.choose('Color');
    await expect(chat.log.getByText('On which day shall we expect you, dear guest?')).toBeVisible();
  });

  const context = inbox.getByRole('complementary');
  await test.step('staff take over in the inbox and reply', async () => {
    await openNewest(inbox);
    await expect(inbox.getByText('Bot · asking Preferred date')).toBeVisible();
    await expect(inbox.getByRole('heading', { name: 'Mona' }), 'the name they gave').toBeVisible();
    await expect(context.getByText('In progress').first()).toBeVisible();
    await inbox.getByRole('button', { name: 'Take over to reply' }).click();
    await expect(chat.log.getByText('Mona, a person has joined')).toBeVisible();
    await expect(chat.answerer).toHaveText(/^Connected to /);
    const editor = inbox.getByRole('textbox', { name: 'Reply to Mona' });
    await editor.fill('Hello Mona, **Anna** here. Do you want highlights?');
    await editor.press('Enter');
    await expect(chat.log.getByText('Hello Mona, Anna here.')).toBeVisible();
    await expect(chat.log.getByText('Anna', { exact: true })).toHaveJSProperty('tagName', 'STRONG');
    await expect(context.getByText('With a person').first()).toBeVisible();
  });

  await test.step('what the customer writes now is not taken for an answer', async () => {
    await chat.say('Yes please, <b>golden</b> ones');
    await expect(inbox.getByRole('log').getByText('Yes please, <b>golden</b> ones')).toBeVisible();
    await expect(chat.log.getByText('Where can we send the confirmation?')).toHaveCount(0);
    await expectAccessible(inbox);
    await takeScreens(inbox, 'inbox-with-a-person');
  });

  await test.step('handed back, the submission has its status and the bot asks again', async () => {
    await inbox.getByRole('button', { name: 'Hand back' }).click();
    await inbox.getByRole('dialog').getByRole('button', { name: 'Hand back' }).click();
    await expect(chat.log.getByText('The assistant is back.')).toHaveCount(1);
    await expect(chat.log.getByText('On which day shall we expect you, dear guest?')).toHaveCount(2);
    await expect(context.getByText('In progress').first()).toBeVisible();
    await expect(inbox.getByText('Bot · asking Preferred date')).toBeVisible();
  });

  await test.step('the visitor answers the open question and finishes', async () => {
    await chat.say('Friday at ten');
    await chat.say('mona@example.com');
    await expect(chat.log.getByText('We have your request for Color')).toBeVisible();
  });

  await test.step('staff approve it, with a word to the customer', async () => {
    await inbox.getByText('Needs review').first().click();
    await openNewest(inbox);
    await expect(context.getByText('Friday at ten', { exact: true })).toBeVisible();
    await context.getByRole('button', { name: 'Approve' }).click();
    await context.getByRole('textbox', { name: 'Message to Mona' }).fill('See you on Friday!');
    await context.getByRole('button', { name: 'Approve' }).click();
    await expect(chat.log.getByText('See you on Friday!')).toHaveCount(1);
    await expect(context.getByText('Approved').first()).toBeVisible();
  });

  await test.step('a reload shows both sides the same once more', async () => {
    const before = await chat.texts();
    await chat.page.reload();
    await expect.poll(() => chat.texts()).toEqual(before);
    await inbox.reload();
    await expect(inbox.getByRole('log').getByText('See you on Friday!')).toHaveCount(1);
  });
});

test('a conversation is ended by staff, and the visitor begins another one', async ({ page: inbox, newPerson }) => {
  await signIn(inbox, '/inbox');
  const chat = await openChat(await (await newPerson()).newPage());
  await chat.choose('Book an appointment');
  await chat.say('Otto');
  await openNewest(inbox);
  await inbox.getByRole('button', { name: 'Take over to reply' }).click();
  await inbox.getByRole('button', { name: 'More actions' }).click();
  await inbox.getByRole('menuitem', { name: 'End conversation' }).click();
  await inbox.getByRole('dialog').getByRole('button', { name: 'End conversation' }).click();
  await expect(inbox.getByText('This conversation has ended')).toBeVisible();

  await chat.panel.getByRole('button', { name: 'Start a new chat' }).click();
  await expect(chat.log.getByText('What would you like to do?')).toBeVisible();
  await expect(chat.log.getByText('Otto')).toHaveCount(0);
  // The ended one is among the closed, with what was not finished cancelled; the new one is open.
  await inbox.getByText('Closed', { exact: true }).first().click();
  await openNewest(inbox);
  await expect(inbox.getByRole('complementary').getByText('Cancelled').first()).toBeVisible();
});

test('an agent and the owner see the same truth, and who comes second is told who won', async ({
  page: owners,
  newPerson,
}) => {
  await signIn(owners, '/inbox/settings/people');
  await owners.getByRole('button', { name: 'Invite someone' }).first().click();
  const dialog = owners.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('bea@example.com');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = (await dialog.getByRole('code').textContent()) ?? '';

  const agents = await (await newPerson()).newPage();
  await agents.goto(link);
  await agents.getByLabel('Your name').fill('Bea');
  await agents.getByLabel('Password').first().fill('a long enough password');
  await agents.getByRole('button', { name: /join/i }).click();
  await agents.waitForURL('**/inbox**');

  const chat = await openChat(await (await newPerson()).newPage());
  await chat.choose('Talk to a person');
  await chat.panel.getByLabel('Prices').check();
  await chat.panel.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.answerer).toHaveText('Waiting for a person');

  await owners.goto('/inbox');
  await openNewest(owners);
  await openNewest(agents);
  await expect(owners.getByRole('button', { name: 'Accept' }).last()).toBeVisible();
  await expect(agents.getByRole('button', { name: 'Accept' }).last()).toBeVisible();
  // Both press at the same moment, and the server's order decides. No waiting for the button to be still: the news
  // that the other one was faster takes it away.
  const buttons = [owners, agents].map((page) =>
    page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Accept' }),
  );
  await Promise.all(
    buttons.map((button) => button.dispatchEvent('click', undefined, { timeout: 2_000 }).catch(() => undefined)),
  );
  await expect(chat.answerer).toHaveText(/^Connected to /);
  const winner = ((await chat.answerer.textContent()) ?? '').replace('Connected to ', '');
  const loser = winner === 'Bea' ? owners : agents;
  await expect(loser.getByText(`${winner} is handling this`)).toBeVisible();
  await expect(chat.log.getByText(/^Connected to /)).toHaveCount(1);
});
