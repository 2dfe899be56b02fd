import type { Author, ConversationState, MessageContent, Mode, TranscriptMessage } from '@baton/engine';

/** The columns that lists search and sort by: nothing in them that the state does not say. */
export interface DerivedColumns {
  readonly mode: Mode['kind'];
  readonly phase: Extract<Mode, { kind: 'pending' }>['phase'] | null;
  readonly ownerId: string | null;
  readonly submissionStatus: ConversationState['submissions'][number]['status'] | null;
  readonly needsReview: boolean;
  /** Since when the customer waits for a person, in milliseconds since 1970. */
  readonly waitingSince: number | null;
  readonly archived: boolean;
  readonly lastSeq: number;
}

export function deriveColumns(state: ConversationState): DerivedColumns {
  const { mode } = state;
  const waits = mode.kind === 'pending' && (mode.phase === 'ringing' || mode.phase === 'queued');
  const current = state.submissions.find((submission) => submission.number === state.currentSubmission);
  return {
    mode: mode.kind,
    phase: mode.kind === 'pending' ? mode.phase : null,
    ownerId: mode.kind === 'human' ? mode.owner.id : null,
    submissionStatus: (current ?? state.submissions.at(-1))?.status ?? null,
    needsReview: state.submissions.some((submission) => submission.status === 'needs_review'),
    // Ringing, then queued, then ringing again is one wait: it began with the first alert.
    waitingSince: waits ? (state.request?.ringingAt ?? mode.since) : null,
    archived: state.archived,
    lastSeq: state.seq,
  };
}

/** The longest line that a list shows. */
const LINE_LENGTH = 200;

/** The newest thing that the customer, the bot or a person said in these entries, as one line; null for none. */
export function lastLine(messages: readonly TranscriptMessage[]): { text: string; author: Author; at: number } | null {
  const said = messages.findLast(({ author, content }) => author.kind !== 'system' && content.kind !== 'event');
  return said ? { text: lineOf(said.content), author: said.author, at: said.at } : null;
}

/** A content as one line of plain text. */
export function lineOf(content: MessageContent): string {
  const line = wordsOf(content).replaceAll(/\s+/g, ' ').trim();
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line;
}

function wordsOf(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
    case 'choices':
      return content.text;
    case 'form':
      return content.title;
    case 'choice':
      return content.label;
    case 'form_answer':
      return Object.values(content.values).filter(Boolean).join(', ');
    case 'event':
      return content.event;
  }
}
