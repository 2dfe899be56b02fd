import {
  type Author,
  askedOf,
  type ConversationState,
  displayStatus,
  isStalled,
  type MessageContent,
  type Mode,
  ownerOf,
  type TranscriptMessage,
  waitingSince,
  wordsOf,
} from '@baton/engine';

/** The columns that lists search and sort by: nothing in them that the state does not say. */
export interface DerivedColumns {
  readonly mode: Mode['kind'];
  readonly phase: Extract<Mode, { kind: 'pending' }>['phase'] | null;
  readonly ownerId: string | null;
  readonly teamId: string | null;
  /** Whom routing asks now. */
  readonly askedId: string | null;
  readonly submissionStatus: ConversationState['submissions'][number]['status'] | null;
  readonly needsReview: boolean;
  readonly stalled: boolean;
  /** In milliseconds since 1970. */
  readonly waitingSince: number | null;
  readonly archived: boolean;
  readonly lastSeq: number;
}

export function deriveColumns(state: ConversationState): DerivedColumns {
  const { mode } = state;
  const { submission } = displayStatus(state);
  return {
    mode: mode.kind,
    phase: mode.kind === 'pending' ? mode.phase : null,
    ownerId: ownerOf(state)?.id ?? null,
    teamId: state.team?.id ?? null,
    askedId: askedOf(state)?.id ?? null,
    submissionStatus: submission,
    needsReview: submission === 'needs_review',
    stalled: isStalled(state),
    waitingSince: waitingSince(state),
    archived: state.archived,
    lastSeq: state.seq,
  };
}

/** The longest line that a list shows. */
const LINE_LENGTH = 200;

/** The newest thing that somebody said to somebody in these entries, as one line; null for none. */
export function lastLine(messages: readonly TranscriptMessage[]): { text: string; author: Author; at: number } | null {
  const said = messages.findLast(({ author }) => author.kind !== 'system');
  return said ? { text: lineOf(said.content), author: said.author, at: said.at } : null;
}

/** A content as one line of plain text. */
export function lineOf(content: MessageContent): string {
  const line = wordsOf(content).replaceAll(/\s+/g, ' ').trim();
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line;
}
