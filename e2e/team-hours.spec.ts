import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { berlinHours } from './berlin-hours.ts';
import { BuilderPage } from './builder-page.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

// A Saturday evening in Berlin.
test.use({ runtimeEnv: { NODE_ENV: 'test', BATON_TEST_CLOCK: '2027-03-27T20:00:00Z' } });

const MINUTE = 60_000;
const alertOf = (page: Page) => page.getByRole('alert').filter({ hasText: 'wants a person' });

test('a team with hours of its own: an option of the form leads to it while everybody else is off', async ({
  page,
  runtime,
  newPerson,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.saveHandoff({ hours: berlinHours });
  const owner = new InboxPages(page);
  await owner.signIn();
  const bea = new InboxPages(await (await newPerson()).newPage());
  await staff.join(bea.page, 'Bea');

  await test.step('the team Billing, which is Bea, is there at any time, and has ten minutes', async () => {
    await page.goto('/inbox/settings/teams');
    await page.getByRole('button', { name: 'Add a team' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Billing');
    await dialog.getByLabel('Bea').check();
    await dialog.getByRole('button', { name: /^Hours and waiting/ }).click();
    const people = dialog.getByRole('radiogroup', { name: 'People are there' });
    await expect(people.getByLabel('As in the flow or the workspace')).toBeChecked();
    await expect(people.getByText('Where the flow has none: the workspace’s hours')).toBeVisible();
    await expect(dialog.getByText('As in the flow, or else 5 min. After the last message')).toBeVisible();
    await expectAccessible(page, { onPhone: true });
    await takeScreens(page, 'team-inherits');

    await people.getByLabel('At these hours').check();
    await dialog.getByRole('button', { name: 'Add hours on Saturday' }).click();
    await dialog.getByLabel('Saturday, to, hours').fill('08');
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await dialog.getByLabel('Saturday, to, hours').fill('23');
    await expect(dialog.getByText('Complete the hours first.')).toBeHidden();
    await expectAccessible(page);
    await takeScreens(page, 'team-hours');
    await people.getByLabel('At any time').check();
    await dialog.getByLabel('Accept within').fill('600');
    await dialog.getByRole('button', { name: 'Save' }).click();
    // It says the same of the team while it closes.
    await expect(dialog).toBeHidden();
    await expect(page.getByText('There at any time · waiting times or fallback of its own')).toBeVisible();
    await expectAccessible(page);
    await takeScreens(page, 'teams-own');
    await page.getByRole('button', { name: 'Edit Billing' }).click();
    await expect(people.getByLabel('At any time')).toBeChecked();
    await expect(dialog.getByLabel('Accept within')).toHaveValue('600 s');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('in the builder, who asks about prices is led to Billing', async () => {
    const builder = new BuilderPage(page);
    await builder.openFlow('Booking request');
    await builder.node('about-your-request').click();
    const leadsTo = builder.inspector.getByRole('combobox', { name: 'Prices' });
    await leadsTo.scrollIntoViewIfNeeded();
    await leadsTo.selectOption('Billing');
    await expect(builder.saved).toBeVisible();
    await expectAccessible(page);
    await expect(leadsTo).toBeInViewport();
    await takeScreens(page, 'builder-form-routes');
    await builder.publish.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(page.getByText('Version 2 is live')).toBeVisible();
    await page.goto('/inbox');
    await expect(owner.list).toBeVisible();
  });

  const prices = await WidgetPanel.of(await newPerson());
  await test.step('somebody is there, so the chat does not say otherwise; Bea is rung, and nobody else', async () => {
    await expect(prices.answerer).toHaveText('Bot');
    await prices.askForPerson('Prices');
    await expect(prices.answerer).toHaveText('Waiting for a person');
    await alertOf(bea.page).getByRole('button', { name: 'Accept' }).click();
    await expect(prices.answerer).toHaveText('Connected to Bea');
    await expect(bea.details.getByText('Billing').first()).toBeVisible();
    await expect(alertOf(page)).toHaveCount(0);
    await expectAccessible(bea.page, { onPhone: true });
  });

  await test.step('who asks about something else reads when the others are back', async () => {
    const other = await WidgetPanel.of(await newPerson());
    await other.askForPerson('Something else');
    await expect(other.log.getByText('Nearest manager working hours — Mon 09:00–18:00')).toBeVisible();
    await expect(other.panel.getByLabel('Your message')).toBeVisible();
    await expectAccessible(other.page, { onPhone: true });
  });

  await test.step('Billing has ten minutes, and not the two of the workspace: then the customer leaves a message', async () => {
    const late = await WidgetPanel.of(await newPerson());
    await late.askForPerson('Prices');
    await expect(late.answerer).toHaveText('Waiting for a person');
    await expect(alertOf(bea.page)).toBeVisible();
    await runtime.advance(5 * MINUTE);
    await expect(late.answerer).toHaveText('Waiting for a person');
    await runtime.advance(5 * MINUTE);
    await expect(late.panel.getByLabel('Your message')).toBeVisible();
  });

  await test.step('Billing says nothing any more: nobody is there, and the chat says until when', async () => {
    await page.goto('/inbox/settings/teams');
    await page.getByRole('button', { name: 'Edit Billing' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('radiogroup', { name: 'People are there' })
      .getByLabel('As in the flow or the workspace')
      .check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    // It says the same of the team while it closes.
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Waiting times or fallback of its own')).toBeVisible();
    const next = await WidgetPanel.of(await newPerson());
    await expect(next.answerer).toHaveText('Bot · people are back Mon 09:00–18:00');
  });
});
