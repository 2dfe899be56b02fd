import { type ChoiceOption, matchOption, type OutboundContent } from '@baton/engine';
import { expect, test } from 'vitest';
import { fromOutbound } from './from-outbound.ts';

const options: ChoiceOption[] = ['Haircut', 'Colour (long)', 'Colour (short)', '🙋 A person'].map((label, index) => ({
  id: `o${index}`,
  label,
}));
const list = '1. Haircut\n2. Colour (long)\n3. Colour (short)\n4. 🙋 A person';

test.each<[string, OutboundContent]>([
  ['a question', { kind: 'choices', text: 'Which?', options }],
  [
    'a field of a form',
    {
      kind: 'form',
      formId: 'f',
      title: '',
      fields: [{ id: 'service', label: 'Which?', type: 'choice', required: true, options }],
      submitLabel: '',
    },
  ],
])('%s is numbered, however few its choices are', (_title, content) => {
  expect(fromOutbound(content)).toEqual([{ kind: 'text', text: `Which?\n\n${list}` }]);
});

test('each choice is answered by its number, its label, and a beginning that only it has', () => {
  const answered = (text: string) => matchOption(options, { kind: 'text', text })?.label ?? null;
  const lines = list.split('\n');
  expect(lines).toHaveLength(options.length);
  for (const line of lines) {
    const [number = '', label = ''] = line.split(/\. (.*)/s);
    expect([answered(number), answered(label), answered(label.toLowerCase())]).toEqual([label, label, label]);
  }
  expect(['hair', 'colour (s', 'a p'].map(answered)).toEqual(['Haircut', 'Colour (short)', '🙋 A person']);
  expect(['colour', '5', 'something else'].map(answered)).toEqual([null, null, null]);
});
