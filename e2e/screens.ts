import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';

const folder = 'test-results/screens';
const guides = 'docs/images';
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Saves the page to test-results/screens in light, dark and at phone width, when `SCREENS=1` asks for it. */
export async function takeScreens(page: Page, name: string) {
  if (process.env.SCREENS !== '1') return;
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${size}.png`, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}

/** Takes the page as the guides show it, when `PICTURES=1` asks for it: the journeys that pass make their pictures. */
export async function takePicture(page: Page, name: string) {
  if (process.env.PICTURES !== '1') return;
  const before = page.viewportSize();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(sizes.desktop);
  await page.screenshot({ path: `${guides}/${name}.png`, animations: 'disabled', caret: 'hide' });
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
