import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, problemPaths, says, taps, value } from '../testing/run-node.ts';
import { definition, ratingOptions } from './definition.ts';
import { executor } from './executor.ts';

const node = nodeUnderTest(executor, { text: 'How was <<service>>?' }, { service: value('it') });
const question = { kind: 'choices', text: 'How was it?', options: ratingOptions };

describe('rating', () => {
  it('offers one to five stars and waits', () => {
    expect(ratingOptions.map((option) => option.label)).toEqual(['★ 1', '★★ 2', '★★★ 3', '★★★★ 4', '★★★★★ 5']);
    expect(node.enter()).toEqual({ say: [question], next: { do: 'wait', state: null } });
  });

  it.each([
    [taps('4', '★★★★ 4'), '4'],
    [taps('2', ''), '2'],
    [says('1'), '1'],
    [says(' 5 '), '5'],
    [says('★★★'), '3'],
    [says('⭐️⭐️'), '2'],
    [says('★★ 2'), '2'],
    [says('3 stars'), '3'],
    [says('1 star'), '1'],
    [says('4★'), '4'],
  ])('takes %j', (content, rating) => {
    expect(node.after(content)).toEqual({ answer: value(rating), next: { do: 'continue' } });
  });

  it.each(['-3', '0', '', ' ', '2.7', '2,5', '6', '10', '+3', '3/5', '3 4', '★★★★★★', 'five', 'NaN', '1e0', '٣'])(
    'refuses %j',
    (text) => {
      expect(node.after({ kind: 'text', text })).toEqual({
        say: [{ kind: 'text', text: 'Please give a whole number from 1 to 5.' }, question],
        refused: true,
        next: { do: 'wait', state: null },
      });
    },
  );

  it.each([
    taps('3', 'Something else'),
    taps('7', ''),
    { kind: 'form_answer' as const, formId: 'f', values: { a: '3' } },
  ])('refuses %j of another question', (content) => {
    expect(node.after(content).next.do).toBe('wait');
  });

  it('explains in the owner’s words where there are some', () => {
    expect(nodeUnderTest(executor, { text: 'Stars?', errorText: 'One to five' }).after(says('9')).say?.[0]).toEqual({
      kind: 'text',
      text: 'One to five',
    });
  });

  it('has a problem without a text, and maps its templates', () => {
    expect(problemPaths(definition, { text: '' })).toEqual(['text!']);
    expectTemplatesMapped(definition, { text: '<<old>>', errorText: '<<old>>' });
  });
});
