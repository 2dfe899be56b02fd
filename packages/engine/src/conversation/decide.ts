import { onAiNoticed, onAiResponded } from './ai-reply.ts';
import type { Command, Decision, Facts } from './command.ts';
import { onCustomerMessage, onStart } from './customer-message.ts';
import { type CommandOf, closeDraft, type Draft, type Outcome, openDraft } from './draft.ts';
import { onBlocked, onEnd, onEndChat } from './end.ts';
import { onHandBack } from './hand-back.ts';
import { onOwnerPresence, onOwnerUnavailable } from './owner-presence.ts';
import { onPhoneReply } from './phone-reply.ts';
import { onReopen } from './reopen.ts';
import { onReply } from './reply.ts';
import { onRequestHandoff } from './request-handoff.ts';
import { onResolve } from './resolve.ts';
import { onRulesChanged } from './rules-changed.ts';
import { settleFlow } from './run-flow.ts';
import { settleTriggers } from './settle-triggers.ts';
import { onArchive, onDecide } from './staff.ts';
import type { ConversationState } from './state.ts';
import { onAccept, onReject, onTakeOver } from './take-over.ts';
import { onTimer } from './timers.ts';
import { onAnswerTransfer, onTransfer, onTransferToTeam } from './transfer.ts';
import { onCancelWaiting, onCustomerPresence, onOperatorsAvailable, onQueuePosition } from './waiting.ts';

/**
 * Decides what a command does to a conversation: the rules of the handoff, as one pure function. Every command has
 * an answer in every mode, and a command that was carried out before is a success that changes nothing.
 *
 * Write a `changed` decision's state and effects together, and only where the conversation is still the one that
 * was read; otherwise read it again and decide again. Nothing here looks at a clock or at anything outside `facts`.
 */
export function decide(state: ConversationState, command: Command, facts: Facts): Decision {
  const draft = openDraft(state, facts);
  const outcome = dispatch(draft, command);
  settleFlow(draft);
  if (outcome === 'changed') settleTriggers(draft);
  return closeDraft(draft, outcome);
}

type Handlers = { [T in Command['type']]: (draft: Draft, command: CommandOf<T>) => Outcome };

const handlers: Handlers = {
  'customer.message': onCustomerMessage,
  'customer.start': onStart,
  'customer.request_handoff': onRequestHandoff,
  'customer.cancel_waiting': onCancelWaiting,
  'customer.end_chat': onEndChat,
  'customer.presence': onCustomerPresence,
  'operator.take_over': onTakeOver,
  'operator.accept': onAccept,
  'operator.reject': onReject,
  'operator.reply': onReply,
  'phone.reply': onPhoneReply,
  'operator.hand_back': onHandBack,
  'operator.resolve': onResolve,
  'operator.end': onEnd,
  'operator.reopen': onReopen,
  'operator.transfer': onTransfer,
  'operator.answer_transfer': onAnswerTransfer,
  'operator.transfer_to_team': onTransferToTeam,
  'owner.unavailable': onOwnerUnavailable,
  'owner.presence': onOwnerPresence,
  'operators.available': onOperatorsAvailable,
  'rules.changed': onRulesChanged,
  'queue.position': onQueuePosition,
  'staff.decide': onDecide,
  'staff.archive': onArchive,
  'contact.blocked': onBlocked,
  'ai.responded': onAiResponded,
  'ai.noticed': onAiNoticed,
  'timer.fired': onTimer,
};

/** Generic, so that the compiler sees that a handler gets its own kind of command. */
function dispatch<T extends Command['type']>(draft: Draft, command: CommandOf<T>): Outcome {
  return handlers[command.type](draft, command);
}
