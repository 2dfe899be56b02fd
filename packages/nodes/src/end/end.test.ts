import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

describe('end', () => {
  it('says its last word and finishes', () => {
    expect(nodeUnderTest(executor, { text: 'Bye <<name>>' }, { name: value('Ada') }).enter()).toEqual({
      say: [{ kind: 'text', text: 'Bye Ada' }],
      next: { do: 'finish' },
    });
  });

  it('is final, with no way on and no problem without a word', () => {
    expect(definition.final).toBe(true);
    expect(parsed(definition, {})).toMatchObject({ exits: [], problems: [], data: { text: '' } });
    expectTemplatesMapped(definition, { text: '<<old>>' });
  });
});
