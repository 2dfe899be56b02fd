import type { Answer } from '../flow/executor.ts';
import { renderTemplate } from '../flow/template.ts';
import {
  type Author,
  type InboundContent,
  type MessageContent,
  type Operator,
  type OutboundContent,
  phoneOperator,
  type TranscriptEvent,
} from '../message.ts';
import type { PhoneContent, TranscriptMessage } from './command.ts';
import { type Draft, emit, patch } from './draft.ts';

const MAX_FILLED_LENGTH = 20_000;

type Send = TranscriptMessage['send'];

/** Writes an entry under the transcript's next number. */
function write(draft: Draft, author: Author, content: MessageContent, send: Send, clientId?: string): void {
  const seq = draft.state.seq + 1;
  const { epoch } = draft.state;
  patch(draft, { seq });
  const id = clientId === undefined ? {} : { clientId };
  emit(draft, { type: 'message', message: { seq, author, content, at: draft.facts.at, epoch, send, ...id } });
}

/** Stores what the customer sent. A conversation that lives again leaves the archive, or nobody would see it. */
export function hear(draft: Draft, content: InboundContent, clientId?: string): void {
  patch(draft, { archived: false });
  write(draft, { kind: 'customer' }, content, null, clientId);
}

/** Lets the bot speak for a node: fenced by the epoch. */
export function sayAsBot(draft: Draft, nodeId: string, content: OutboundContent): void {
  write(draft, { kind: 'bot', nodeId }, content, 'flow');
}

/** Sends what a person wrote. */
export function sayAsOperator(draft: Draft, operator: Operator, content: OutboundContent, clientId?: string): void {
  write(draft, { kind: 'agent', operator }, content, 'reply', clientId);
}

/** Keeps what the business's phone has sent: the customer has it, so it is not sent again. */
export function keepFromPhone(draft: Draft, content: PhoneContent, clientId?: string): void {
  patch(draft, { archived: false });
  write(draft, { kind: 'agent', operator: phoneOperator }, content, null, clientId);
}

/** Speaks for the business: never discarded by a take-over. */
export function sayAsSystem(draft: Draft, content: OutboundContent): void {
  write(draft, { kind: 'system' }, content, 'system');
}

/** Fills a text of Configure with the run's answers. Cut like a node's texts: long answers can't grow without end. */
export function fill(draft: Draft, template: string, extra: Readonly<Record<string, Answer>> = {}): string {
  return renderTemplate(template, { ...draft.state.run?.answers, ...extra }).slice(0, MAX_FILLED_LENGTH);
}

/** Sends a text of Configure, filled; a blank one sends nothing. */
export function sayText(draft: Draft, template: string, extra: Readonly<Record<string, Answer>> = {}): void {
  const text = fill(draft, template, extra);
  if (text.trim() !== '') sayAsSystem(draft, { kind: 'text', text });
}

/** `<<operator>>` in a text of Configure. */
export function operatorAnswer({ name }: Operator): Readonly<Record<string, Answer>> {
  return { operator: { kind: 'value', value: name } };
}

/** Writes a line for staff about what happened. */
export function note(draft: Draft, event: TranscriptEvent, line: { by?: string; detail?: string } = {}): void {
  const by = line.by === undefined ? {} : { by: line.by };
  const detail = line.detail ? { detail: line.detail } : {};
  write(draft, { kind: 'system' }, { kind: 'event', event, ...by, ...detail }, null);
}
