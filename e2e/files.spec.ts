import { readFile } from 'node:fs/promises';
import { pdf, png } from '../packages/testing/src/sample-files.ts';
import { expectAccessible } from './axe.ts';
import { BuilderPage } from './builder-page.ts';
import { expect, test } from './fixtures.ts';
import { InboxPages } from './inbox-pages.ts';
import { takeScreens } from './screens.ts';
import { WidgetPanel } from './widget-panel.ts';

const photo = { name: 'my hair.png', mimeType: 'image/png', buffer: png(320, 240) };
const prices = { name: 'Prices 2026.pdf', mimeType: 'application/pdf', buffer: pdf() };

test('a visitor sends a picture, a person answers with a document, and both have both after a reload', async ({
  page,
  newPerson,
}) => {
  test.slow();
  const inbox = new InboxPages(page);
  await inbox.signIn();
  const visitor = await (await newPerson()).newPage();
  await visitor.goto('/demo');
  const chat = new WidgetPanel(visitor);
  await chat.open();
  await expect(chat.log.getByRole('button', { name: 'Book an appointment' })).toBeVisible();

  await test.step('the visitor attaches what can be sent, and is told what can’t', async () => {
    const files = chat.panel.locator('input[type="file"]');
    await files.setInputFiles([photo, { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>') }]);
    const tray = chat.panel.getByRole('list', { name: 'Attached files' });
    await expect(tray.getByRole('alert')).toContainText('This kind of file can’t be sent');
    await expect(chat.panel.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
    await expectAccessible(visitor);
    await takeScreens(visitor, 'files-widget-tray');
    await tray.getByRole('button', { name: 'Remove page.html' }).click();
    await expect(chat.panel.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
    await chat.say('Can you do this colour?');
    await expect(tray).toBeHidden();
    await expect(chat.log.getByRole('img', { name: 'Photo: my hair.png' })).toBeVisible();
    await expect(chat.log).toContainText('Can you do this colour?');
  });

  await test.step('staff see it, as large as they like', async () => {
    await inbox.openConversation('Visitor');
    const picture = inbox.log.getByRole('img', { name: 'Photo: my hair.png' });
    await expect(picture).toHaveJSProperty('naturalWidth', 320);
    await inbox.log.getByRole('button', { name: 'Open Photo: my hair.png' }).click();
    const box = page.getByRole('dialog', { name: 'Photo: my hair.png' });
    await expect(box.getByRole('img')).toBeVisible();
    await expectAccessible(page);
    await takeScreens(page, 'files-lightbox');
    await page.keyboard.press('Escape');
    await expect(box).toBeHidden();
  });

  await test.step('a person answers with a document', async () => {
    await inbox.button('Take over to reply').click();
    await page.locator('input[type="file"]').setInputFiles(prices);
    await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('Prices 2026.pdf');
    await takeScreens(page, 'files-inbox-tray');
    await inbox.say('Yes. Our prices:');
    await expect(inbox.log.getByRole('link', { name: /^Save Prices 2026.pdf/ })).toBeVisible();
    await expect(chat.log.getByRole('button', { name: /^Save Prices 2026.pdf/ })).toBeVisible();
    await expect(chat.log).toContainText('Yes. Our prices:');
  });

  await test.step('a pasted and a dropped picture are attached too', async () => {
    const bytes = [...png(20, 20)];
    await inbox.editor.evaluate((field, data) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(data)], 'pasted.png', { type: 'image/png' }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, bytes);
    await page.evaluate((data) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(data)], 'dropped.png', { type: 'image/png' }));
      window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, bytes);
    const tray = page.getByRole('list', { name: 'Attached files' });
    await expect(tray.getByRole('listitem')).toHaveText([/pasted\.png/, /dropped\.png/]);
    await inbox.button('Send').click();
    await expect(inbox.log.getByRole('img', { name: 'Photo: dropped.png' })).toBeVisible();
    await expect(chat.log.getByRole('img', { name: 'Photo: dropped.png' })).toHaveJSProperty('naturalWidth', 20);
  });

  await test.step('after a reload everything is there, and the document is what was sent', async () => {
    await Promise.all([visitor.reload(), page.reload()]);
    await expect(chat.panel).toBeVisible();
    await expect(chat.log.getByRole('img', { name: 'Photo: my hair.png' })).toHaveJSProperty('naturalWidth', 320);
    await expectAccessible(visitor);
    await takeScreens(visitor, 'files-widget');
    const [saved] = await Promise.all([
      visitor.waitForEvent('download'),
      chat.log.getByRole('button', { name: /^Save Prices 2026.pdf/ }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('Prices 2026.pdf');
    expect(await readFile(await saved.path())).toEqual(pdf());

    await expect(inbox.log.getByRole('img', { name: 'Photo: my hair.png' })).toHaveJSProperty('naturalWidth', 320);
    await expectAccessible(page);
    await takeScreens(page, 'files-inbox');
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      inbox.log.getByRole('link', { name: /^Save Prices 2026.pdf/ }).click(),
    ]);
    expect(await readFile(await again.path())).toEqual(pdf());
  });
});

test('an owner puts a picture into a message, and asks for one: it is opened from the submission', async ({
  page,
  newPerson,
}) => {
  test.slow();
  const builder = new BuilderPage(page);
  await builder.signIn();
  await builder.openFlow('Booking request');
  await builder.node('greeting').click({ position: { x: 60, y: 20 } });
  const settings = builder.inspector;
  await test.step('what can’t be sent is said, and what can is shown', async () => {
    await settings
      .locator('input[type="file"]')
      .setInputFiles({ ...photo, name: 'x.html', buffer: Buffer.from('<p>') });
    await expect(settings.getByRole('alert')).toContainText('This kind of file can’t be sent');
    await settings.locator('input[type="file"]').setInputFiles(photo);
    await expect(settings.getByRole('link', { name: 'my hair.png' })).toBeVisible();
    await expect(settings.getByRole('alert')).toHaveCount(0);
    await expect(builder.node('greeting')).toContainText('Photo');
    await expectAccessible(page);
    await takeScreens(page, 'builder-message-file');
  });
  await test.step('the first question asks for a file', async () => {
    // By keyboard: the canvas moves to a card that gets the focus, away from under a pointer.
    await builder.node('name').focus();
    await page.keyboard.press('Enter');
    await settings.getByLabel('Answer', { exact: true }).selectOption('A picture or file');
    await expect(settings.getByLabel('Keep as')).toHaveCount(0);
  });
  await expect(builder.saved).toBeVisible();
  await builder.publish.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 2 is live')).toBeVisible();

  const visitor = await (await newPerson()).newPage();
  await visitor.goto('/demo');
  const chat = new WidgetPanel(visitor);
  await chat.open();
  await expect(chat.log.getByRole('img', { name: 'Photo: my hair.png' })).toHaveJSProperty('naturalWidth', 320);
  await expect(chat.log).toContainText('Salon Verde');
  await takeScreens(visitor, 'widget-message-file');

  await chat.choose('Book an appointment');
  await chat.say('I have none');
  await expect(chat.log.getByText('Please send a picture or a file.')).toBeVisible();
  await chat.panel.locator('input[type="file"]').setInputFiles({ ...photo, name: 'today.png' });
  await chat.panel.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(chat.log.getByText('Nice to meet you, today.png.')).toBeVisible();

  const inbox = new InboxPages(page);
  await page.goto('/inbox');
  await inbox.openConversation('Visitor');
  await expect(inbox.details.getByRole('link', { name: 'today.png' })).toHaveAttribute('href', /^\/api\/files\//);
  await takeScreens(page, 'inbox-file-answer');
});
