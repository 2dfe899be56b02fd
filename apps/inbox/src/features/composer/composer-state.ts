import type { ConversationDetail, Session } from '@baton/contracts';

/** What the place below the thread offers: decided by who may speak, and by who is asking. */
export type ComposerState =
  /** The bot answers (or nobody could): read along, or take over. */
  | { kind: 'take_over'; preview: string; waits: 'bot' | 'queue' }
  /** A person is wanted. `rejected`: not me, I said so. */
  /** `asked`: the name of a colleague who is asked before the others. */
  | { kind: 'ringing'; preview: string; expiresAt: string | null; rejected: boolean; asked: string | null }
  /** `offeredTo`: who was asked to take it from me. */
  | { kind: 'mine'; botResumes: string; offeredTo: string | null }
  /** Somebody would like me to have it, until the time given. */
  | { kind: 'offered'; by: string; note: string; expiresAt: string }
  /** Somebody answered from the business's own phone: nobody here has it yet. */
  | { kind: 'phone' }
  | { kind: 'other'; owner: string; canTakeOver: boolean; preview: string }
  /** It is mine or could be, but the provider lets only templates through by now. */
  | { kind: 'templates_only'; mine: boolean }
  | { kind: 'closed'; mode: 'resolved' | 'ended' }
  /** My role does not let me answer anybody. */
  | { kind: 'read_only'; reason: string };

/** A question that is asked before something is done. */
export type ComposerDialog = 'hand back' | 'transfer' | 'resolve' | 'end' | null;

type Viewer = Pick<Session, 'canHandoff' | 'supervisor'> & { userId: string };
type Seen = Pick<ConversationDetail, 'mode' | 'transitionTexts'>;

const noPermission = 'Your role lets you read conversations, not answer them. An owner or admin can change that.';

/** The composer's state. Pure: the same conversation and viewer always get the same one. */
export function composerState(
  { mode, transitionTexts }: Seen,
  viewer: Viewer,
  { rejected = false, windowClosed = false } = {},
): ComposerState {
  if (!viewer.canHandoff) return { kind: 'read_only', reason: noPermission };
  const preview = transitionTexts.humanTakesOver;
  switch (mode.kind) {
    case 'bot':
      return { kind: 'take_over', preview, waits: 'bot' };
    case 'pending':
      if (mode.phase === 'ringing') {
        const asked = mode.asked === null || mode.asked.id === viewer.userId ? null : mode.asked.name;
        return { kind: 'ringing', preview, expiresAt: mode.expiresAt, rejected, asked };
      }
      return { kind: 'take_over', preview, waits: mode.phase === 'queued' ? 'queue' : 'bot' };
    case 'human':
      if (mode.owner?.id === viewer.userId && windowClosed) return { kind: 'templates_only', mine: true };
      if (mode.owner?.id === viewer.userId) {
        return { kind: 'mine', botResumes: transitionTexts.botResumes, offeredTo: mode.transfer?.to.name ?? null };
      }
      if (mode.transfer?.to.id === viewer.userId) {
        const { by, note, expiresAt } = mode.transfer;
        return { kind: 'offered', by: by.name, note, expiresAt };
      }
      if (mode.onPhone) return { kind: 'phone' };
      return {
        kind: 'other',
        owner: mode.owner?.name ?? 'Somebody',
        canTakeOver: viewer.supervisor,
        // The customer was already told that a person took over: the text is sent once.
        preview: '',
      };
    case 'resolved':
      return windowClosed ? { kind: 'templates_only', mine: false } : { kind: 'closed', mode: 'resolved' };
    case 'ended':
      return { kind: 'closed', mode: 'ended' };
  }
}
