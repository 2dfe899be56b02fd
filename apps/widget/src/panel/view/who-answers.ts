import type { VisitorStatus, WidgetConfig } from '@baton/contracts';
import type { Phrase } from '../../words/phrases.ts';

type Mode = VisitorStatus['mode'];

type Said = [phrase: Phrase, values?: Readonly<Record<string, string | number>>];

/** Who answers, in the header's words; while nobody is at work, also when people are back. */
export function whoAnswers(status: VisitorStatus, closed: string | null = null): Said {
  const asks = status.mode === 'bot' || status.mode === 'lead';
  if (closed !== null && asks) return ['Bot · people are back {when}', { when: closed }];
  return words[status.mode](status);
}

/** The next window of working hours; null while people are at work, or when the page is too old to know. */
export function closedNow({ closed }: WidgetConfig): string | null {
  return closed && Date.parse(closed.until) > Date.now() ? closed.next : null;
}

const words = {
  none: () => ['Bot'],
  bot: () => ['Bot'],
  form: () => ['Bot'],
  waiting: () => ['Waiting for a person'],
  queued: () => ['Waiting for a person'],
  lead: () => ['Bot'],
  human: ({ agentName }) => (agentName ? ['Connected to {name}', { name: agentName }] : ['Connected to a person']),
  resolved: () => ['Resolved'],
  ended: () => ['Chat ended'],
} satisfies Record<Mode, (status: VisitorStatus) => Said>;

/** The hue of the header's dot; the words beside it say the same. */
export const answererTone = {
  none: 'bot',
  bot: 'bot',
  form: 'bot',
  waiting: 'waiting',
  queued: 'waiting',
  lead: 'bot',
  human: 'person',
  resolved: 'done',
  ended: 'over',
} as const satisfies Record<Mode, string>;

interface WaitingWords {
  text: Phrase;
  values?: Readonly<Record<string, string | number>>;
  cancel: Phrase;
}

/** What the bar above the composer says while a person is on the way; null when none is. */
export function waitingWords({ mode, position }: VisitorStatus): WaitingWords | null {
  if (mode === 'form') return { text: 'One short form, then a person joins.', cancel: 'Cancel' };
  if (mode === 'waiting') return { text: 'Waiting for a person to join…', cancel: 'Cancel' };
  if (mode === 'lead') return { text: 'Leave your details and we will get back to you.', cancel: 'Not now' };
  if (mode !== 'queued') return null;
  if (!position) return { text: 'You are in line for a person.', cancel: 'Cancel' };
  return { text: 'You are number {position} in line.', values: { position }, cancel: 'Cancel' };
}
