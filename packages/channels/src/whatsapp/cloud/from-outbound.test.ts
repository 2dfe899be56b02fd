import { type ChoiceOption, matchOption } from '@baton/engine';
import { expect, test } from 'vitest';
import { fromOutbound } from './from-outbound.ts';

const options = (...labels: string[]): ChoiceOption[] => labels.map((label, index) => ({ id: `o${index}`, label }));
const choices = (text: string, ...labels: string[]) =>
  fromOutbound({ kind: 'choices', text, options: options(...labels) }, true);
const many = (count: number) => Array.from({ length: count }, (_, index) => `Choice ${index + 1}`);
const text = (body: string) => ({ type: 'text', text: { body, preview_url: true } });

test('up to three short choices are reply buttons', () => {
  expect(choices('**Which** day?', 'Monday', 'Tuesday')).toEqual([
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: '*Which* day?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'o0', title: 'Monday' } },
            { type: 'reply', reply: { id: 'o1', title: 'Tuesday' } },
          ],
        },
      },
    },
  ]);
});

test('up to ten are a list; a long label is whole in its description, and its tap is understood', () => {
  const long = 'Somewhere else entirely, please call me';
  const [message] = choices('Where?', ...many(4), long);
  expect(message).toMatchObject({ interactive: { type: 'list', action: { button: 'Choose' } } });
  const rows = JSON.stringify(message);
  expect(rows).toContain(`"title":"Somewhere else entirely…","description":"${long}"`);
  const tapped = { kind: 'choice', optionId: 'o4', label: 'Somewhere else entirely…' } as const;
  expect(matchOption(options(...many(4), long), tapped)?.label).toBe(long);
});

test('what opens the list, and how a field is left out, is said in the language of the flow', () => {
  const list = { kind: 'choices', text: 'Wo?', language: 'de' } as const;
  expect(fromOutbound({ ...list, options: options(...many(4)) }, true)).toMatchObject([
    { interactive: { action: { button: 'Auswählen' } } },
  ]);
  const field = { id: 'phone', label: 'Telefon', type: 'phone', required: false } as const;
  const form = { kind: 'form', formId: 'f', title: '', submitLabel: '', language: 'de' } as const;
  expect(fromOutbound({ ...form, fields: [field] }, true)).toEqual([
    text('Telefon (freiwillig: - überspringt die Frage)'),
  ]);
});

test('one label that no button holds makes a list of three', () => {
  expect(choices('Which?', 'A', 'B', 'x'.repeat(21))).toMatchObject([{ interactive: { type: 'list' } }]);
});

test.each([
  ['more than ten', many(11)],
  ['a label that no list holds', ['A', 'x'.repeat(73)]],
])('%s are numbered, and a number, a label or its unique beginning answers', (_title, labels) => {
  expect(choices('Which?', ...labels)).toEqual([
    text(`Which?\n\n${labels.map((label, index) => `${index + 1}. ${label}`).join('\n')}`),
  ]);
  const said = (words: string) => matchOption(options('Sales', 'Support', 'Other'), { kind: 'text', text: words });
  expect(['2', '2.', ' support ', 'sup'].map((words) => said(words)?.label)).toEqual(Array(4).fill('Support'));
  expect([said('s'), said('4'), said('')]).toEqual([null, null, null]);
});

test('a place has its name; an address alone stands for it, for it is not shown without', () => {
  const at = { latitude: 48.2, longitude: 16.37 };
  const place = (more: object) => fromOutbound({ kind: 'location', ...at, ...more }, true);
  const message = (more: object) => [{ type: 'location', location: { ...at, ...more } }];
  expect(place({})).toEqual(message({}));
  expect(place({ name: 'Salon', address: 'Main St 1' })).toEqual(message({ name: 'Salon', address: 'Main St 1' }));
  expect(place({ address: 'Main St 1' })).toEqual(message({ name: 'Main St 1' }));
});

test('a long text comes in parts that lose nothing, with the buttons under the last', () => {
  const words = Array.from({ length: 1200 }, (_, index) => `word${index}`).join(' ');
  const parts = choices(words, 'Yes', 'No');
  const bodies = parts.map((part) => {
    if (part.type === 'text') return part.text.body;
    return part.type === 'interactive' ? part.interactive.body.text : '';
  });
  expect(bodies.join(' ')).toBe(words);
  expect(parts.map(({ type }) => type).lastIndexOf('text')).toBe(parts.length - 2);
  expect(bodies.at(-1)?.length).toBeLessThanOrEqual(1024);
  expect(fromOutbound({ kind: 'text', text: `${'a'.repeat(4095)}🙂` }, true)).toEqual([
    text('a'.repeat(4095)),
    text('🙂'),
  ]);
});

test('a form asks its first field, and nothing to say is nothing to send', () => {
  const field = { id: 'about', label: 'What is this about?', type: 'choice' as const, required: true };
  const form = { kind: 'form', formId: 'f', title: 'Before we go on', submitLabel: 'Send' } as const;
  expect(fromOutbound({ ...form, fields: [{ ...field, options: options('Billing', 'Other') }] }, true)).toMatchObject([
    { interactive: { type: 'button', body: { text: '*Before we go on*\n\nWhat is this about?' } } },
  ]);
  expect(fromOutbound({ kind: 'text', text: ' \n ' }, true)).toEqual([]);
});

test('a template goes by its name, with its blanks by number or by name', () => {
  const used = (name: string) => ({ name: 'reminder', language: 'en_US', parameters: [{ name, value: 'Anna' }] });
  const sent = (name: string) => fromOutbound({ kind: 'text', text: 'Hello Anna', template: used(name) }, true);
  const template = { name: 'reminder', language: { code: 'en_US' } };
  const value = { type: 'text', text: 'Anna' };
  expect(sent('1')).toEqual([
    { type: 'template', template: { ...template, components: [{ type: 'body', parameters: [value] }] } },
  ]);
  expect(sent('customer')).toMatchObject([
    { template: { components: [{ parameters: [{ ...value, parameter_name: 'customer' }] }] } },
  ]);
});
