import type { CompiledFlow } from '../flow/compile.ts';
import type { EffectiveConfigure } from '../flow/document.ts';
import type { AiReply, ContactDetail, NodeExecutors } from '../flow/executor.ts';
import type { SensitiveTopic } from '../flow/triggers.ts';
import type { HandoffSettings } from '../handoff-settings.ts';
import type { Author, InboundContent, MessageContent, Operator, OutboundContent } from '../message.ts';
import type { ConversationState, HandoffRequest, Submission } from './state.ts';
import type { TimerKind } from './timer-kinds.ts';

/** A member of staff as the guards see them. */
export interface Actor extends Operator {
  /** Has the Handoff permission. */
  canHandoff: boolean;
  /** Owner or admin with the Handoff permission. */
  supervisor: boolean;
}

export { timerKinds } from './timer-kinds.ts';
export type { TimerKind };

/** What a member of staff can send. */
export type ReplyContent = Extract<OutboundContent, { kind: 'text' | 'file' | 'location' }>;

/** What somebody can send by the provider's own app: nothing that needs a button of ours. */
export type PhoneContent = Extract<InboundContent, { kind: 'text' | 'file' | 'location' | 'contact' }>;

/** Everything that can happen to a conversation. The machine answers every one of them in every mode. */
export type Command =
  | { type: 'customer.message'; content: InboundContent; clientId?: string }
  /** The customer opened the chat: the flow greets first. Only where nothing was said yet; else unchanged. */
  /** `again`: they ask for it by name ("/start"): where the bot waits for an answer, it asks once more. */
  | { type: 'customer.start'; again?: boolean }
  | { type: 'customer.request_handoff'; trigger: 'headset'; reason: string }
  | { type: 'customer.cancel_waiting' }
  | { type: 'customer.end_chat' }
  /** The widget's tab went away (starts the 60 s of grace) or came back (stops it). */
  | { type: 'customer.presence'; online: boolean }
  | { type: 'operator.take_over'; actor: Actor }
  | { type: 'operator.accept'; actor: Actor }
  | { type: 'operator.reject'; actor: Actor }
  | { type: 'operator.reply'; actor: Actor; content: ReplyContent; clientId?: string }
  /**
   * The business wrote from its own phone, by the provider's app: the customer has it already. `takesOver` says whether
   * that counts as a take-over, or is only shown.
   */
  | { type: 'phone.reply'; content: PhoneContent; clientId?: string; takesOver: boolean }
  | { type: 'operator.hand_back'; actor: Actor }
  | { type: 'operator.resolve'; actor: Actor; note: string }
  | { type: 'operator.end'; actor: Actor }
  | { type: 'operator.reopen'; actor: Actor }
  /** The note is for who gets it, and stands in the line about it. */
  | { type: 'operator.transfer'; actor: Actor; to: Operator; note?: string }
  | { type: 'operator.answer_transfer'; actor: Actor; accept: boolean }
  /** To everybody for null. */
  | { type: 'operator.transfer_to_team'; actor: Actor; team: string | null; note?: string }
  /** The owner was removed, lost the permission or went offline without alerts: back to ringing. */
  | { type: 'owner.unavailable' }
  /** An inbox owner without phone or Telegram alerts went offline (starts 2 min of grace) or came back (stops it). */
  | { type: 'owner.presence'; online: boolean }
  /** Somebody became eligible: a queued conversation rings again. */
  | { type: 'operators.available' }
  /** Hours, timeouts or the fallback may be others now: a flow was published, or a team or the workspace says something else. */
  | { type: 'rules.changed' }
  | { type: 'queue.position'; position: number }
  | { type: 'staff.decide'; actor: Actor; submission: number; decision: 'approved' | 'declined'; message: string }
  | { type: 'staff.archive'; actor: Actor; archived: boolean }
  | { type: 'contact.blocked'; actor: Actor }
  /** An AI answered a request of a node, or could not. */
  | { type: 'ai.responded'; number: number; epoch: number; reply: AiReply }
  /** An AI looked at what the customer wrote in a run, and found a reason to offer a person. */
  | { type: 'ai.noticed'; run: number; trigger: 'ai_prompt' | 'sensitive_topic'; reason: string }
  | { type: 'timer.fired'; timer: TimerKind; epoch: number };

/** Outside working hours: when people are there next, or null where no window is to come. */
export interface Closed {
  next: {
    /** Milliseconds since 1970. Tells one window from another. */
    opensAt: number;
    /** As customers read it: "Mon 09:00–18:00". */
    words: string;
  } | null;
}

/** Where working hours are at this moment. */
export interface HoursNow {
  /** Null while people are at work. */
  closed: Closed | null;
  /** When the next window after the present moment begins, in milliseconds since 1970; null where none is to come. */
  nextOpening: number | null;
}

/** How a request goes: the hours, timeouts and fallback that count for it, and where those hours are. */
export interface HandoffRules extends HandoffSettings, HoursNow {}

/** Whom a request asks: everybody at once, or one after another by whose turn it is or who has the least to do. */
export type Routing = 'claim' | 'round_robin' | 'least_busy';

/** Somebody who can be alerted and has a place free. */
export interface EligibleOperator extends Operator {
  /** How many conversations they have. */
  conversations: number;
  /** When one came to them last, in milliseconds since 1970; null for never. */
  assignedAt: number | null;
}

/** Who answers for a team, or for the whole workspace, at this moment. */
export interface Desk {
  /** Null for the workspace, also where the team that was named is no more. */
  team: { id: string; name: string } | null;
  routing: Routing;
  operators: readonly EligibleOperator[];
}

/** The workspace's own desk among the facts. */
export const workspaceDesk = '';

/**
 * What the machine must know that is not in the conversation. All values, gathered before the decision. `closed` and
 * `nextOpening` are of the hours in `configure`.
 */
export interface Facts extends HoursNow {
  /** Now, in milliseconds since 1970. */
  at: number;
  /** The flow the current run is pinned to; the latest one when there is no run. */
  flow: CompiledFlow;
  /** The latest published flow: a fresh run starts on it. */
  latest: CompiledFlow;
  executors: NodeExecutors;
  /** The latest published Configure, with what it leaves to team and workspace. */
  configure: EffectiveConfigure;
  /** How what the customer just wrote sounds, where somebody wants to know. */
  mood: 'negative' | null;
  /** Whether there is an AI to ask. */
  ai: boolean;
  contactBlocked: boolean;
  /** Handoff switched on for the workspace and the bot. */
  handoffEnabled: boolean;
  /** What counts instead for requests to a team that says something of its own, by its id. */
  teams: Readonly<Record<string, HandoffRules>>;
  /**
   * Who can be asked now, by the id of a team, or `workspaceDesk`. Only what the decision needs must be there: a
   * decision that lacks one answers `needs_desk`.
   */
  desks: Readonly<Record<string, Desk>>;
  /** The owner says that they are away. */
  ownerAway: boolean;
  /** Whether the reply timeout applies to a handoff on this channel. */
  replyTimeout: boolean;
  /** Whether it is switched on for plain take-overs too; left out means no. */
  replyTimeoutOnTakeOver?: boolean;
  /** Whether the channel can still be written to. */
  canWrite: boolean;
  /** A newer open conversation of the same contact on the same channel, for reopening. */
  newerOpen: string | null;
}

/** Why a command was not carried out: a code a person can act on. */
export type Refusal =
  | { code: 'taken_by'; name: string }
  | { code: 'ended' }
  | { code: 'not_owner'; name: string }
  | { code: 'newer_open'; conversationId: string }
  | { code: 'outside_window' }
  | { code: 'not_allowed' }
  /** A transfer that nobody could be told about; null for the whole workspace. */
  | { code: 'nobody_there'; team: string | null }
  /** The command makes no sense in this mode ("nothing to accept any more"). */
  | { code: 'not_possible'; mode: string };

/** A transcript entry. `send` says whether and how it travels to the customer: `flow` rows are fenced by `epoch`. */
export interface TranscriptMessage {
  seq: number;
  author: Author;
  content: MessageContent;
  at: number;
  epoch: number;
  send: 'flow' | 'system' | 'reply' | null;
  clientId?: string;
}

/** A submission as written: all of it, with its answers in the order they were given. */
export type SubmissionChange = Submission;

/** What one operator must know: their conversation was taken, is offered, was not wanted, or waits for their reply. */
export type OperatorNotice = 'taken_from_you' | 'transfer_offered' | 'transfer_refused' | 'reply_due';

/** What the runtime carries out, in this order, in the one write of the command. */
export type ConversationEffect =
  | { type: 'message'; message: TranscriptMessage }
  | { type: 'timer.set'; timer: TimerKind; dueAt: number }
  | { type: 'timer.cancel'; timer: TimerKind }
  | { type: 'request'; request: HandoffRequest }
  | { type: 'submission'; submission: SubmissionChange }
  /** These operators are told; later the same alerts are edited to their outcome. */
  | { type: 'alert.ring'; request: number; to: readonly string[] }
  | { type: 'alert.update'; request: number; newest: string }
  | { type: 'alert.settle'; request: number; outcome: 'taken' | 'expired' | 'cancelled' | 'ended'; by: string | null }
  /** Only this operator's buttons go. */
  | { type: 'alert.reject'; request: number; operatorId: string }
  /** Tells one operator something about a conversation that was or will be theirs; `by` is the name of who did it. */
  | { type: 'operator.notify'; operatorId: string; notice: OperatorNotice; by: string | null }
  /** An AI is asked to answer the customer: its reply comes back as `ai.responded` with the same number and epoch. */
  | { type: 'ai.reply'; number: number; epoch: number; instructions: string; knowledge: string }
  /** An AI is asked whether `text` is a reason to offer a person. Nothing waits for it. */
  | { type: 'ai.judge'; run: number; text: string; prompt: string | null; topics: SensitiveTopic[] }
  /** Kept with the contact: a name takes the place of the one they had, unless somebody vouches for that. */
  | { type: 'contact.keep'; detail: ContactDetail; value: string }
  /** Rows of the flow with an older epoch that nobody has claimed are never sent. */
  | { type: 'outbox.discard_flow' }
  | { type: 'audit'; action: string; by: Operator | null; detail: string };

/** The machine's answer. */
export type Decision =
  /** Write the state and the effects together. */
  | { type: 'changed'; state: ConversationState; effects: ConversationEffect[] }
  /** Nothing to write, and that is a success (a second Hand back, a blocked contact, a stale timer). */
  | { type: 'unchanged' }
  | { type: 'refused'; refusal: Refusal }
  /** Decide again with this desk among the facts: it depends on who is there. */
  | { type: 'needs_desk'; desk: string }
  /** Write this, which ends the conversation, then give the same command to a new one. */
  | { type: 'superseded'; state: ConversationState; effects: ConversationEffect[] };
