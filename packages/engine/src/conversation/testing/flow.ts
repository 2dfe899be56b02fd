import { z } from 'zod';
import type { CompiledFlow } from '../../flow/compile.ts';
import { defineExecutor } from '../../flow/define-executor.ts';
import type { Answer, NodeEffect, NodeExecutors, NodeResult } from '../../flow/executor.ts';
import { answerForm, askForm, type FormSpec } from '../../form.ts';

/** A flow of small nodes: what each does, by id, and where its exits lead. The first one is the start. */
export type FlowPlan = Record<
  string,
  { type: string; text?: string; team?: string; to?: string | Record<string, string> }
>;

/** Compiles a plan, as if it had been published as `versionId`. */
export function planFlow(versionId: string, plan: FlowPlan): CompiledFlow {
  const ids = Object.keys(plan);
  const nodes = Object.entries(plan).map(([id, { type, text = '', team = null, to = {} }]) => {
    const exits = new Map(Object.entries(typeof to === 'string' ? { next: to } : to));
    // The toy form's answer leads there too.
    const teams = type === 'form' ? ['billing'] : [];
    return [id, { id, type, data: { text, team }, exits, teams }] as const;
  });
  const labels = new Map(ids.map((id) => [id, id]));
  return { versionId, startId: ids[0] ?? '', nodes: new Map(nodes), labels, language: 'en' };
}

const schema = z.object({ text: z.string(), team: z.string().nullable().optional() });

function topicForm(formId: string): FormSpec {
  const fields = [
    { id: 'topic', label: 'Topic', type: 'text' as const, required: true },
    { id: 'phone', label: 'Phone', type: 'text' as const, required: true },
  ];
  return { formId, title: 'Before we start', fields, submitLabel: 'Send', language: 'en' };
}

/** Money is the matter of the team Billing. */
function routeOf({ fields }: Extract<Answer, { kind: 'fields' }>): NodeEffect[] {
  return fields.some(({ value }) => value === 'Money') ? [{ type: 'handoff.route', team: 'billing' }] : [];
}

/** Nodes that say, ask, ask for a name to keep, ask a form, set, submit, ask for a person, and break. */
export const testExecutors: NodeExecutors = {
  say: defineExecutor({
    type: 'say',
    schema,
    enter: ({ data, fill }) => ({ say: [{ kind: 'text', text: fill(data.text) }], next: { do: 'continue' } }),
  }),
  ask: defineExecutor({
    type: 'ask',
    schema,
    enter: ({ data, fill }) => ({
      say: [{ kind: 'text', text: fill(data.text) }],
      next: { do: 'wait', state: 'asked' },
    }),
    resume: ({ data }, input, state) => {
      const text = input.type === 'customer.message' && input.content.kind === 'text' ? input.content.text : '';
      if (text === '' || text === 'bad')
        return { say: [{ kind: 'text', text: data.text }], refused: true, next: { do: 'wait', state } };
      return { answer: { kind: 'value', value: text }, next: { do: 'continue' } };
    },
  }),
  introduce: defineExecutor({
    type: 'introduce',
    schema,
    enter: ({ data, fill }) => ({ say: [{ kind: 'text', text: fill(data.text) }], next: { do: 'wait', state: null } }),
    resume: (_context, input, state) => {
      if (input.type !== 'customer.message' || input.content.kind !== 'text') return { next: { do: 'wait', state } };
      const { text } = input.content;
      return {
        answer: { kind: 'value', value: text },
        effects: [{ type: 'contact.keep', detail: 'name', value: text }],
        next: { do: 'continue' },
      };
    },
  }),
  form: defineExecutor({
    type: 'form',
    schema,
    enter: ({ nodeId }) => {
      const { say, state } = askForm(topicForm(nodeId));
      return { say, next: { do: 'wait', state } };
    },
    resume: ({ nodeId }, input, state) => {
      if (input.type !== 'customer.message') return { next: { do: 'wait', state } };
      const progress = answerForm(topicForm(nodeId), state, input.content);
      if (progress.done)
        return { answer: progress.answer, effects: routeOf(progress.answer), next: { do: 'continue' } };
      return { say: progress.say, refused: progress.refused, next: { do: 'wait', state: progress.state } };
    },
  }),
  set: defineExecutor({
    type: 'set',
    schema,
    enter: ({ data }) => ({ answer: { kind: 'value', value: data.text }, next: { do: 'continue' } }),
  }),
  submit: defineExecutor({
    type: 'submit',
    schema,
    enter: ({ data, fill }) => ({
      effects: [{ type: 'submit', title: fill(data.text), review: 'default' }],
      next: { do: 'continue' },
    }),
  }),
  done: defineExecutor({
    type: 'done',
    schema,
    enter: ({ data, fill }) => ({
      effects: [{ type: 'submit', title: fill(data.text), review: 'done' }],
      next: { do: 'continue' },
    }),
  }),
  person: defineExecutor({
    type: 'person',
    schema,
    enter: ({ data, fill }) => ({
      effects: [{ type: 'handoff.request', reason: fill(data.text), team: data.team ?? null }],
      next: { do: 'wait', state: null },
    }),
    resume: (_context, input, state) =>
      input.type === 'handoff.ended' ? { next: { do: 'leave', exit: input.outcome } } : { next: { do: 'wait', state } },
  }),
  ai: defineExecutor({
    type: 'ai',
    schema,
    enter: ({ data, said }) => (said === null ? { next: { do: 'wait', state: 'listening' } } : ask(data.text)),
    resume: ({ data }, input, state) => {
      if (input.type === 'customer.message') return ask(data.text);
      if (input.type !== 'ai.responded') return { next: { do: 'wait', state } };
      if (!input.reply.ok || input.reply.wantsPerson) return { next: { do: 'leave', exit: 'person' } };
      return { say: [{ kind: 'text', text: input.reply.text }], next: { do: 'continue' } };
    },
  }),
  broken: defineExecutor({
    type: 'broken',
    schema,
    enter: () => {
      throw new Error('it is broken');
    },
  }),
};

function ask(instructions: string): NodeResult {
  const effect = { type: 'ai.reply' as const, instructions, knowledge: '' };
  return { took: true, effects: [effect], next: { do: 'wait', state: 'thinking' } };
}

/** An AI answers, and listens again; who wants a person gets one. */
export const advice = planFlow('ai', {
  name: { type: 'ask', text: 'Your name?', to: 'send' },
  send: { type: 'submit', text: 'Question of <<name>>', to: 'advice' },
  advice: { type: 'ai', text: 'Be kind', to: { next: 'advice', person: 'desk' } },
  desk: { type: 'person', text: 'The AI was no help', to: { resolved: 'advice', no_one_available: 'advice' } },
  topic: { type: 'form' },
});

/** A booking: name, a review, a wish, then a person, with a text behind every exit. */
export const booking = planFlow('v1', {
  hello: { type: 'say', text: 'Hello', to: 'name' },
  name: { type: 'ask', text: 'Your name?', to: 'send' },
  send: { type: 'submit', text: 'Booking of <<name>>', to: 'wish' },
  wish: { type: 'ask', text: 'Your wish?', to: 'desk' },
  desk: {
    type: 'person',
    text: '<<name>> wants <<wish>>',
    to: { resolved: 'more', no_one_available: 'nobody', outside_hours: 'closed', customer_left: 'left' },
  },
  more: { type: 'ask', text: 'Anything else, <<name>>?' },
  nobody: { type: 'ask', text: 'Nobody came. Go on?' },
  closed: { type: 'ask', text: 'We are closed. Go on?' },
  left: { type: 'ask', text: 'You left. Go on?' },
  topic: { type: 'form' },
});
