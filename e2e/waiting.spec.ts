import { expectAccessible } from './axe.ts';
import { berlinHours } from './berlin-hours.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import type { Runtime } from './runtime.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

// A Saturday evening in Berlin; the clocks there go forward in the night.
test.use({ runtimeEnv: { NODE_ENV: 'test', BATON_TEST_CLOCK: '2027-03-27T20:00:00Z' } });

/** Puts the clock forward until the page shows it: timers fire one after another. */
async function passing(runtime: Runtime, ms: number, check: () => Promise<void>) {
  await runtime.advance(ms);
  await expect(check).toPass({ timeout: 30_000 });
}

test('the owner sets hours; outside of them a visitor reads the next window and leaves a message', async ({
  page,
  runtime,
  newPerson,
}) => {
  test.slow();
  const inbox = new InboxPages(page);
  await test.step('hours in Settings', async () => {
    await inbox.signIn();
    await page.goto('/inbox/settings/hours');
    await page.getByRole('radio', { name: 'At these hours' }).check();
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await zone.fill('berlin');
    await page.getByRole('option', { name: /^Europe\/Berlin/ }).click();
    const monday = page.getByRole('listitem').filter({ hasText: 'Monday' });
    await monday.getByRole('button', { name: 'Another window on Monday' }).click();
    await page.getByLabel('Monday, 1, to, hours').fill('12');
    await page.getByLabel('Monday, 2, from, hours').fill('11');
    await expect(monday.getByRole('alert')).toHaveText(
      'The windows of a day must follow one another without overlapping',
    );
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    await page.getByLabel('Monday, 2, from, hours').fill('13');
    await page.getByRole('button', { name: 'Add a date' }).click();
    await page.getByRole('textbox', { name: 'Date', exact: true }).fill('2027-03-30');
    // Not Enter, which saves what is on the page.
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Staff outing');
    await expectAccessible(page, { onPhone: true });
    await takeScreens(page, 'settings-hours');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Monday, 2, from, hours')).toHaveValue('13');
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Staff outing');
  });

  const chat = await WidgetPanel.of(await newPerson());
  await test.step('the chat says when people are back, before and after the visitor asks', async () => {
    await expect(chat.answerer).toHaveText('Bot · people are back Mon 09:00–12:00');
    await chat.panel.getByRole('button', { name: 'Talk to a person' }).first().click();
    await expect(chat.log.getByText('Nearest manager working hours — Mon 09:00–12:00')).toHaveCount(1);
    await expectAccessible(chat.page, { onPhone: true });
    await takeScreens(chat.page, 'widget-outside-hours');
    await chat.panel.getByLabel('Your name').fill('Mona');
    await chat.panel.getByLabel('Your e-mail').fill('mona@example.com');
    await chat.panel.getByLabel('Your message').fill('A cut on Friday, please');
    await chat.panel.getByRole('button', { name: 'Send', exact: true }).first().click();
    await expect(chat.answerer).toHaveText(/^Bot/);
  });

  await test.step('nobody was alerted, and the message is among what needs review', async () => {
    await page.goto('/inbox?view=needs_review');
    await inbox.rows.first().getByRole('link').click();
    await expect(inbox.details.getByText('A cut on Friday, please')).toBeVisible();
    await expect(inbox.log.getByText(/Mon 09:00–12:00/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Accept' })).toHaveCount(0);
  });

  await test.step('on Monday at nine, after the clocks went forward, a request rings', async () => {
    // 07:00 UTC is nine in Berlin now; it was eight the day before.
    await runtime.advance(Date.parse('2027-03-29T06:58:00Z') - Date.parse('2027-03-27T20:00:00Z'));
    await chat.panel.getByRole('button', { name: 'Talk to a person' }).first().click();
    await expect(chat.panel.getByLabel('Your name').last()).toBeVisible();
    await chat.panel.getByRole('button', { name: 'Not now' }).click();
    await expect(chat.panel.getByRole('button', { name: 'Not now' })).toBeHidden();
    await runtime.advance(2 * MINUTE);
    await chat.panel.getByRole('button', { name: 'Talk to a person' }).first().click();
    await chat.panel.getByLabel('Prices').last().check();
    await chat.panel.getByRole('button', { name: 'Continue' }).last().click();
    await expect(chat.answerer).toHaveText('Waiting for a person');
    // The window was told once, and not again for the second request.
    await expect(chat.log.getByText('Nearest manager working hours — Mon 09:00–12:00')).toHaveCount(1);
  });
});

test('two visitors queue, one gives up, one leaves for a moment; who comes to work is rung', async ({
  page,
  runtime,
  newPerson,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.saveHandoff({ hours: null, fallback: 'queue' });

  const [first, second] = [await WidgetPanel.of(await newPerson()), await WidgetPanel.of(await newPerson())];
  await test.step('nobody is there: the queue, and places in it', async () => {
    await first.askForPerson();
    await expect(first.panel.getByText('You are number 1 in line.')).toBeVisible();
    await expect(first.log.getByText('You are number 1 in the queue.')).toBeVisible();
    await runtime.advance(SECOND);
    await second.askForPerson();
    await expect(second.panel.getByText('You are number 2 in line.')).toBeVisible();
    await expectAccessible(second.page, { onPhone: true });
    await takeScreens(second.page, 'widget-queue');
  });

  await test.step('a tab that is closed and opened again within a minute keeps its place', async () => {
    await second.page.goto('about:blank');
    await runtime.advance(30 * SECOND);
    const connected = second.connected();
    await second.page.goto('/demo');
    await connected;
    await expect(second.panel.getByText('You are number 2 in line.')).toBeVisible();
    await runtime.advance(40 * SECOND);
    await expect(second.panel.getByText('You are number 2 in line.')).toBeVisible();
  });

  await test.step('the first cancels: the flow goes on, and the other one moves up', async () => {
    await first.panel.getByRole('button', { name: 'Cancel' }).click();
    await expect(first.answerer).toHaveText('Bot');
    await expect(second.panel.getByText('You are number 1 in line.')).toBeVisible();
    await expect(second.log.getByText('You are number 1 in the queue.')).toBeVisible();
  });

  await test.step('somebody opens the inbox, and accepts', async () => {
    const inbox = new InboxPages(page);
    await inbox.signIn();
    await expect(second.answerer).toHaveText('Waiting for a person');
    const alert = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Open' }) });
    await expect(alert).toBeVisible();
    await inbox.rows.filter({ hasText: 'Waiting' }).first().getByRole('link').click();
    await expect(alert, 'it would lie over what rings below').toHaveCount(0);
    await page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Accept' }).click();
    await expect(second.answerer).toHaveText(/^Connected to /);
  });

  // Each has a list of its own inside: its history.
  const requests = (view: string) => page.getByRole('list', { name: view, exact: true }).locator(':scope > li');
  await test.step('the request is active, and how soon somebody came is measured', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests' }).click();
    await expect(page.getByText('Nobody waits for a person')).toBeVisible();
    await page.getByRole('tab', { name: 'Active' }).click();
    await expect(requests('Active').first()).toContainText('Accepted by');
    await expect(page.getByRole('region', { name: 'Response target' })).toContainText('100 %');
    await expectAccessible(page, { onPhone: true });
    await takeScreens(page, 'inbox-requests');
    await requests('Active').first().getByRole('link').click();
  });

  await test.step('the customer falls silent: the session ends', async () => {
    const inbox = new InboxPages(page);
    await inbox.say('How can I help?');
    await expect(second.log.getByText('How can I help?')).toBeVisible();
    await passing(runtime, 5 * MINUTE, () => expect(second.answerer).toHaveText('Resolved', { timeout: 1_000 }));
    await page.goto('/inbox/requests?view=resolved');
    await expect(requests('Resolved').filter({ hasText: 'with a person' })).toHaveCount(1);
    await expect(requests('Resolved').filter({ hasText: 'Cancelled' })).toHaveCount(1);
  });
});

test('two agents are rung; nobody accepts in two minutes, and who waited in vain leaves a message', async ({
  page,
  runtime,
  newPerson,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.saveHandoff({ hours: null, fallback: 'form' });
  const owners = new InboxPages(page);
  await owners.signIn();
  const agents = new InboxPages(await (await newPerson()).newPage());
  await staff.join(agents.page, 'Bea');

  const chat = await WidgetPanel.of(await newPerson());
  await chat.askForPerson();
  await expect(chat.answerer).toHaveText('Waiting for a person');
  for (const inbox of [owners, agents]) {
    // Loaded anew, the inbox says so again.
    await inbox.page.goto('/inbox');
    await expect(inbox.page.getByRole('alert').filter({ hasText: 'wants a person' })).toBeVisible();
    await inbox.rows.first().getByRole('link').click();
    await expect(
      inbox.page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Accept' }),
    ).toBeVisible();
  }
  // One rejects: it goes on ringing for the other.
  await agents.page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Reject' }).click();
  await expect(chat.answerer).toHaveText('Waiting for a person');
  await passing(runtime, 2 * MINUTE, () =>
    expect(chat.panel.getByLabel('Your message')).toBeVisible({ timeout: 1_000 }),
  );
  // Left alone, the form is given up, and the bot goes on.
  await passing(runtime, 15 * MINUTE, () => expect(chat.answerer).toHaveText('Bot', { timeout: 1_000 }));

  await test.step('where the fallback is a message, it is said, and the bot goes on', async () => {
    await staff.saveHandoff({ fallback: 'message' });
    const next = await WidgetPanel.of(await newPerson());
    await next.askForPerson();
    await expect(next.answerer).toHaveText('Waiting for a person');
    const said = next.log.getByText('Nobody is free right now. Leave your question here');
    await passing(runtime, 2 * MINUTE, () => expect(said).toBeVisible({ timeout: 1_000 }));
    await expect(next.answerer).toHaveText('Bot');
    await expect(next.panel.getByLabel('Your message')).toHaveCount(0);
    await expectAccessible(next.page, { onPhone: true });
  });
});

test('a flow has hours of its own, and another agent’s day is not the workspace’s', async ({ page, runtime }) => {
  const staff = await signInStaff(runtime);
  await staff.saveHandoff({ hours: berlinHours });
  const inbox = new InboxPages(page);
  await inbox.signIn();
  await page.goto('/builder');
  await page.getByRole('link', { name: 'Booking request' }).click();
  await page.getByText('Configure', { exact: true }).click();
  await expect(page.getByText('At the workspace’s hours')).toBeVisible();
  const hours = page.getByRole('radiogroup', { name: 'People are there' });
  await hours.getByRole('radio', { name: 'At these hours' }).check();
  await page.getByRole('button', { name: 'Add hours on Saturday' }).click();
  await page.getByLabel('Saturday, to, hours').fill('22');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 2 is live')).toBeVisible();
  // Nine in the evening on a Saturday: open for this flow, until ten.
  await page.goto('/demo');
  const chat = new WidgetPanel(page);
  await chat.open();
  await expect(chat.answerer).toHaveText('Bot');
  await runtime.advance(HOUR);
  await page.reload();
  await expect(chat.answerer).toHaveText('Bot · people are back Mon 09:00–18:00');
});
