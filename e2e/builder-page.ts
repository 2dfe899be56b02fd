import { expect, type Page } from '@playwright/test';
import { owner } from './runtime.ts';

/** The builder in a browser, as somebody uses it. */
export class BuilderPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get canvas() {
    return this.page.getByRole('region', { name: 'Canvas' });
  }

  get inspector() {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  get problems() {
    return this.page.getByRole('region', { name: 'Problems' });
  }

  get publish() {
    return this.page.getByRole('banner').getByRole('button', { name: 'Publish', exact: true });
  }

  get saved() {
    return this.page.getByRole('status').filter({ hasText: 'Saved' });
  }

  get nodes() {
    return this.canvas.locator('.react-flow__node');
  }

  /** The connections, as "from/exit". */
  edges() {
    return this.canvas
      .locator('.react-flow__edge')
      .evaluateAll((edges) => edges.map((edge) => edge.getAttribute('data-id') ?? '').sort());
  }

  edge(id: string) {
    return this.canvas.locator(`.react-flow__edge[data-id="${id}"]`);
  }

  node(id: string) {
    return this.canvas.locator(`.react-flow__node[data-id="${id}"]`);
  }

  /** A text field of the inspector or of Configure. */
  field(label: string) {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  palette(title: string) {
    return this.page.getByRole('button', { name: `Add ${title}`, exact: true });
  }

  async signIn(account = owner) {
    const response = await this.page.context().request.post('/api/auth/sign-in/email', { data: account });
    expect(response.ok(), await response.text()).toBe(true);
  }

  async openList() {
    await this.page.goto('/builder');
    await expect(this.page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  }

  async openFlow(name: string) {
    await this.openList();
    await this.page.getByRole('link', { name, exact: true }).click();
    await expect(this.nodes.first()).toBeVisible();
  }

  async newFlow(name: string) {
    await this.openList();
    await this.page.getByRole('button', { name: 'New flow' }).first().click();
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.nodes).toHaveCount(2);
  }

  /** Puts the pointer on the middle of an edge. */
  async hoverEdge(id: string) {
    const middle = await this.edge(id)
      .locator('.react-flow__edge-path')
      .evaluate((path) => {
        if (!(path instanceof SVGPathElement)) throw new Error('An edge is drawn as a path');
        const point = path
          .getPointAtLength(path.getTotalLength() / 2)
          .matrixTransform(path.getScreenCTM() ?? undefined);
        return { x: point.x, y: point.y };
      });
    // In two steps: a pointer that is already there would not enter.
    await this.page.mouse.move(middle.x + 40, middle.y + 60);
    await this.page.mouse.move(middle.x, middle.y, { steps: 4 });
  }

  /** Draws a line from an exit to a card, with the mouse. */
  async connect(from: string, exit: string, to: string) {
    const start = await this.node(from).locator(`[data-exit="${exit}"]`).boundingBox();
    const end = await this.node(to).boundingBox();
    if (!start || !end) throw new Error(`Not in sight: ${from} or ${to}`);
    await this.page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x + end.width / 2, end.y + 30, { steps: 10 });
    await this.page.mouse.up();
  }
}
