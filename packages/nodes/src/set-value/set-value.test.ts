import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, problemPaths, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

describe('set-value', () => {
  it('keeps its text, filled in once', () => {
    const answers = { first: value('Ada'), last: value('<<first>>') };
    expect(nodeUnderTest(executor, { value: '<<first>> <<last>>' }, answers).enter()).toEqual({
      answer: value('Ada <<first>>'),
      next: { do: 'continue' },
    });
  });

  it('can not grow without end', () => {
    const answers = { long: value('x'.repeat(4000)) };
    expect(nodeUnderTest(executor, { value: '<<long>><<long>>' }, answers).enter().answer).toEqual(
      value('x'.repeat(4000)),
    );
  });

  it('has a problem without a value, and maps its template', () => {
    expect(problemPaths(definition, { value: '' })).toEqual(['value!']);
    expectTemplatesMapped(definition, { value: '<<old>>!' });
  });
});
