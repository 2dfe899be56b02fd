import { expect } from 'vitest';
import type { Command, ConversationEffect, Decision, SubmissionChange, TranscriptMessage } from '../command.ts';
import type { ConversationState, HandoffRequest, Mode } from '../state.ts';
import type { TimerKind } from '../timer-kinds.ts';

/** Which timers may run in which mode. */
const timersOf: Record<string, readonly TimerKind[]> = {
  bot: ['ai'],
  form: ['form_abandon', 'visitor_gone', 'ai'],
  ringing: ['accept', 'offer', 'visitor_gone', 'ai'],
  queued: ['queue', 'queue_position', 'queue_opens', 'visitor_gone', 'ai'],
  lead: ['lead', 'visitor_gone', 'ai'],
  human: ['reply', 'reply_warning', 'transfer', 'owner_offline'],
  resolved: [],
  ended: [],
};

/**
 * What a database would hold after every effect so far, and the rules that must hold whatever was done. It knows
 * effects and modes only, nothing of how the machine decides.
 */
export class Ledger {
  readonly messages: TranscriptMessage[] = [];
  readonly timers = new Map<TimerKind, number>();
  readonly requests = new Map<number, HandoffRequest>();
  readonly submissions = new Map<number, SubmissionChange>();
  #takeOverTexts = 0;

  /** Writes a decision, and checks every rule against the state before it. */
  write(before: ConversationState, command: Command, decision: Decision): void {
    if (decision.type !== 'changed' && decision.type !== 'superseded') return;
    const after = decision.state;
    for (const effect of decision.effects) this.#apply(effect, after);
    const written = decision.effects.flatMap((effect) => (effect.type === 'message' ? [effect.message] : []));
    this.#checkTranscript(after);
    this.#checkRows(after);
    checkEpoch(before, after, written);
    checkOwner(after);
    checkSpeech(command, decision, written);
    this.#checkTakeOverText(before, after, { command, written });
    checkSubmissions(before, after, command);
    if (before.mode.kind === 'ended' && decision.type === 'changed') {
      expect(['operator.reopen', 'staff.archive', 'staff.decide'], 'ended is final').toContain(command.type);
    }
  }

  #apply(effect: ConversationEffect, after: ConversationState): void {
    if (effect.type === 'message') this.messages.push(effect.message);
    if (effect.type === 'timer.set') this.timers.set(effect.timer, effect.dueAt);
    if (effect.type === 'timer.cancel') expect(this.timers.delete(effect.timer), `${effect.timer} ran`).toBe(true);
    if (effect.type === 'request') this.requests.set(effect.request.number, effect.request);
    if (effect.type === 'submission') this.submissions.set(effect.submission.number, effect.submission);
    if (effect.type === 'operator.notify') expect(effect.operatorId, 'a phone has no screen').not.toBe('phone');
    if (effect.type.startsWith('alert.')) expect(after.requests, 'an alert is about a request').toBeGreaterThan(0);
  }

  #checkTranscript(after: ConversationState): void {
    expect(this.messages.at(-1)?.seq ?? 0, 'the last number').toBe(after.seq);
    expect(this.messages.length, 'no gap, no number twice').toBe(after.seq);
  }

  #checkRows(after: ConversationState): void {
    expect(Object.fromEntries(this.timers), 'timers as the state has them').toEqual(after.timers);
    expect(timersOf[phaseOf(after.mode)]).toEqual(expect.arrayContaining([...this.timers.keys()]));
    const open = [...this.requests.values()].filter(({ state }) => state === 'pending' || state === 'active');
    expect(open, 'the one open request').toEqual(after.request ? [after.request] : []);
    const statuses = [...this.submissions.values()].map(({ number, status, title }) => ({ number, status, title }));
    expect(statuses).toEqual(after.submissions.map(({ number, status, title }) => ({ number, status, title })));
  }

  /**
   * "Human takes over" is said at most once between two times that the bot, or nobody, answers; what is answered from
   * the phone says it by itself.
   */
  #checkTakeOverText(
    before: ConversationState,
    after: ConversationState,
    { command, written }: { command: Command; written: TranscriptMessage[] },
  ): void {
    if (['bot', 'resolved', 'ended'].includes(before.mode.kind)) this.#takeOverTexts = 0;
    if (command.type === 'phone.reply') {
      expect(
        written.filter(({ send }) => send !== null),
        'the phone is not talked into',
      ).toEqual([]);
      this.#takeOverTexts = Math.max(this.#takeOverTexts, after.mode.kind === 'human' ? 1 : 0);
    }
    this.#takeOverTexts += written.filter((message) => textOf(message).startsWith('A person takes over')).length;
    expect(this.#takeOverTexts).toBeLessThanOrEqual(1);
    if (after.mode.kind === 'human') expect(this.#takeOverTexts, 'said in this era').toBe(1);
  }
}

function checkEpoch(before: ConversationState, after: ConversationState, written: TranscriptMessage[]): void {
  const passes = speakerOf(before.mode) !== speakerOf(after.mode);
  expect(after.epoch, 'the epoch rises when somebody else may speak').toBe(before.epoch + (passes ? 1 : 0));
  for (const { send, epoch } of written) if (send === 'flow') expect(epoch, 'no old flow message').toBe(after.epoch);
  if (after.mode.kind === 'human')
    expect(
      written.some(({ send }) => send === 'flow'),
      'the bot is silent',
    ).toBe(false);
}

function checkOwner({ mode, request }: ConversationState): void {
  expect(request?.state === 'active', 'active means with a person').toBe(mode.kind === 'human');
  expect(request?.state === 'pending', 'pending means waiting').toBe(mode.kind === 'pending');
  if (mode.kind === 'human') expect(request?.operator).toEqual(mode.owner);
}

/** What comes in is stored once, and what an operator wrote is sent once. */
function checkSpeech(command: Command, decision: Decision, written: TranscriptMessage[]): void {
  const heard = written.filter(({ author }) => author.kind === 'customer').map(({ content }) => content);
  const replied = written.filter(({ send }) => send === 'reply').map(({ content }) => content);
  const shown = written.filter(({ author, send }) => author.kind === 'agent' && send === null);
  expect(
    shown.map(({ content }) => content),
    'what came from the phone',
  ).toEqual(command.type === 'phone.reply' && decision.type === 'changed' ? [command.content] : []);
  const stored = command.type === 'customer.message' && decision.type === 'changed' ? [command.content] : [];
  expect(heard).toEqual(stored);
  expect(replied).toEqual(command.type === 'operator.reply' ? [command.content] : []);
}

/** Staff's decisions stand, and nothing that a person does to the conversation touches a status. */
function checkSubmissions(before: ConversationState, after: ConversationState, command: Command): void {
  for (const [index, { status }] of before.submissions.entries()) {
    const now = after.submissions[index]?.status;
    if (status === 'approved' || status === 'declined' || status === 'cancelled') expect(now).toBe(status);
    if (command.type === 'operator.hand_back' || after.mode.kind === 'human') {
      if (command.type !== 'staff.decide') expect(now, 'as before').toBe(status);
    }
  }
}

function textOf({ content }: TranscriptMessage): string {
  return content.kind === 'text' ? content.text : '';
}

function phaseOf(mode: Mode): string {
  return mode.kind === 'pending' ? mode.phase : mode.kind;
}

function speakerOf(mode: Mode): string {
  if (mode.kind === 'human') return mode.owner.id;
  return mode.kind === 'bot' || mode.kind === 'pending' ? '(bot)' : '(nobody)';
}
