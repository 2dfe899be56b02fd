import type { ConversationRow, ModeView } from '@baton/contracts';

/** Who is driving, in the colour and words that every screen uses for it. */
export interface Driving {
  tone: 'bot' | 'person' | 'waiting' | 'done';
  icon: 'bot' | 'person' | 'waiting' | 'done' | 'ended';
  /** "Bot", "Waiting for a person", "You", "Ana", "Resolved", "Ended". */
  who: string;
  /** Since when, where the screen says it. */
  since: string | null;
  /** Whether `since` is shown as a running clock. */
  ticks: boolean;
}

/** Who may speak in a conversation, seen by the member `me`. */
export function drivingOf(mode: ModeView, waitingSince: string | null, me: string): Driving {
  const since = mode.since;
  switch (mode.kind) {
    case 'bot':
      return { tone: 'bot', icon: 'bot', who: 'Bot', since: null, ticks: false };
    case 'pending':
      if (mode.phase === 'form') return { tone: 'bot', icon: 'bot', who: 'Bot', since: null, ticks: false };
      if (mode.phase === 'lead') return { tone: 'bot', icon: 'bot', who: 'Bot', since: null, ticks: false };
      return {
        tone: 'waiting',
        icon: 'waiting',
        who: mode.phase === 'queued' ? 'In the queue' : 'Waiting for a person',
        since: waitingSince ?? since,
        ticks: true,
      };
    case 'human': {
      const who = mode.owner?.id === me ? 'You' : (mode.owner?.name ?? 'A person');
      return { tone: 'person', icon: 'person', who, since, ticks: false };
    }
    case 'resolved':
      return { tone: 'done', icon: 'done', who: 'Resolved', since, ticks: false };
    case 'ended':
      return { tone: 'done', icon: 'ended', who: 'Ended', since, ticks: false };
  }
}

/** What the bot does right now, for the header: "asking Preferred date". */
export function botActivity(mode: ModeView, asking: string | null): string | null {
  if (mode.kind === 'pending' && mode.phase === 'form') return 'asking what it is about before a person joins';
  if (mode.kind === 'pending' && mode.phase === 'lead') return 'taking a message, nobody was available';
  return mode.kind === 'bot' && asking !== null ? `asking ${asking}` : null;
}

export const statusWords = {
  in_progress: 'In progress',
  needs_review: 'Needs review',
  approved: 'Approved',
  declined: 'Declined',
  completed: 'Completed',
  cancelled: 'Cancelled',
} satisfies Record<NonNullable<ConversationRow['submissionStatus']>, string>;

/** The badge of a conversation: a person in it, or a bot that is stuck, outranks the state of its submission. */
export function badgeOf(
  row: Pick<ConversationRow, 'mode' | 'stalled' | 'submissionStatus'>,
): { words: string; color: string } | null {
  if (row.mode.kind === 'human') return { words: 'With a person', color: 'teal' };
  if (row.stalled) return { words: 'Stuck', color: 'amber' };
  return row.submissionStatus === null
    ? null
    : { words: statusWords[row.submissionStatus], color: statusColors[row.submissionStatus] };
}

export const statusColors = {
  in_progress: 'gray',
  needs_review: 'amber',
  approved: 'green',
  declined: 'red',
  completed: 'green',
  cancelled: 'gray',
} satisfies Record<NonNullable<ConversationRow['submissionStatus']>, string>;

/** How urgent a wait is: people should be answered within 30 seconds, and the request expires after two minutes. */
export function waitTone(milliseconds: number): 'muted' | 'waiting' | 'problem' {
  if (milliseconds >= 120_000) return 'problem';
  return milliseconds >= 30_000 ? 'waiting' : 'muted';
}
