import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import type { Runtime } from './runtime.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

test.use({ runtimeEnv: { NODE_ENV: 'test', BATON_TEST_CLOCK: '2027-03-25T10:00:00Z' } });

/** Somebody on the website who asks for a person, up to the end of the form. */
async function visitorWhoAsks(person: BrowserContext) {
  const chat = await WidgetPanel.of(person);
  await chat.askForPerson();
  await expect(chat.answerer).toHaveText('Waiting for a person');
  return chat;
}

const alertOf = ({ page }: { page: Page }) => page.getByRole('alert').filter({ hasText: 'wants a person' });

/** Their browser is gone, and the runtime has noticed: a reload is no absence, so it takes some seconds. */
async function leave(page: Page, name: string, staff: Awaited<ReturnType<typeof signInStaff>>, runtime: Runtime) {
  await page.goto('about:blank');
  await expect(async () => {
    await runtime.advance(SECOND);
    expect(await staff.isReachable(name)).toBe(false);
  }).toPass();
}

test('one after another: each has 30 seconds, whoever rejects is passed over; or whoever has fewest', async ({
  page,
  runtime,
  newPerson,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.saveHandoff({ routing: 'round_robin' });
  const ana = new InboxPages(page);
  await staff.join(ana.page, 'Ana');
  await expect(ana.list).toBeVisible();
  const bea = new InboxPages(await (await newPerson()).newPage());
  await staff.join(bea.page, 'Bea');
  await expect(bea.list).toBeVisible();

  const first = await visitorWhoAsks(await newPerson());
  await test.step('Ana is asked alone; Bea sees that somebody waits, and who is asked', async () => {
    await expect(alertOf(ana)).toBeVisible();
    await expectAccessible(ana.page, { onPhone: true });
    await bea.rows.first().getByRole('link').click();
    await expect(bea.page.getByText('A person is wanted, and Ana is being asked')).toBeVisible();
    await expect(alertOf(bea)).toHaveCount(0);
    await expectAccessible(bea.page);
    await takeScreens(bea.page, 'asked-in-turn');
    // Back without loading the page anew: that would be an absence to a clock which is put forward meanwhile.
    await bea.page.goBack();
    await expect(bea.driving).toBeHidden();
  });

  await test.step('Ana says nothing for 30 seconds: now Bea is asked, and Ana no more', async () => {
    await runtime.advance(30 * SECOND);
    await alertOf(bea).getByRole('button', { name: 'Accept' }).click();
    await expect(first.answerer).toHaveText('Connected to Bea');
    await expect(alertOf(ana)).toHaveCount(0);
  });

  await test.step('the next one is Ana’s turn; she rejects, and Bea is asked at once', async () => {
    const second = await visitorWhoAsks(await newPerson());
    await alertOf(ana).getByRole('button', { name: 'Open' }).click();
    await ana.page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Reject' }).click();
    await alertOf(bea).getByRole('button', { name: 'Accept' }).click();
    await expect(second.answerer).toHaveText('Connected to Bea');
    await expectAccessible(second.page);
  });

  await test.step('asked by who has fewest, it is Ana twice in a row: Bea has two', async () => {
    await staff.saveHandoff({ routing: 'least_busy' });
    for (let asked = 0; asked < 2; asked += 1) {
      const chat = await visitorWhoAsks(await newPerson());
      await alertOf(ana).getByRole('button', { name: 'Accept' }).click();
      await expect(chat.answerer).toHaveText('Connected to Ana');
    }
  });

  await test.step('Bea, whose turn it would be now, has as many as she may have: it is Ana again', async () => {
    await staff.setCapacity('Bea', 2);
    const chat = await visitorWhoAsks(await newPerson());
    await alertOf(ana).getByRole('button', { name: 'Accept' }).click();
    await expect(chat.answerer).toHaveText('Connected to Ana');
    await expectAccessible(chat.page, { onPhone: true });
  });
});

test('a person who is offline for two minutes loses the customer to the queue, and gets them back', async ({
  page,
  runtime,
  newPerson,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.publish((document) => ({
    ...document,
    configure: { ...document.configure, awayReply: '<<operator>> is away for a while.' },
  }));
  // Longer than anything here: what ends is to end for one reason only.
  await staff.saveHandoff({ fallback: 'queue', replyTimeoutSeconds: 3_600 });
  const ana = new InboxPages(page);
  await staff.join(page, 'Ana');
  await expect(ana.list).toBeVisible();
  const chat = await visitorWhoAsks(await newPerson());
  await alertOf(ana).getByRole('button', { name: 'Accept' }).click();
  await expect(chat.answerer).toHaveText('Connected to Ana');
  await expect(ana.driving).toContainText(/^You since/);
  const conversation = page.url();

  await test.step('back within two minutes, Ana keeps the conversation', async () => {
    await leave(page, 'Ana', staff, runtime);
    await runtime.advance(MINUTE);
    await page.goto(conversation);
    await expect(ana.driving).toContainText(/^You since/);
    await expect.poll(() => staff.isReachable('Ana')).toBe(true);
    await runtime.advance(2 * MINUTE);
    await ana.say('I am back');
    await expect(chat.log.getByText('I am back')).toBeVisible();
    await expect(chat.answerer).toHaveText('Connected to Ana');
  });

  await test.step('gone for longer, and nobody else there: the customer queues, and may go on waiting', async () => {
    await leave(page, 'Ana', staff, runtime);
    await chat.say('Are you there?');
    await expect(chat.answerer).toHaveText('Connected to Ana');
    await runtime.advance(2 * MINUTE);
    await expect(chat.panel.getByText('You are number 1 in line.')).toBeVisible();
    await expectAccessible(chat.page, { onPhone: true });
    await takeScreens(chat.page, 'widget-person-gone');
  });

  await test.step('Ana opens the inbox again, and is rung', async () => {
    await page.goto('/inbox');
    await alertOf(ana).getByRole('button', { name: 'Accept' }).click();
    await expect(chat.answerer).toHaveText('Connected to Ana');
    await expect(ana.log.getByText('Are you there?')).toBeVisible();
    await expect(ana.log.getByText(/Ana is offline/)).toBeVisible();
    await expectAccessible(page, { onPhone: true });
  });

  const beKnownAs = async (availability: string) => {
    await page.getByRole('button', { name: /^You: Ana, / }).click();
    await page.getByText(availability, { exact: true }).click();
    await page.keyboard.press('Escape');
    // It is drawn before it is stored.
    await expect.poll(() => staff.availabilityOf('Ana')).toBe(availability.toLowerCase());
  };

  await test.step('Ana is away: the customer who writes reads so, once', async () => {
    await beKnownAs('Away');
    await chat.say('And now?');
    await expect(chat.log.getByText('Ana is away for a while.')).toBeVisible();
    await chat.say('Hello?');
    await expect(ana.log.getByText('Hello?')).toBeVisible();
    await expect(chat.log.getByText('Ana is away for a while.')).toHaveCount(1);
  });

  await test.step('Ana is busy: whoever comes now waits until she is available', async () => {
    await beKnownAs('Busy');
    const next = await WidgetPanel.of(await newPerson());
    await next.askForPerson();
    await expect(next.panel.getByText('You are number 1 in line.')).toBeVisible();
    await expect(alertOf(ana)).toHaveCount(0);
    await beKnownAs('Available');
    await alertOf(ana).getByRole('button', { name: 'Accept' }).click();
    await expect(next.answerer).toHaveText('Connected to Ana');
    await expectAccessible(next.page, { onPhone: true });
  });
});
