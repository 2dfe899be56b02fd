import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

describe('submit', () => {
  it.each(['default', 'review', 'done'])('submits under its title, with review “%s”', (review) => {
    const node = nodeUnderTest(executor, { title: 'Booking of <<name>> ', review }, { name: value('Ada') });
    expect(node.enter()).toEqual({
      effects: [{ type: 'submit', title: 'Booking of Ada', review }],
      next: { do: 'continue' },
    });
  });

  it('leaves review to Configure unless it says otherwise', () => {
    expect(parsed(definition, { title: 'Booking' }).preview).toEqual(['Booking', 'Review as set in Configure']);
  });

  it('has a problem without a title, and maps its template', () => {
    expect(problemPaths(definition, { title: ' ' })).toEqual(['title!']);
    expectTemplatesMapped(definition, { title: '<<old>>', review: 'done' });
  });
});
