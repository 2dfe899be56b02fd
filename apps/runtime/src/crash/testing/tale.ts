import { randomUUID } from 'node:crypto';
import type { InboundContent } from '@baton/engine';
import { answers } from './answers.ts';
import type { Problems } from './problems.ts';
import type { Staff } from './staff.ts';
import type { Traffic } from './traffic.ts';
import type { Visitor } from './visitor.ts';

/** Something that somebody said, and that was acknowledged. */
export interface Utterance {
  readonly clientId: string;
  /** Said while both sides wrote: nothing in the story depends on its place. */
  readonly chat: boolean;
  /** Moments of the traffic: what began after something else was acknowledged stands behind it. */
  readonly begun: number;
  readonly acknowledged: number;
}

/** A time in which, as far as anybody was told, a person answered and the bot was silent. */
export interface Era {
  readonly conversationId: string;
  readonly since: number;
  until: number;
}

interface TaleDeps {
  readonly kind: string;
  readonly visitor: Visitor;
  readonly staff: Staff;
  readonly traffic: Traffic;
  readonly problems: Problems;
}

/** One visitor's story as it is told, with what was acknowledged on the way. */
export class Tale {
  readonly kind: string;
  readonly visitor: Visitor;
  /** In the order of its beginning: an ended conversation is followed by another. */
  readonly conversationIds: string[] = [];
  readonly said = new Map<string, Utterance[]>();
  readonly eras: Era[] = [];
  /** How often staff asked to send a message again. */
  readonly resent = new Map<string, number>();
  /** Where the story is, for the report. */
  step = '';
  finished = false;
  readonly #deps: TaleDeps;
  #status: string | null = null;

  constructor(deps: TaleDeps) {
    this.#deps = deps;
    this.kind = deps.kind;
    this.visitor = deps.visitor;
  }

  get id(): string {
    return this.conversationIds.at(-1) ?? '';
  }

  async begin(): Promise<void> {
    this.step = 'start';
    await this.visitor.arrive();
    await this.visitor.command('start');
    this.#follow();
  }

  async say(text: string, chat = false): Promise<void> {
    await this.#send(text, { kind: 'text', text }, chat);
  }

  /** Picks an option of the question that is on the screen. */
  async choose(question: string, optionId: string): Promise<void> {
    const content = await this.visitor.seesText(question);
    const option = content.kind === 'choices' ? content.options.find(({ id }) => id === optionId) : undefined;
    if (!option) throw new Error(`“${question}” has no option ${optionId}`);
    await this.#send(option.label, { kind: 'choice', optionId, label: option.label });
  }

  async fillIn(title: string): Promise<void> {
    const content = await this.visitor.seesText(title);
    if (content.kind !== 'form') throw new Error(`“${title}” is no form`);
    const values = content.fields.map(({ id, type, options }) => {
      if (type === 'choice') return [id, options?.[0]?.id ?? ''];
      return [id, type === 'email' ? 'mona@example.com' : `Something for ${id}`];
    });
    await this.#send(title, { kind: 'form_answer', formId: content.formId, values: Object.fromEntries(values) });
  }

  /** A person takes the conversation; the bot is silent from here on. */
  async becomesHuman(how: 'accept' | 'take-over'): Promise<void> {
    this.step = how;
    this.#status = (await this.#deps.staff.conversation(this.id)).submissionStatus;
    const { mode } = await this.#deps.staff.command(this.id, how);
    if (mode.kind !== 'human') this.#problem(`after ${how} the mode was ${mode.kind}`);
    this.eras.push({ conversationId: this.id, since: performance.now(), until: Number.POSITIVE_INFINITY });
  }

  async reply(text: string): Promise<void> {
    this.step = `reply ${text}`;
    const clientId = randomUUID();
    const id = this.id;
    await this.#uttered(id, clientId, true, () => this.#deps.staff.command(id, 'reply', { text, clientId }));
  }

  async handBack(): Promise<void> {
    this.step = 'hand back';
    const era = this.eras.at(-1);
    if (era) era.until = performance.now();
    const { submissionStatus } = await this.#deps.staff.command(this.id, 'hand-back');
    if (submissionStatus !== this.#status)
      this.#problem(`the status was ${this.#status}, and ${submissionStatus} after the hand back`);
  }

  async approve(message: string): Promise<void> {
    this.step = 'approve';
    const decision = { submission: 1, decision: 'approved', message };
    const { submissionStatus } = await this.#deps.staff.command(this.id, 'decide', decision);
    if (submissionStatus !== 'approved') this.#problem(`approved, but its status is ${submissionStatus}`);
  }

  async endByStaff(): Promise<void> {
    this.step = 'end';
    const era = this.eras.at(-1);
    if (era) era.until = performance.now();
    const { mode } = await this.#deps.staff.command(this.id, 'end');
    if (mode.kind !== 'ended') this.#problem(`ended, but its mode is ${mode.kind}`);
  }

  async visitorDoes(command: 'request-person' | 'end-chat'): Promise<void> {
    this.step = command;
    await this.visitor.command(command);
  }

  /** Staff send again what may not have arrived, once each. */
  async resendUncertain(): Promise<void> {
    this.step = 'resend';
    for (const id of this.conversationIds) {
      const { messages } = answers.messages.parse(
        await this.#deps.staff.get(`/api/conversations/${id}/messages?after=0&limit=200`),
      );
      for (const { seq } of messages.filter(({ delivery }) => delivery === 'uncertain')) {
        const key = `${id}:${seq}`;
        this.resent.set(key, (this.resent.get(key) ?? 0) + 1);
        await this.#deps.staff.post(`/api/conversations/${id}/resend`, { seq });
      }
    }
  }

  async #send(what: string, content: InboundContent, chat = false): Promise<void> {
    this.step = `say ${what}`;
    const clientId = randomUUID();
    const begun = this.#deps.traffic.moment();
    await this.visitor.send(clientId, content);
    // What begins a new conversation belongs to that one.
    this.#follow();
    this.#keep(this.id, { clientId, chat, begun, acknowledged: this.#deps.traffic.moment() });
  }

  async #uttered(id: string, clientId: string, chat: boolean, send: () => Promise<unknown>): Promise<void> {
    const begun = this.#deps.traffic.moment();
    await send();
    this.#keep(id, { clientId, chat, begun, acknowledged: this.#deps.traffic.moment() });
  }

  #keep(id: string, utterance: Utterance): void {
    this.said.set(id, [...(this.said.get(id) ?? []), utterance]);
  }

  #follow(): void {
    const { conversationId } = this.visitor.screen;
    if (conversationId !== null && conversationId !== this.id) this.conversationIds.push(conversationId);
  }

  #problem(what: string): void {
    this.#deps.problems.add('other', `${this.kind} ${this.id}: ${what}`);
  }
}
