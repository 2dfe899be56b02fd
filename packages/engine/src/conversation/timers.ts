import { onAiLate } from './ai-reply.ts';
import { type CommandOf, cancelTimer, type Draft, notify, type Outcome } from './draft.ts';
import { giveUpLead } from './lead.ts';
import { loseOwner } from './owner-presence.ts';
import { resolveConversation } from './resolve.ts';
import { askNext, deskOf, fallBack, leaveQueue } from './ring.ts';
import type { Mode } from './state.ts';
import type { TimerKind } from './timer-kinds.ts';
import { dropTransfer } from './transfer.ts';
import { giveUpWaiting, onQueueOpens, tellPosition } from './waiting.ts';

/** A timer that is due. One that was cancelled, started anew, or set under another owner is stale. */
export function onTimer(draft: Draft, { timer, epoch }: CommandOf<'timer.fired'>): Outcome {
  const dueAt = draft.state.timers[timer];
  if (dueAt === undefined || epoch !== draft.state.epoch || draft.facts.at < dueAt) return 'unchanged';
  cancelTimer(draft, timer);
  return dueTimers[timer](draft, draft.state.mode);
}

/** A timer runs in its own mode only, since entering another one cancels it: elsewhere nothing happens. */
const dueTimers = {
  ai: onAiLate,
  form_abandon: (draft) => giveUpWaiting(draft, 'customer_left'),
  visitor_gone: (draft) => giveUpWaiting(draft, 'customer_left'),
  owner_offline: (draft) => loseOwner(draft, 'is offline'),
  accept: (draft, mode) => {
    if (mode.kind !== 'pending' || mode.phase !== 'ringing') return 'unchanged';
    fallBack(draft, 'expired', mode.queuedSince);
    return 'changed';
  },
  offer: (draft) => {
    const desk = deskOf(draft);
    if (desk) askNext(draft, desk);
    return 'changed';
  },
  queue: (draft, mode) => {
    if (mode.kind !== 'pending' || mode.phase !== 'queued') return 'unchanged';
    leaveQueue(draft);
    return 'changed';
  },
  queue_position: (draft) => tellPosition(draft),
  queue_opens: onQueueOpens,
  lead: (draft, mode) => {
    if (mode.kind !== 'pending' || mode.phase !== 'lead') return 'unchanged';
    giveUpLead(draft, mode);
    return 'changed';
  },
  reply: (draft, mode) => {
    if (mode.kind !== 'human') return 'unchanged';
    if (mode.lastSpeaker !== 'operator') return loseOwner(draft, 'did not reply in time');
    resolveConversation(draft, { detail: 'No message for too long' });
    return 'changed';
  },
  reply_warning: (draft, mode) => {
    if (mode.kind !== 'human') return 'unchanged';
    notify(draft, mode.owner.id, 'reply_due', null);
    return 'changed';
  },
  transfer: (draft, mode) => {
    if (mode.kind !== 'human') return 'unchanged';
    dropTransfer(draft, mode);
    return 'changed';
  },
} satisfies Record<TimerKind, (draft: Draft, mode: Mode) => Outcome>;
