import type { Visit } from '@baton/contracts';
import Bowser from 'bowser';
import type { VisitorIdentity } from '../channels/visitor-identity.ts';
import type { ContactDetails } from '../db/contacts.ts';

/** What staff read about a visitor: where they are, on what, and who the website says they are. Blank is left out. */
export function contactDetailsOf(
  identity: VisitorIdentity | null,
  visit: Visit | undefined,
  userAgent: string | undefined,
): ContactDetails | null {
  if (!identity && !visit) return null;
  const attributes = {
    'E-mail': identity?.email,
    Phone: identity?.phone,
    ...(visit && {
      Page: visit.page,
      'Page title': visit.title,
      'Came from': visit.referrer,
      Language: visit.language,
      'Time zone': visit.timeZone,
      Device: deviceOf(userAgent),
    }),
  };
  const known = Object.entries(attributes).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { name: identity?.name, verifiedId: identity?.id, attributes: Object.fromEntries(known) };
}

/** "Chrome 131 on Windows 10, desktop"; undefined for what no list of browsers knows. */
function deviceOf(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (!browser.name) return undefined;
  const version = browser.version?.split('.')[0];
  const system = [os.name, os.versionName ?? os.version].filter(Boolean).join(' ');
  return [
    [browser.name, version].filter(Boolean).join(' '),
    system && ` on ${system}`,
    platform.type && `, ${platform.type}`,
  ]
    .filter(Boolean)
    .join('');
}
