import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, says, taps, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

const options = [
  { id: 'cut', label: 'Haircut' },
  { id: 'color', label: 'Color' },
];
const data = { text: 'Which, <<name>>?', options };
const question = { kind: 'choices', text: 'Which, Ada?', options };
const node = nodeUnderTest(executor, data, { name: value('Ada') });

describe('choice', () => {
  it('offers its options and waits', () => {
    expect(node.enter()).toEqual({ say: [question], next: { do: 'wait', state: null } });
  });

  it.each([taps('color', 'Color'), says('color'), says('2'), says('COL'), says('Color.')])('takes %j', (content) => {
    expect(node.after(content)).toEqual({ answer: value('Color'), took: true, next: { do: 'leave', exit: 'color' } });
  });

  it.each([says('3'), says('c u t'), says('0'), taps('gone', 'Manicure')])(
    'explains and offers again after %j',
    (content) => {
      expect(node.after(content)).toEqual({
        say: [{ kind: 'text', text: 'Please choose one of the options.' }, question],
        refused: true,
        next: { do: 'wait', state: null },
      });
    },
  );

  it('explains and offers in the flow’s language', () => {
    expect(nodeUnderTest(executor, data, {}, 'es').after(says('x')).say).toMatchObject([
      { text: 'Elija una de las opciones, por favor.' },
      { kind: 'choices', language: 'es' },
    ]);
  });

  it('explains in the owner’s words where there are some', () => {
    expect(nodeUnderTest(executor, { ...data, errorText: 'Tap one' }).after(says('x')).say?.[0]).toEqual({
      kind: 'text',
      text: 'Tap one',
    });
  });

  it('never offers an option without a name, nor waits where there is none', () => {
    const blank = { id: 'x', label: ' ' };
    expect(nodeUnderTest(executor, { ...data, options: [...options, blank] }).enter().say).toMatchObject([{ options }]);
    expect(nodeUnderTest(executor, { ...data, options: [blank] }).enter()).toEqual({ next: { do: 'finish' } });
  });

  it('has an exit for each option, whose id outlives its label', () => {
    expect(parsed(definition, data).exits).toEqual([
      { id: 'cut', label: 'Haircut' },
      { id: 'color', label: 'Color' },
    ]);
  });

  it.each<[typeof options, string[]]>([
    [options, []],
    [[], ['options!']],
    [[{ id: 'a', label: '' }], ['options.0!']],
    [
      [
        { id: 'a', label: 'Yes' },
        { id: 'b', label: ' yes ' },
      ],
      ['options.1!'],
    ],
    [
      [
        { id: 'a', label: 'Yes' },
        { id: 'a', label: 'No' },
      ],
      ['options.1!'],
    ],
  ])('with %j has the problems %j', (given, problems) => {
    expect(problemPaths(definition, { ...data, options: given })).toEqual(problems);
  });

  it('maps its templates', () => expectTemplatesMapped(definition, { ...data, text: '<<old>>', errorText: '<<old>>' }));
});
