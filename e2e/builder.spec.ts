import { readFile } from 'node:fs/promises';
import { expectAccessible } from './axe.ts';
import { BuilderPage } from './builder-page.ts';
import { expect, test } from './fixtures.ts';
import { takeScreens } from './screens.ts';

test('a flow is drawn by mouse, put right, published, and all there after a reload', async ({ page }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.newFlow('Waiting list');
  await expect(builder.saved).toBeVisible();

  await builder.palette('Question').dragTo(builder.canvas, { targetPosition: { x: 460, y: 120 } });
  await expect(builder.field('Question')).toBeFocused();
  await page.keyboard.type('What is your name?');
  await expect(builder.node('question')).toContainText('What is your name?');

  await builder.connect('start', 'next', 'question');
  await expect.poll(() => builder.edges()).toEqual(['start/next']);
  // The exit led to the end before: an exit leads to one place.
  await builder.inspector.getByRole('button', { name: 'Close the inspector' }).click();

  await builder.node('question').click({ position: { x: 60, y: 20 } });
  await builder.palette('Message').click();
  await expect(builder.field('Message')).toBeFocused();
  await expect.poll(() => builder.edges()).toEqual(['question/next', 'start/next']);

  await page.keyboard.type('Hello <<');
  await expect(page.getByRole('option', { name: /Question/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type(' and <<nobody>>');
  await expect(builder.field('Message')).toHaveText('Hello Question and Nobody (no such answer)');
  await expect(builder.node('message')).toContainText('Nobody');

  await page.getByRole('button', { name: '3 problems' }).click();
  await expect(builder.problems).toContainText('there is no node “nobody”');
  await takeScreens(page, 'builder-problems');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await builder.publish.click();
  const refusal = page.getByRole('dialog', { name: 'Fix 2 problems first' });
  await refusal.getByRole('button', { name: /leads nowhere/ }).click();
  await expect(page.getByRole('combobox', { name: 'Next' })).toBeFocused();

  await page.getByRole('combobox', { name: 'Next' }).click();
  await page.getByRole('option', { name: 'End', exact: true }).click();
  await builder.field('Message').click();
  await page.keyboard.press('ControlOrMeta+End');
  for (const _ of ' and X') await page.keyboard.press('Backspace');
  await expect(builder.field('Message')).toHaveText('Hello Question');
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();

  await builder.publish.click();
  const dialog = page.getByRole('dialog', { name: 'Publish version 1?' });
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 1 is live')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Published', exact: true })).toBeVisible();

  await page.reload();
  await expect(builder.node('message')).toContainText('Hello Question');
  await expect.poll(() => builder.edges()).toEqual(['message/next', 'question/next', 'start/next']);
  await page.getByRole('link', { name: 'All flows' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Waiting list' })).toContainText('Published v1');
});

test('undo, copies, a new id and the search', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openFlow('Booking request');
  const edges = await builder.edges();
  const count = await builder.nodes.count();

  await builder.node('menu').click({ position: { x: 60, y: 20 } });
  await page.keyboard.press('Delete');
  await expect(builder.nodes).toHaveCount(count - 1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(builder.nodes).toHaveCount(count);
  expect(await builder.edges()).toEqual(edges);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(builder.nodes).toHaveCount(count - 1);
  await page.keyboard.press('ControlOrMeta+z');

  await builder.node('start').click({ position: { x: 60, y: 20 } });
  await page.keyboard.press('Delete');
  await expect(builder.node('start')).toBeVisible();

  await builder.node('greeting').click({ position: { x: 60, y: 20 } });
  await page.keyboard.press('ControlOrMeta+c');
  await page.keyboard.press('ControlOrMeta+v');
  await expect(builder.node('greeting-2')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(builder.node('greeting-2')).toBeHidden();

  await page.keyboard.press('ControlOrMeta+f');
  await page.getByRole('combobox', { name: 'Find a node' }).fill('your name');
  await page.keyboard.press('Enter');
  await expect(builder.inspector.getByRole('heading', { name: 'Question' })).toBeVisible();
  await builder.field('Id').fill('Full name');
  await page.keyboard.press('Enter');
  await expect(builder.node('full-name')).toBeVisible();
  await page.getByText('Configure', { exact: true }).click();
  await expect(builder.field('Human takes over')).toContainText('Full name');
});

test('a tiny flow without a mouse', async ({ page }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.newFlow('By keyboard');
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      const focused = page.locator(':focus');
      if (
        await focused.evaluateAll(
          (all, wanted) =>
            all.some((each) =>
              new RegExp(wanted).test(each.getAttribute('aria-label') ?? each.getAttribute('aria-labelledby') ?? ''),
            ),
          name.source,
        )
      )
        return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The Tab key never came to ${name}`);
  };

  await tabTo(/^Start: start$/);
  await page.keyboard.press('Enter');
  await expect(builder.inspector.getByRole('heading', { name: 'Start' })).toBeVisible();
  await expectAccessible(page);

  await builder.inspector.getByRole('combobox').focus();
  await page.keyboard.type('New Quest');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(builder.field('Question')).toBeFocused();
  await page.keyboard.type('Your name?');
  await builder.inspector.getByRole('combobox', { name: 'Next' }).focus();
  await page.keyboard.type('End');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => builder.edges()).toEqual(['question/next', 'start/next']);
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();

  const before = await builder.node('question').boundingBox();
  await builder.node('question').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await builder.node('question').boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);
  await expect(builder.saved).toBeVisible();
});

test('two windows never overwrite each other', async ({ page, newPerson }) => {
  const mine = new BuilderPage(page);
  await mine.signIn();
  await mine.openFlow('Booking request');
  const theirs = new BuilderPage(await (await newPerson()).newPage());
  await theirs.signIn();
  await theirs.openFlow('Booking request');

  const write = async (builder: BuilderPage, words: string) => {
    await builder.node('greeting').click({ position: { x: 60, y: 20 } });
    await builder.field('Message').fill(words);
  };
  await write(theirs, 'Theirs');
  await expect(theirs.saved).toBeVisible();
  await write(mine, 'Mine');
  const dialog = page.getByRole('dialog', { name: 'Somebody else saved this flow' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the flow' })).toHaveValue('Booking request (my copy)');
  await expect(mine.node('greeting')).toContainText('Mine');
  await mine.openFlow('Booking request');
  await expect(mine.node('greeting')).toContainText('Theirs');
});

test('what is typed offline, or just before leaving, is kept', async ({ page, context }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openFlow('Booking request');
  await builder.node('greeting').click({ position: { x: 60, y: 20 } });
  await context.setOffline(true);
  await builder.field('Message').fill('Typed on a train');
  await expect(page.getByText('Offline, not saved')).toBeVisible();
  await context.setOffline(false);
  await expect(builder.saved).toBeVisible();

  // Sooner than the pause after which it would be saved by itself.
  await builder.field('Message').fill('Typed in a hurry');
  await page.reload();
  await expect(builder.node('greeting')).toContainText('Typed in a hurry');
});

test('Configure shows what the customer will read; a version comes back', async ({ page }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openFlow('Booking request');
  await page.getByText('Configure', { exact: true }).click();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await takeScreens(page, 'builder-configure');

  const outside = builder.field('Outside working hours');
  await page.getByLabel('Language of this flow').selectOption('German');
  await expect(outside).toContainText('Wir sind wieder für Sie da');
  await page.getByLabel('Language of this flow').selectOption('English');
  await expect(outside).toContainText('Nearest manager working hours');
  await builder.field('Bot resumes').fill('');
  await expect(page.getByText('Nothing is sent').last()).toBeVisible();
  await builder.field('Connected to').fill('**<<operator>>** is here');
  await expect(page.locator('strong', { hasText: 'Ana' })).toBeVisible();
  await page.getByRole('switch', { name: 'Staff approve or decline submissions' }).uncheck({ force: true });
  const beginning = page.getByRole('combobox', { name: 'Begin at' });
  await beginning.click();
  await page.getByRole('option', { name: 'Menu', exact: true }).click();
  await expect(beginning).toHaveValue('Menu');
  await builder.publish.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 2 is live')).toBeVisible();

  await page.getByRole('button', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Restore version 1 into the draft' }).click();
  await expect(builder.field('Bot resumes')).toContainText('Thanks for talking to us');
  await expect(page.getByRole('switch', { name: 'Staff approve or decline submissions' })).toBeChecked();
  await expect(beginning).toHaveValue('The start of the flow');
  await expect(builder.publish).toBeVisible();
});

test('the list: import, export, copy, rename, delete', async ({ page }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openList();
  await expectAccessible(page);
  await takeScreens(page, 'builder-list');
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const act = async (name: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };

  await act('Booking request', 'Delete');
  await expect(page.getByRole('dialog')).toContainText('answers customers with this flow');
  await page.keyboard.press('Escape');

  const download = page.waitForEvent('download');
  await act('Booking request', 'Export as JSON');
  const file = await download;
  expect(file.suggestedFilename()).toBe('Booking-request.json');
  const exported = await readFile(await file.path(), 'utf8');

  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a flow' });
  const choose = (name: string, text: string) =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('broken.json', exported.replaceAll('"type": "question"', '"type": "telepathy"'));
  await expect(dialog).toContainText('is of an unknown type, “telepathy”');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await choose('not-json.json', 'Dear builder');
  await expect(dialog).toContainText('The file holds no JSON');
  await expectAccessible(page);
  await choose('summer-booking.json', exported);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(builder.nodes.first()).toBeVisible();
  await page.getByRole('link', { name: 'All flows' }).click();

  await expect(row('Summer booking')).toContainText('Never published');
  await act('Summer booking', 'Rename');
  await page.getByRole('textbox', { name: 'Name' }).fill('Winter booking');
  await page.keyboard.press('Enter');
  await expect(row('Winter booking')).toBeVisible();
  await act('Winter booking', 'Duplicate');
  await expect(page.getByRole('listitem')).toHaveCount(3);
  await act('Winter booking', 'Delete');
  await page.getByRole('button', { name: 'Delete flow' }).click();
  await expect(row('Winter booking')).toBeHidden();
});

test('edges: a node in between, another end, gone; a line into the empty canvas', async ({ page }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  // Nothing moves by itself: the mouse goes where things were when it looked.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await builder.newFlow('Edges');

  await builder.hoverEdge('start/next');
  await page.getByRole('button', { name: 'Insert a node here' }).click();
  await page.getByRole('menuitem', { name: 'Choice' }).click();
  await expect.poll(() => builder.edges()).toEqual(['choice/option-1', 'start/next']);
  await expect(builder.field('Question')).toBeFocused();
  await page.getByRole('button', { name: 'Tidy up' }).click();
  await page.getByRole('button', { name: 'Close the inspector' }).click();

  const exit = await builder.node('choice').locator('[data-exit="option-2"]').boundingBox();
  if (!exit) throw new Error('The exit is not in sight');
  await page.mouse.move(exit.x + 5, exit.y + 5);
  await page.mouse.down();
  await page.mouse.move(exit.x + 80, exit.y + 220, { steps: 10 });
  await page.mouse.up();
  await page.getByRole('menuitem', { name: 'Handoff', exact: true }).click();
  await expect.poll(() => builder.edges()).toEqual(['choice/option-1', 'choice/option-2', 'start/next']);
  await page.getByRole('button', { name: 'Close the inspector' }).click();

  // Taking hold of the end of an edge moves it to another node.
  await page.getByRole('button', { name: 'Tidy up' }).click();
  // Waits until the card has come to rest.
  await builder.node('handoff').click({ trial: true });
  const target = await builder.node('handoff').boundingBox();
  if (!target) throw new Error('The card is not in sight');
  const anchor = await builder.edge('choice/option-1').locator('.react-flow__edgeupdater-target').boundingBox();
  if (!anchor) throw new Error('The edge has no end to take hold of');
  await page.mouse.move(anchor.x + 4, anchor.y + anchor.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 10 });
  await page.mouse.up();
  await expect(builder.edge('choice/option-1')).toHaveAccessibleName('From choice, option-1, to handoff');

  await builder.hoverEdge('start/next');
  await page.getByRole('button', { name: 'Delete connection' }).click();
  await expect.poll(() => builder.edges()).toEqual(['choice/option-1', 'choice/option-2']);
});

test('a colleague who may not edit can read everything', async ({ page, newPerson }) => {
  const builder = new BuilderPage(page);
  await builder.signIn();
  const agent = new BuilderPage(await (await newPerson()).newPage());
  const account = { email: 'ana@example.com', password: 'a long enough password' };
  const invited = await page.request.post('/api/invitations', { data: { email: account.email, role: 'agent' } });
  const { url } = await invited.json();
  const token = url.slice(url.lastIndexOf('/') + 1);
  await agent.page.request.post(`/api/join/${token}`, { data: { name: 'Ana', password: account.password } });
  await agent.signIn(account);
  await agent.openList();
  await expect(agent.page.getByRole('button', { name: 'New flow' })).toBeHidden();
  await agent.page.getByRole('link', { name: 'Booking request' }).click();
  await expect(agent.nodes.first()).toBeVisible();
  await expect(agent.palette('Message')).toBeHidden();
  await expect(agent.publish).toBeHidden();
  await agent.node('greeting').click({ position: { x: 60, y: 20 } });
  await expect(agent.field('Message')).toHaveAttribute('contenteditable', 'false');
  await agent.page.keyboard.press('Delete');
  await expect(agent.node('greeting')).toBeVisible();
  await expectAccessible(agent.page);
});
