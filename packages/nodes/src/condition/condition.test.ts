import type { Answer } from '@baton/engine';
import { describe, expect, it } from 'vitest';
import { nodeUnderTest, parsed, problemPaths, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

const answers: Record<string, Answer> = {
  service: value('Haircut'),
  people: value('4'),
  price: value('12,50'),
  other: value('haircut'),
  tricky: value('<<service>>'),
  form: {
    kind: 'fields',
    fields: [
      { id: 'topic', label: 'Topic', value: 'Prices' },
      { id: 'note', label: 'Note', value: '' },
    ],
  },
};
const rule = (answer: string, operator: string, compared = '') => ({ answer, operator, value: compared });
const exitOf = (match: string, ...rules: ReturnType<typeof rule>[]) =>
  nodeUnderTest(executor, { match, rules }, answers).enter().next;

describe('condition', () => {
  it.each<[ReturnType<typeof rule>, boolean]>([
    [rule('service', 'equals', ' haircut '), true],
    [rule('service', 'equals', 'hair'), false],
    [rule('service', 'equals', '<<other>>'), true],
    [rule('nobody', 'equals', 'x'), false],
    [rule('form.topic', 'equals', 'prices'), true],
    [rule('service', 'contains', 'CUT'), true],
    [rule('service', 'contains', 'color'), false],
    [rule('form', 'contains', 'topic: prices'), true],
    // An answer that looks like a reference is only text.
    [rule('tricky', 'equals', 'haircut'), false],
    [rule('service', 'answered'), true],
    [rule('nobody', 'answered'), false],
    [rule('form.note', 'answered'), false],
    [rule('nobody', 'not_answered'), true],
    [rule('service', 'not_answered'), false],
    [rule('people', 'greater', '3'), true],
    [rule('people', 'greater', '4'), false],
    [rule('people', 'greater', '3.9'), true],
    // As numbers, not as texts.
    [rule('people', 'less', '10'), true],
    [rule('price', 'greater', '12.4'), true],
    [rule('price', 'less', '<<people>>'), false],
    [rule('service', 'greater', '1'), false],
    [rule('service', 'less', '1'), false],
    [rule('nobody', 'less', '1'), false],
    [rule('people', 'less', 'many'), false],
  ])('%j is %s', (given, met) => {
    expect(exitOf('all', given)).toEqual({ do: 'leave', exit: String(met) });
  });

  it('needs all of its rules, or any', () => {
    const yes = rule('service', 'answered');
    const no = rule('nobody', 'answered');
    expect(exitOf('all', yes, yes)).toMatchObject({ exit: 'true' });
    expect(exitOf('all', yes, no)).toMatchObject({ exit: 'false' });
    expect(exitOf('any', no, yes)).toMatchObject({ exit: 'true' });
    expect(exitOf('any', no, no)).toMatchObject({ exit: 'false' });
  });

  it('shows its rules as they read', () => {
    const rules = [rule('people', 'greater', '3'), rule('form.note', 'not_answered'), rule('', 'equals')];
    expect(parsed(definition, { match: 'any', rules }).preview).toEqual([
      'people is greater than 3',
      'form.note is not answered',
      '… is …',
    ]);
  });

  it.each<[ReturnType<typeof rule>[], string[]]>([
    [[rule('a', 'equals', 'x'), rule('a.b', 'answered')], []],
    [[], ['rules!']],
    [[rule('', 'answered')], ['rules.0.answer!']],
    [[rule('Not an id', 'answered')], ['rules.0.answer!']],
    [[rule('a', 'equals', ' ')], ['rules.0.value!']],
    [[rule('a', 'greater', 'many')], ['rules.0.value!']],
    [[rule('a', 'less', '1,5'), rule('a', 'less', '<<b>>')], []],
  ])('with %j has the problems %j', (rules, problems) => {
    expect(problemPaths(definition, { match: 'all', rules })).toEqual(problems);
  });

  it('follows a node that is renamed, in its rules and their values', () => {
    const rules = [rule('old', 'equals', '<<old>>'), rule('old.field', 'answered'), rule('', 'answered')];
    const mapped = parsed(definition, { match: 'all', rules }).mapTemplates((each) => each.replace('<<old', '<<new'));
    expect(mapped.rules).toEqual([
      rule('new', 'equals', '<<new>>'),
      rule('new.field', 'answered'),
      rule('', 'answered'),
    ]);
  });

  it('has nothing to fill in where no answer is chosen yet', () => {
    expect(
      parsed(definition, { match: 'all', rules: [rule('', 'equals', 'x'), rule('a', 'answered')] }).templates,
    ).toEqual(['x', '<<a|>>']);
  });
});
