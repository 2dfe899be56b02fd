import type { MailKind } from '@baton/contracts';
import type { DueMail, MailItem } from '../db/mail.ts';
import type { Letter } from './create-mailer.ts';

const MAX_VALUE = 300;

/** The letter about some conversations: who, what they said, and where to answer. Plain text, so nothing in it acts. */
export function compose(due: DueMail, items: readonly MailItem[], url: string): Letter {
  const lines = [
    due.cadence === 'daily' ? `Since the last summary of ${due.workspaceName}:` : `In ${due.workspaceName}:`,
    '',
    ...items.flatMap((item) => [...describe(due.kind, item), `${url}/inbox/c/${item.conversationId}`, '']),
    `What you are written to about: ${url}/inbox/settings/notifications`,
  ];
  return { to: due.email, subject: subjectOf(due.kind, items), text: lines.join('\n') };
}

function subjectOf(kind: MailKind, items: readonly MailItem[]): string {
  const [first] = items;
  if (items.length === 1 && first) {
    return kind === 'missed' ? `Nobody was there for ${oneLine(first.contact)}` : `For review: ${titleOf(first)}`;
  }
  return kind === 'missed' ? `Nobody was there for ${items.length} customers` : `${items.length} submissions to review`;
}

function describe(kind: MailKind, item: MailItem): string[] {
  const { contact, channel, about, answers } = item;
  const head =
    kind === 'missed'
      ? `${oneLine(contact)} (${oneLine(channel)}) asked for a person, and nobody came.${about ? ` ${oneLine(about)}.` : ''}`
      : `${titleOf(item)} (${oneLine(contact)}, ${oneLine(channel)})`;
  return [head, ...answers.map(({ label, value }) => `  ${oneLine(label)}: ${oneLine(value)}`)];
}

function titleOf({ about, contact }: MailItem): string {
  return oneLine(about) || oneLine(contact);
}

/** What customers wrote must not look like a line of ours. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_VALUE ? `${line.slice(0, MAX_VALUE - 1)}…` : line;
}
