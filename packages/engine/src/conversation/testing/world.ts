import { expect } from 'vitest';
import { wordsOf } from '../../content-words.ts';
import { configureSchema, type EffectiveConfigure } from '../../flow/document.ts';
import { defaultHandoffSettings } from '../../handoff-settings.ts';
import {
  type Actor,
  type Command,
  type ConversationEffect,
  type Decision,
  type Desk,
  type EligibleOperator,
  type Facts,
  type TimerKind,
  type TranscriptMessage,
  workspaceDesk,
} from '../command.ts';
import { decide } from '../decide.ts';
import { type ConversationState, conversationStateSchema, newConversation } from '../state.ts';
import { booking, testExecutors } from './flow.ts';

/** An agent, another one, and a supervisor. */
export const ana: Actor = { id: 'ana', name: 'Ana', canHandoff: true, supervisor: false };
export const ben: Actor = { id: 'ben', name: 'Ben', canHandoff: true, supervisor: false };
export const eva: Actor = { id: 'eva', name: 'Eva', canHandoff: true, supervisor: true };
/** Without the Handoff permission. */
export const max: Actor = { id: 'max', name: 'Max', canHandoff: false, supervisor: false };

/** The texts of Configure in tests: each says what it is. */
export const texts: EffectiveConfigure = {
  ...configureSchema.parse({
    humanTakesOver: 'A person takes over, <<name|friend>>',
    botResumes: 'The bot is back',
    sessionEnded: 'Goodbye <<name|friend>>',
  }),
  ...defaultHandoffSettings,
};

/** An operator who is there, with nothing to do. */
export function free({ id, name }: Actor, has: Partial<EligibleOperator> = {}): EligibleOperator {
  return { id, name, conversations: 0, assignedAt: null, ...has };
}

/** The desk of the workspace, and of the team Billing, which is Ben. */
export function desksOf(operators: readonly EligibleOperator[], routing: Desk['routing'] = 'claim'): Facts['desks'] {
  const billing = { id: 'billing', name: 'Billing' };
  return {
    [workspaceDesk]: { team: null, routing, operators },
    billing: { team: billing, routing, operators: operators.filter(({ id }) => id === ben.id) },
  };
}

/** Nobody can be asked. */
export const nobody = desksOf([]);

/** When every conversation of the tests begins: a Monday. */
export const start = Date.UTC(2030, 0, 7, 9);

/** A conversation with a clock and changeable facts. Every decision goes through JSON and the state's schema. */
export class World {
  state: ConversationState = newConversation();
  facts: Facts;
  /** The whole transcript so far. */
  readonly transcript: TranscriptMessage[] = [];

  constructor(facts: Partial<Facts> = {}, configure: Partial<EffectiveConfigure> = {}) {
    this.facts = {
      at: start,
      flow: booking,
      latest: booking,
      executors: testExecutors,
      configure: { ...texts, ...configure },
      mood: null,
      ai: true,
      contactBlocked: false,
      handoffEnabled: true,
      closed: null,
      nextOpening: null,
      teams: {},
      desks: desksOf([free(ana), free(ben)]),
      ownerAway: false,
      replyTimeout: true,
      canWrite: true,
      newerOpen: null,
      ...facts,
    };
  }

  /** Gives a command, and keeps what it changed. */
  decide(command: Command): Decision {
    const before = JSON.stringify(this.state);
    const decision = viaJson(decide(this.state, command, this.facts));
    expect(JSON.stringify(this.state), 'the state it was given stays as it is').toBe(before);
    if (decision.type === 'changed' || decision.type === 'superseded') {
      const parsed = conversationStateSchema.parse(decision.state);
      expect(parsed, 'nothing but what the schema knows').toEqual(decision.state);
      this.state = parsed;
      for (const effect of decision.effects) if (effect.type === 'message') this.transcript.push(effect.message);
    }
    return decision;
  }

  /** Gives a command that must change something, and tells every effect in words. */
  do(command: Command): string[] {
    const decision = this.decide(command);
    expect(decision.type).toBe('changed');
    return decision.type === 'changed' ? decision.effects.map((effect) => describeEffect(effect, this.facts.at)) : [];
  }

  /** What was said and noted because of a command, in order. */
  said(command: Command): string[] {
    return this.do(command).filter((line) => /^(?:bot|system|agent|customer|line)\b/.test(line));
  }

  /** Lets the customer write. */
  says(text: string): string[] {
    return this.do({ type: 'customer.message', content: { kind: 'text', text } });
  }

  /** Lets time pass. */
  wait(seconds: number): this {
    this.facts = { ...this.facts, at: this.facts.at + seconds * 1000 };
    return this;
  }

  set(facts: Partial<Facts>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  /** A timer of the present owner fires now. */
  fired(timer: TimerKind): Command {
    return { type: 'timer.fired', timer, epoch: this.state.epoch };
  }

  /** Waits until a timer is due, and lets it fire. */
  fire(timer: TimerKind): string[] {
    const dueAt = this.state.timers[timer];
    expect(dueAt, `${timer} runs`).toBeDefined();
    this.facts = { ...this.facts, at: Math.max(this.facts.at, dueAt ?? 0) };
    return this.do(this.fired(timer));
  }
}

function viaJson(decision: Decision): Decision {
  const copy: Decision = JSON.parse(JSON.stringify(decision));
  expect(copy, 'a decision is JSON').toEqual(decision);
  return copy;
}

/** An effect in words, as tests expect it. */
function describeEffect(effect: ConversationEffect, at: number): string {
  switch (effect.type) {
    case 'message':
      return describeMessage(effect.message);
    case 'timer.set':
      return `set ${effect.timer} ${(effect.dueAt - at) / 1000}s`;
    case 'timer.cancel':
      return `cancel ${effect.timer}`;
    case 'request':
      return words(
        'request',
        effect.request.number,
        effect.request.trigger,
        effect.request.state,
        effect.request.operator?.name,
      );
    case 'submission':
      return words('submission', effect.submission.number, effect.submission.status, effect.submission.title);
    case 'alert.ring':
      return words('ring', effect.request, ...effect.to);
    case 'alert.update':
      return `alert ${effect.request}: ${effect.newest}`;
    case 'alert.settle':
      return words('alert', effect.request, effect.outcome, effect.by);
    case 'alert.reject':
      return `alert ${effect.request} rejected by ${effect.operatorId}`;
    case 'operator.notify':
      return words('notify', effect.operatorId, effect.notice, effect.by);
    case 'ai.reply':
      return words('ask AI', effect.number, effect.instructions);
    case 'ai.judge':
      return words('judge', effect.text, effect.prompt, effect.topics.join(' '));
    case 'contact.keep':
      return words('keep', effect.detail, effect.value);
    case 'outbox.discard_flow':
      return 'discard flow';
    case 'audit':
      return words('audit', effect.by?.name, effect.action, effect.detail);
  }
}

function describeMessage({ author, content, send }: TranscriptMessage): string {
  if (content.kind === 'event')
    return words('line', content.event, content.by, content.detail && `(${content.detail})`);
  const who = author.kind === 'agent' ? `agent ${author.operator.name}` : author.kind;
  // What the phone has sent is there already.
  const fromPhone = author.kind === 'agent' && author.operator.id === 'phone';
  const sent = { customer: null, bot: 'flow', agent: 'reply', system: 'system' }[author.kind];
  expect(send, 'how it travels').toBe(fromPhone ? null : sent);
  if (content.kind === 'form') return `${who}: [${content.fields.map((field) => field.label).join(', ')}]`;
  if (content.kind === 'form_answer') return `${who}: {${Object.values(content.values).join(', ')}}`;
  return `${who}: ${wordsOf(content)}`;
}

function words(...parts: (string | number | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' ');
}
