import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

interface Look {
  /** Selectors of what is not ours to fix. */
  readonly exclude?: readonly string[];
  /** At the width of a phone too. */
  readonly onPhone?: boolean;
}

/** Fails with a readable list when the page breaks WCAG 2.2 AA. */
export async function expectAccessible(page: Page, { exclude = [], onPhone = false }: Look = {}) {
  await expectNoViolations(page, exclude);
  if (!onPhone) return;
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, exclude);
  if (before) await page.setViewportSize(before);
}

async function expectNoViolations(page: Page, exclude: readonly string[]) {
  let builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  for (const selector of exclude) builder = builder.exclude(selector);
  // A fade or a drawer half open has colours of its own: look at what stays.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}\n  ${node.html}\n  ${node.failureSummary ?? ''}`),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
