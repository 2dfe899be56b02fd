import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { BuilderPage } from './builder-page.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

async function visit(page: Page) {
  await page.goto('/demo');
  const chat = new WidgetPanel(page);
  await chat.open();
  await expect(chat.log.getByText('What would you like to do?')).toBeVisible();
  return chat;
}

/** The headset in the panel's header: the flow's own button "Talk to a person" is in the log. */
function headset(chat: WidgetPanel) {
  return chat.panel.locator('header').getByRole('button', { name: 'Talk to a person' });
}

function offer(chat: WidgetPanel) {
  return chat.log.getByText('Would you like to talk to a person?');
}

test('an owner switches keywords on; the word makes the offer and reveals the headset, Yes asks for a person', async ({
  page,
  newPerson,
}) => {
  test.slow();
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openFlow('Booking request');
  await page.getByText('Configure', { exact: true }).click();

  await test.step('each way has a switch that says what it does', async () => {
    const ways = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Ways to a person' }) });
    await ways.getByRole('radio', { name: 'Once one of the ways below has offered a person' }).check();
    await expect(ways.getByText('Knows English; in other languages it notices nothing')).toBeVisible();
    await expect(ways.getByText('Needs an AI: whoever runs Baton sets AI_MODEL').first()).toBeVisible();
    await expect(ways.getByRole('switch', { name: 'AI trigger' })).toBeDisabled();
    await ways.getByRole('switch', { name: 'Unhappy customer' }).check({ force: true });
    await ways.getByRole('switch', { name: 'Stalled conversation' }).check({ force: true });
    await ways.getByRole('switch', { name: 'Keywords' }).check({ force: true });
    await ways.getByRole('combobox', { name: 'Add a language' }).click();
    await page.getByRole('listbox', { name: 'Add a language' }).getByRole('option', { name: 'German' }).click();
    await expect(ways.getByText('Mitarbeiterin', { exact: true })).toBeVisible();
    await ways.getByLabel('English', { exact: true }).fill('a supervisor');
    await page.keyboard.press('Enter');
    await ways.getByRole('textbox', { name: 'Answer that accepts' }).fill('Yes, please');
    await expectAccessible(page);
    await ways.scrollIntoViewIfNeeded();
    await takeScreens(page, 'builder-ways');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(builder.saved).toBeVisible();
    await builder.publish.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(page.getByText('Version 2 is live')).toBeVisible();
  });

  const visitor = await newPerson();
  const chat = await visit(await visitor.newPage());
  await test.step('No goes on with the open question', async () => {
    await expect(headset(chat)).toBeHidden();
    await chat.say('Ich will mit einem MENSCHEN reden!');
    await expect(offer(chat)).toBeVisible();
    await expect(headset(chat)).toBeVisible();
    await takeScreens(chat.page, 'widget-offer');
    await expectAccessible(chat.page, { onPhone: true });
    await chat.choose('No');
    await expect(chat.log.getByText('What would you like to do?')).toHaveCount(2);
    await expect(chat.answerer).toHaveText('Bot');
  });

  await test.step('Yes is the request, with what made it', async () => {
    await chat.say('Get me a supervisor.');
    await chat.choose('Yes, please');
    await expect(chat.log.getByText('What is this about?')).toBeVisible();
    await expect(chat.log.getByText(/connect you/i).first(), 'no filler but the form').toHaveText(
      'Before we connect you',
    );
    const inbox = new InboxPages(page);
    await page.goto('/inbox');
    await inbox.rows.first().getByRole('link').click();
    await expect(inbox.log.getByText('The bot offered a person').first()).toBeVisible();
    await expect(inbox.log.getByText('Wrote “a supervisor”').first()).toBeVisible();
  });
});

test('a keyword asks at once; a stalled and an unhappy customer are offered a person', async ({
  runtime,
  newPerson,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.goOnline(await newPerson());

  /** A visitor of the flow with some triggers on, and nothing to fill in before the alerts. */
  async function visitWith(triggers: object) {
    await staff.publish((document) => ({
      ...document,
      configure: { ...document.configure, preHandoffForm: null, triggers },
    }));
    return visit(await (await newPerson()).newPage());
  }

  await test.step('keyword at once', async () => {
    const chat = await visitWith({ keywords: { on: true, ask: 'at_once' } });
    await chat.say('A human, please');
    await expect(chat.answerer).toHaveText('Waiting for a person');
    await expect(chat.log.getByText('Please choose one of the options.'), 'no answer to the menu').toHaveCount(0);
    await expectAccessible(chat.page, { onPhone: true });
  });

  await test.step('stalled', async () => {
    const chat = await visitWith({ stalled: { on: true, after: 2 } });
    await chat.say('what?');
    await expect(chat.bubbles('Please choose one of the options\\.')).toHaveCount(1);
    await expect(offer(chat)).toHaveCount(0);
    await chat.say('I do not know');
    await expect(offer(chat)).toHaveCount(1);
    await expectAccessible(chat.page, { onPhone: true });
    await chat.choose('Yes');
    await expect(chat.answerer).toHaveText('Waiting for a person');
  });

  await test.step('unhappy', async () => {
    const chat = await visitWith({ sentiment: { on: true } });
    await chat.say('This is terrible, I hate it');
    await expect(offer(chat)).toHaveCount(1);
    await expectAccessible(chat.page, { onPhone: true });
    await chat.say('yes');
    await expect(chat.answerer).toHaveText('Waiting for a person');
  });
});
