import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, problemPaths, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

describe('message', () => {
  it('says its text with the answers in it, and goes on', () => {
    expect(nodeUnderTest(executor, { text: 'Hi <<name>>' }, { name: value('Ada') }).enter()).toEqual({
      say: [{ kind: 'text', text: 'Hi Ada' }],
      next: { do: 'continue' },
    });
  });

  it.each([
    ['Hello', []],
    ['', ['text!']],
    [' \n', ['text!']],
  ])('with text %j has the problems %j', (text, problems) => {
    expect(problemPaths(definition, { text })).toEqual(problems);
  });

  it('maps its templates', () => expectTemplatesMapped(definition, { text: 'Hi <<old>>' }));
});
