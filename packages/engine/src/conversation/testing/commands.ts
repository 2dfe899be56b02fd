import type { AiReply } from '../../flow/executor.ts';
import type { Actor, Command } from '../command.ts';

/** The commands of tests, short. */
export const headset: Command = { type: 'customer.request_handoff', trigger: 'headset', reason: 'Asked for a person' };
export const cancel: Command = { type: 'customer.cancel_waiting' };
export const endChat: Command = { type: 'customer.end_chat' };

export function takeOver(actor: Actor): Command {
  return { type: 'operator.take_over', actor };
}

export function accept(actor: Actor): Command {
  return { type: 'operator.accept', actor };
}

export function reject(actor: Actor): Command {
  return { type: 'operator.reject', actor };
}

export function reply(actor: Actor, text = 'Hi, how can I help?'): Command {
  return { type: 'operator.reply', actor, content: { kind: 'text', text } };
}

/** The business answers from its own phone. */
export const fromPhone = {
  type: 'phone.reply',
  content: { kind: 'text', text: 'I am on my way' },
  takesOver: true,
} as const satisfies Command;

export function handBack(actor: Actor): Command {
  return { type: 'operator.hand_back', actor };
}

export function resolve(actor: Actor, note = ''): Command {
  return { type: 'operator.resolve', actor, note };
}

export function end(actor: Actor): Command {
  return { type: 'operator.end', actor };
}

export function reopen(actor: Actor): Command {
  return { type: 'operator.reopen', actor };
}

export function transfer(actor: Actor, to: Actor): Command {
  return { type: 'operator.transfer', actor, to: { id: to.id, name: to.name } };
}

export function answerTransfer(actor: Actor, accepts: boolean): Command {
  return { type: 'operator.answer_transfer', actor, accept: accepts };
}

export function decideOn(actor: Actor, decision: 'approved' | 'declined', message = '', submission = 1): Command {
  return { type: 'staff.decide', actor, submission, decision, message };
}

export function formIn(formId: string, values: Record<string, string>): Command {
  return { type: 'customer.message', content: { kind: 'form_answer', formId, values } };
}

/** What an AI answers. */
export function aiReply(text: string, more: { confidence?: number; wantsPerson?: boolean } = {}): AiReply {
  return { ok: true, text, confidence: 0.9, wantsPerson: false, ...more };
}
