import { access, constants } from 'node:fs/promises';
import path from 'node:path';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What to say where there is none. */
export const NO_CHROMIUM =
  'WhatsApp Web needs Chromium or Chrome on the server. Install it (on Debian: apt install chromium), or set WHATSAPP_CHROMIUM to its program';

/** The browser that accounts run in: the given one, or the first at a usual place; null where there is none. */
export async function findChromium(given: string | null): Promise<string | null> {
  for (const program of given === null ? usual : [path.resolve(given)]) {
    const found = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return program;
  }
  return null;
}
