import type { Page } from '@playwright/test';
import { type AiStub, startAiStub } from '../packages/testing/src/ai/index.ts';
import { expectAccessible } from './axe.ts';
import { BuilderPage } from './builder-page.ts';
import { test as base, expect, played } from './fixtures.ts';
import { takeScreens } from './screens.ts';
import { signInStaff } from './staff-api.ts';
import { WidgetPanel } from './widget-panel.ts';

/** An AI, played by the stub; the runtime is told where it is. */
const test = base.extend<{ ai: AiStub }>({
  ai: played(startAiStub),
  runtimeEnv: async ({ ai }, use) => use({ AI_BASE_URL: ai.url, AI_MODEL: 'stub' }),
});

async function openChat(page: Page, greeting: string) {
  await page.goto('/demo');
  const chat = new WidgetPanel(page);
  await chat.open();
  await expect(chat.log.getByText(greeting)).toBeVisible();
  return chat;
}

/** A flow of one AI reply, with a person behind every exit but the first. */
const nodes = [
  { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
  {
    id: 'advice',
    type: 'ai-reply',
    position: { x: 340, y: 0 },
    data: { ask: 'What would you like to know?', instructions: 'Be brief.', knowledge: 'We open at nine.' },
  },
  { id: 'desk', type: 'handoff', position: { x: 680, y: 280 }, data: { reason: 'The AI was no help' } },
  { id: 'end', type: 'end', position: { x: 1020, y: 0 }, data: { text: '' } },
];
const edges = [
  { from: 'start', exit: 'next', to: 'advice' },
  { from: 'advice', exit: 'answered', to: 'advice' },
  { from: 'advice', exit: 'not_sure', to: 'desk' },
  { from: 'advice', exit: 'wants_person', to: 'desk' },
  { from: 'desk', exit: 'resolved', to: 'end' },
];

test('an AI that notices something reveals the headset and offers a person; Yes asks for one', async ({
  page,
  runtime,
  newPerson,
  ai,
}) => {
  test.slow();
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openFlow('Booking request');
  await page.getByText('Configure', { exact: true }).click();
  await page.getByRole('radio', { name: 'Once one of the ways below has offered a person' }).check();
  await page.getByRole('switch', { name: 'AI trigger' }).check({ force: true });
  await page.getByRole('textbox', { name: 'When a person is needed' }).fill('The customer wants to cancel');
  await page.getByRole('switch', { name: 'Sensitive topics' }).check({ force: true });
  await page.getByRole('switch', { name: 'Unsure AI' }).check({ force: true });
  await expectAccessible(page, { onPhone: true });
  await page.getByRole('textbox', { name: 'When a person is needed' }).scrollIntoViewIfNeeded();
  await takeScreens(page, 'builder-ai-ways');
  await expect(builder.saved).toBeVisible();
  await builder.publish.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 2 is live')).toBeVisible();

  /** A visitor who writes this, and is offered a person for it. */
  async function offered(greeting: string, words: string) {
    const chat = await openChat(await (await newPerson()).newPage(), greeting);
    const headset = chat.panel.locator('header').getByRole('button', { name: 'Talk to a person' });
    await expect(headset).toBeHidden();
    await chat.say(words);
    await expect(chat.log.getByText('Would you like to talk to a person?')).toBeVisible();
    await expect(headset).toBeVisible();
    return chat;
  }

  await test.step('what the owner describes', async () => {
    ai.answer(({ last }) => ({ json: { fits: last.includes('cancel'), topics: [] } }));
    const chat = await offered('What would you like to do?', 'I want to cancel everything');
    await chat.choose('Yes');
    await expect(chat.log.getByText('What is this about?')).toBeVisible();
  });

  const staff = await signInStaff(runtime);
  await staff.goOnline(await newPerson());

  await test.step('a sensitive topic', async () => {
    await staff.publish((document) => ({ ...document, configure: { ...document.configure, preHandoffForm: null } }));
    ai.answer(({ last }) => ({ json: { fits: false, topics: last.includes('lawyer') ? ['legal'] : [] } }));
    const chat = await offered('What would you like to do?', 'My lawyer will call you');
    await expectAccessible(chat.page, { onPhone: true });
    await takeScreens(chat.page, 'widget-ai-offer');
    await chat.choose('Yes');
    await expect(chat.answerer).toHaveText('Waiting for a person');
    expect(JSON.stringify(await staff.messages(await staff.conversationId()))).toContain(
      'Writes about a sensitive matter: legal',
    );
  });

  await test.step('an answer that the AI is not sure of', async () => {
    const triggers = { lowConfidence: { on: true } };
    await staff.publish((document) => ({
      ...document,
      nodes,
      edges,
      configure: { headsetShown: 'revealed', triggers },
    }));
    ai.answer(({ purpose }) => ({
      json: purpose === 'judge' ? { fits: false, topics: [] } : { answer: 'Until six, I think.', confidence: 0.7 },
    }));
    const chat = await offered('What would you like to know?', 'When do you close?');
    await expect(chat.bubbles('Until six, I think\\.'), 'sure enough to say it').toHaveCount(1);
    await expectAccessible(chat.page, { onPhone: true });
    await chat.choose('Yes');
    await expect(chat.answerer).toHaveText('Waiting for a person');
    expect(JSON.stringify(await staff.messages(await staff.conversationId()))).toContain(
      'The AI was 70% sure of its answer',
    );
  });
});

test('an AI reply answers, and leads to a person when it is not sure; the bot is silent once one is there', async ({
  page,
  runtime,
  newPerson,
  ai,
}) => {
  test.slow();
  const staff = await signInStaff(runtime);
  await staff.goOnline(await newPerson());
  await staff.publish((document) => ({
    ...document,
    nodes,
    edges,
    configure: { humanTakesOver: 'A person has joined.' },
  }));
  const question = 'What would you like to know?';
  const chat = await openChat(await (await newPerson()).newPage(), question);

  await test.step('what it writes is words, whatever it was told to write', async () => {
    const told = '**At nine.** <b>Now</b> [here](https://evil.example) https://evil.example';
    ai.answer(() => ({ json: { answer: told, confidence: 0.9 } }));
    await chat.say('When do you open?');
    await expect(chat.log.getByText('**At nine.** <b>Now</b>')).toBeVisible();
    await expect(chat.log.getByRole('link')).toHaveCount(0);
    await expect(chat.log.getByText(question), 'and listens again').toHaveCount(2);
  });

  await test.step('an answer in flight is not sent once a person is there', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    ai.answer(async () => {
      await held;
      return { json: { answer: 'Too late', confidence: 1 } };
    });
    const asked = ai.requests.length;
    await chat.say('And on Sundays?');
    await expect.poll(() => ai.requests.length).toBeGreaterThan(asked);
    const id = await staff.conversationId();
    await staff.command(id, 'take-over');
    release();
    await expect
      .poll(async () => JSON.stringify(await staff.messages(id)))
      .toContain('"event":"ai_late","detail":"Too late"');
    await staff.reply(id, 'Closed on Sundays.');
    await expect(chat.bubbles('Closed on Sundays\\.')).toBeVisible();
    await expect(chat.log.getByText('Too late')).toHaveCount(0);
    await staff.command(id, 'hand-back');
    await expect(chat.log.getByText(question)).toHaveCount(3);
  });

  await test.step('not sure: a person is asked for', async () => {
    ai.answer(() => ({ json: { answer: 'Perhaps', confidence: 0.2 } }));
    await chat.say('Do you cut dogs?');
    await expect(chat.answerer).toHaveText('Waiting for a person');
    await expect(chat.log.getByText('Perhaps')).toHaveCount(0);
  });

  await test.step('the card in the builder', async () => {
    const builder = new BuilderPage(page);
    await builder.signIn();
    await builder.openFlow('Booking request');
    await builder.node('advice').click({ position: { x: 60, y: 20 } });
    await expect(page.getByRole('textbox', { name: 'Knowledge' })).toHaveValue('We open at nine.');
    await expect(page.getByText('No AI is set up')).toHaveCount(0);
    await expectAccessible(page);
    await takeScreens(page, 'builder-ai-reply');
  });
});

test('a website without a flow: the AI answers from what the workspace says, and a person where it may not', async ({
  page,
  newPerson,
  ai,
}) => {
  test.slow();
  await new BuilderPage(page).signIn();
  await page.goto('/inbox/settings/ai');
  await page.getByRole('switch', { name: 'The AI answers' }).click();
  await page.getByRole('textbox', { name: 'Knowledge' }).fill('We open at nine.');
  await page.getByRole('textbox', { name: 'Questions a day' }).fill('1');
  await takeScreens(page, 'settings-ai');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It counts from the next message on')).toBeVisible();

  await page.goto('/inbox/settings/channels');
  await page.getByRole('combobox', { name: 'Flow' }).click();
  await page.getByRole('option', { name: 'No flow: an AI or a person answers' }).click();
  await expect(page.getByText('The AI answers what customers write')).toBeVisible();
  await takeScreens(page, 'settings-no-flow');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Visitors see it when they load the page again')).toBeVisible();

  const visitor = await (await newPerson()).newPage();
  await visitor.goto('/demo');
  const chat = new WidgetPanel(visitor);
  await chat.open();
  ai.answer(() => ({ json: { answer: 'At nine.', confidence: 0.9 } }));
  await chat.say('When do you open?');
  await expect(chat.log.getByText('At nine.')).toBeVisible();
  await chat.say('And on Sundays?');
  await expect(chat.answerer, 'its only question of the day was asked').toHaveText('Waiting for a person');

  await page.goto('/inbox/settings/ai');
  await expect(page.getByText('Today’s questions are used up')).toBeVisible();
  await page.getByRole('tab', { name: 'AI' }).scrollIntoViewIfNeeded();
  await expectAccessible(page, { onPhone: true });
  await takeScreens(page, 'settings-ai-used-up');

  await new BuilderPage(page).openFlow('Booking request');
  await page.getByText('Configure', { exact: true }).click();
  await expect(page.getByText(/Today’s questions are used up/).first()).toBeVisible();
  await expect(page.getByRole('switch', { name: 'AI trigger' }), 'it can still be set up').toBeEnabled();
});
