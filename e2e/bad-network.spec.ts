import type { Browser, Page } from '@playwright/test';
import { type BadNetwork, putBadNetworkBefore } from './bad-network.ts';
import { test as base, expect } from './fixtures.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

const test = base.extend<{ network: BadNetwork }>({
  network: async ({ runtime }, use) => {
    const network = await putBadNetworkBefore(runtime);
    await use(network);
    network.close();
  },
});

type Staff = Awaited<ReturnType<typeof signInStaff>>;

/** In a booking, with its first question on screen. */
async function startBooking(page: Page, network: BadNetwork) {
  await page.goto(`${network.url}/demo`);
  const chat = new WidgetPanel(page);
  await chat.open();
  await chat.choose('Book an appointment');
  await expect(chat.log.getByText('What is your name?')).toBeVisible();
  return chat;
}

const customerTexts = async (staff: Staff, id: string) =>
  (await staff.messages(id)).flatMap(({ author, content }) =>
    author.kind === 'customer' && content.text !== undefined ? [content.text] : [],
  );

/** The transcript as the visitor must come to see it: each of these once, in this order. */
async function expectOnce(chat: WidgetPanel, beginnings: readonly string[]) {
  const found = async () =>
    (await chat.texts()).flatMap((line) =>
      beginnings.filter((beginning) => `${line.trim()} `.startsWith(`${beginning} `)),
    );
  await expect.poll(found).toEqual(beginnings);
}

test('a network that is dead for ten minutes loses nothing, doubles nothing, and the chat says so meanwhile', async ({
  page,
  runtime,
  network,
}) => {
  test.slow();
  await page.clock.install();
  const chat = await startBooking(page, network);
  const staff = await signInStaff(runtime);
  const id = await staff.conversationId();

  await test.step('an answer arrives, and nothing of what comes back', async () => {
    network.losesAnswers();
    await chat.say('Ada');
    await expect.poll(() => customerTexts(staff, id)).toEqual(['Ada']);
    network.dies();
    await expect(chat.bubbles('Ada')).toBeVisible();
    await expect(chat.log.getByTitle('Sending')).toBeVisible();
  });

  await test.step('meanwhile a person takes over and writes, and so does the visitor', async () => {
    await staff.command(id, 'take-over');
    await staff.reply(id, 'I can help you.');
    await minutesPass(page, 1);
    await expect(chat.panel.getByText('No connection. Messages are sent when it is back.')).toBeVisible();
    await chat.say('Is Friday free?');
    await minutesPass(page, 8);
    await chat.say('Or Saturday?');
    await staff.reply(id, 'Friday is free.');
    await minutesPass(page, 1);
    await expect(chat.log.getByTitle('Sending')).toHaveCount(3);
    await expect(chat.panel.getByText('No connection. Messages are sent when it is back.')).toBeVisible();
    await expect(chat.log.getByText('I can help you.'), 'the network is dead').toHaveCount(0);
    expect(await customerTexts(staff, id)).toEqual(['Ada']);
  });

  await test.step('it comes back', async () => {
    network.recovers();
    await expect(async () => {
      await page.clock.runFor(1000);
      await expect(chat.log.getByTitle('Sending')).toHaveCount(0, { timeout: 1000 });
      await expect(chat.panel.getByText('No connection.')).toBeHidden({ timeout: 1000 });
      await expect(chat.answerer).toHaveText(/^Connected to /, { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
    await expectOnce(chat, [
      'Ada',
      'Nice to meet you, Ada.',
      'I can help you.',
      'Friday is free.',
      'Is Friday free?',
      'Or Saturday?',
    ]);
    expect(await customerTexts(staff, id)).toEqual(['Ada', 'Is Friday free?', 'Or Saturday?']);
  });

  await test.step('and news come by themselves again', async () => {
    await staff.reply(id, 'Welcome back.');
    await expectOnce(chat, ['Welcome back.']);
  });
});

test('a frozen tab goes on where the conversation is when it thaws', async ({ page, browser, runtime, network }) => {
  test.slow();
  const chat = await startBooking(page, network);
  const staff = await signInStaff(runtime);
  const id = await staff.conversationId();

  await test.step('frozen in the middle of sending, and cut off meanwhile', async () => {
    network.losesAnswers();
    await chat.say('Ada');
    await expect.poll(() => customerTexts(staff, id)).toEqual(['Ada']);
    await chat.say('Never mind, a person please');
    await whileFrozen(browser, async () => {
      network.recovers();
      await staff.command(id, 'take-over');
      await staff.reply(id, 'I am here.');
    });
    await expect(chat.answerer).toHaveText(/^Connected to /);
    await expect(chat.log.getByTitle('Sending')).toHaveCount(0);
    await expectOnce(chat, ['Ada', 'Nice to meet you, Ada.', 'I am here.', 'Never mind, a person please']);
    expect(await customerTexts(staff, id)).toEqual(['Ada', 'Never mind, a person please']);
  });

  await test.step('frozen with nothing to send, and still connected', async () => {
    await whileFrozen(browser, async () => {
      await staff.reply(id, 'One.');
      await staff.reply(id, 'Two.');
      await staff.command(id, 'resolve');
    });
    await expect(chat.answerer).toHaveText('Resolved');
    await expectOnce(chat, ['One.', 'Two.']);
    await chat.say('Thank you');
    await expect.poll(async () => (await customerTexts(staff, id)).at(-1)).toBe('Thank you');
  });
});

/**
 * Stops the processes of the browser's tabs, as browsers and machines that sleep do. Not DevTools' own way to freeze a
 * page: that one only tells the page so, and lets it run on.
 */
async function whileFrozen(browser: Browser, act: () => Promise<void>) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const tabs = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  expect(tabs).not.toEqual([]);
  try {
    for (const pid of tabs) process.kill(pid, 'SIGSTOP');
    await act();
  } finally {
    for (const pid of tabs) process.kill(pid, 'SIGCONT');
    await devtools.detach();
  }
}

/** Minutes of the page's own clock: in steps, since what answers does not run on it. */
async function minutesPass(page: Page, minutes: number) {
  for (let step = 0; step < minutes * 4; step += 1) await page.clock.runFor(15_000);
}
