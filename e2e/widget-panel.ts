import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

/** The chat of a page as its visitor sees and uses it. */
export class WidgetPanel {
  readonly page: Page;
  /** The part of the page that this chat is in; the whole of it where there is one chat only. */
  readonly place: Page | Locator;
  readonly panel: Locator;
  readonly log: Locator;
  readonly composer: Locator;

  constructor(page: Page, place: Page | Locator = page) {
    this.page = page;
    this.place = place;
    this.panel = place.getByRole('dialog', { name: /^Chat with / });
    this.log = this.panel.getByRole('log');
    this.composer = this.panel.getByRole('textbox', { name: 'Message', exact: true });
  }

  /** The chat of the sample page, opened by somebody who comes to it. */
  static async of(person: BrowserContext): Promise<WidgetPanel> {
    const page = await person.newPage();
    await page.goto('/demo');
    const chat = new WidgetPanel(page);
    await chat.open();
    return chat;
  }

  /** Resolves when the live connection of a page that is loaded now stands: what it shows is there before that. */
  async connected() {
    await this.page.waitForEvent('websocket', (socket) => {
      return new Promise<boolean>((resolve) => {
        // What Socket.IO says when it has let somebody in.
        socket.on('framereceived', ({ payload }) => String(payload).startsWith('40') && resolve(true));
        socket.on('close', () => resolve(false));
      });
    });
  }

  get launcher() {
    return this.place.getByRole('button', { name: /^(Open|Close) chat/ });
  }

  /** Who answers, as the header says. */
  get answerer() {
    return this.panel.locator('.answerer');
  }

  async open() {
    await this.place.getByRole('button', { name: /^Open chat/ }).click();
    await expect(this.panel).toBeVisible();
  }

  async say(text: string) {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  async choose(label: string) {
    // The same choice may stand further up, answered: a click that finds it would wait for that one in vain.
    await this.log.getByRole('button', { name: label, disabled: false }).last().click();
  }

  /** Asks for a person in the sample flow, about what the option says, up to the end of its form. */
  async askForPerson(about = 'Prices') {
    await this.choose('Talk to a person');
    await this.panel.getByLabel(about).check();
    await this.panel.getByRole('button', { name: 'Continue' }).click();
  }

  /** The texts in the bubbles and lines, in order. */
  async texts() {
    return this.log.locator('.chat-bubble:not(.chat-typing), .chat-line').allInnerTexts();
  }

  /** How often a bubble says exactly this. */
  bubbles(text: string) {
    return this.log.locator('.chat-bubble').filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) });
  }
}
