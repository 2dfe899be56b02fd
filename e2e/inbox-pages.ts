import { expect, type Locator, type Page } from '@playwright/test';
import { owner } from './runtime.ts';

/** The inbox as a member of staff sees and uses it. */
export class InboxPages {
  readonly page: Page;
  readonly list: Locator;
  readonly log: Locator;
  readonly driving: Locator;
  readonly editor: Locator;
  readonly details: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('region', { name: 'Conversations' });
    this.log = page.getByRole('log');
    this.driving = page.getByTestId('driving');
    this.editor = page.getByRole('textbox', { name: /^Reply to/ });
    this.details = page.getByRole('complementary', { name: 'Details' });
  }

  async signIn({ email, password }: { email: string; password: string } = owner) {
    await this.page.goto('/sign-in');
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(this.list).toBeVisible();
  }

  get rows() {
    return this.list.getByRole('listitem');
  }

  view(name: string) {
    return this.list.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: new RegExp(`^${name}`) });
  }

  /** Opens the conversation whose row says `text`. */
  async openConversation(text: string) {
    await this.rows.filter({ hasText: text }).getByRole('link').click();
    await expect(this.driving).toBeVisible();
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Chooses from the menu beside Hand back. */
  async more(item: string) {
    await this.button('More actions').click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Presses the button that a dialog ends with. */
  async confirm(name: string) {
    await this.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  async say(text: string) {
    await this.editor.fill(text);
    // What is attached must have arrived first.
    await expect(this.button('Send')).toBeEnabled();
    await this.editor.press('Enter');
    await expect(this.editor).toHaveValue('');
  }
}
