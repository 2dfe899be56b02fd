import { describe, expect, it } from 'vitest';
import { answerForm, askForm, type FormSpec, fieldQuestion } from './form.ts';
import type { Json } from './json.ts';
import type { InboundContent } from './message.ts';

const topics = [
  { id: 'order', label: 'An order' },
  { id: 'other', label: 'Something else' },
];
const spec: FormSpec = {
  formId: 'contact',
  title: 'Before we connect you',
  submitLabel: 'Send',
  language: 'en',
  fields: [
    { id: 'topic', label: 'What is this about?', type: 'choice', required: true, options: topics },
    { id: 'email', label: 'E-mail', type: 'email', required: true },
    { id: 'phone', label: 'Phone', type: 'phone', required: false },
  ],
};
const text = (value: string): InboundContent => ({ kind: 'text', text: value });
const sent = (values: Record<string, string>, formId = 'contact'): InboundContent => ({
  kind: 'form_answer',
  formId,
  values,
});
const answer = (topic: string, email: string, phone: string) => ({
  done: true,
  answer: {
    kind: 'fields',
    fields: [
      { id: 'topic', label: 'What is this about?', value: topic },
      { id: 'email', label: 'E-mail', value: email },
      { id: 'phone', label: 'Phone', value: phone },
    ],
  },
});

/** Sends one after the other, with the state through JSON as it would be stored. */
function converse(inputs: InboundContent[]) {
  let state: Json = askForm(spec).state;
  let last = answerForm(spec, state, text(' '));
  for (const input of inputs) {
    last = answerForm(spec, state, input);
    if (!last.done) state = JSON.parse(JSON.stringify(last.state));
  }
  return last;
}

describe('askForm', () => {
  it('asks all fields together', () => {
    expect(askForm(spec).say).toEqual([
      { kind: 'form', formId: 'contact', title: spec.title, fields: spec.fields, submitLabel: 'Send' },
    ]);
  });
});

describe('answerForm, all at once', () => {
  it('takes a complete form, an option by its id, an optional field empty', () => {
    expect(converse([sent({ topic: 'order', email: 'a@example.com' })])).toEqual(
      answer('An order', 'a@example.com', ''),
    );
  });

  it('explains what is wrong and asks only that again, keeping the rest', () => {
    const first = converse([sent({ topic: 'order', email: 'nope', phone: '12' })]);
    expect(first).toMatchObject({
      done: false,
      say: [
        { kind: 'text', text: expect.stringMatching(/^E-mail: .*\nPhone: /) },
        { kind: 'form', formId: 'contact', fields: [{ id: 'email' }, { id: 'phone' }] },
      ],
    });
    const again = [sent({ topic: 'order', email: 'nope' }), sent({ email: 'a@example.com' })];
    expect(converse(again)).toEqual(answer('An order', 'a@example.com', ''));
  });

  it('ignores fields it does not have, and the card of another form', () => {
    const extra = sent({ topic: 'other', email: 'a@example.com', admin: 'yes', __proto__: 'x' });
    expect(converse([extra])).toEqual(answer('Something else', 'a@example.com', ''));
    expect(converse([sent({ topic: 'order', email: 'a@example.com' }, 'other-form')])).toMatchObject({
      done: false,
      say: [{ kind: 'form', fields: spec.fields }],
    });
  });

  it('can be sent in after typing a part', () => {
    expect(converse([text('order'), text('an order'), sent({ email: 'a@example.com' })])).toEqual(
      answer('An order', 'a@example.com', ''),
    );
  });
});

describe('answerForm, field by field', () => {
  it('takes typed answers in order', () => {
    expect(converse([text('2'), text('a@example.com'), text('555 010 0123')])).toEqual(
      answer('Something else', 'a@example.com', '555 010 0123'),
    );
  });

  it('takes a tapped option', () => {
    const tapped: InboundContent = { kind: 'choice', optionId: 'order', label: 'An order' };
    expect(converse([tapped])).toMatchObject({ say: [{ kind: 'text', text: 'E-mail' }] });
  });

  it('explains and asks the same field again', () => {
    expect(converse([text('neither')])).toMatchObject({
      say: [{ kind: 'text' }, { kind: 'choices', text: 'What is this about?', options: topics }],
      state: { values: {} },
    });
    expect(converse([text('1'), text('nope')])).toMatchObject({
      say: [{ text: expect.stringContaining('name@example.com') }, { text: 'E-mail' }],
    });
  });

  it.each(['-', '–', 'skip', 'Skip'])('passes over an optional field by %j', (skip) => {
    expect(converse([text('1'), text('a@example.com'), text(skip)])).toEqual(answer('An order', 'a@example.com', ''));
  });

  it('does not pass over a required one', () => {
    expect(converse([text('-')])).toMatchObject({ done: false, state: { values: {} } });
  });

  it('begins anew where the stored state is not one of its own', () => {
    expect(answerForm(spec, ['broken'], text('1'))).toMatchObject({
      done: false,
      state: { values: { topic: 'An order' } },
    });
  });
});

describe('in another language', () => {
  const german: FormSpec = { ...spec, language: 'de' };

  it('names it in what it asks, for the words around the form', () => {
    expect(askForm(german).say).toMatchObject([{ kind: 'form', language: 'de' }]);
  });

  it('explains, asks and lets skip in its words', () => {
    expect(answerForm(german, { values: {} }, sent({ topic: 'order' }))).toMatchObject({
      say: [{ text: 'E-mail: Bitte füllen Sie dieses Feld aus.' }, { kind: 'form', language: 'de' }],
    });
    const asked = answerForm(german, { values: { topic: 'An order' } }, text('a@example.com'));
    expect(asked).toMatchObject({ say: [{ text: 'Phone (freiwillig: - überspringt die Frage)' }] });
    const values = { topic: 'An order', email: 'a@example.com' };
    expect(answerForm(german, { values }, text('Überspringen'))).toEqual(answer('An order', 'a@example.com', ''));
  });
});

describe('fieldQuestion', () => {
  it('says how to pass over an optional field', () => {
    expect(fieldQuestion({ id: 'phone', label: 'Phone', type: 'phone', required: false })).toEqual({
      kind: 'text',
      text: 'Phone (optional: send - to skip)',
    });
  });
});
