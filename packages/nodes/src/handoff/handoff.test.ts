import { handoffOutcomes } from '@baton/engine';
import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, says, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

const node = nodeUnderTest(executor, { reason: 'About <<topic>> ', team: 'sales' }, { topic: value('Prices') });

describe('handoff', () => {
  it('asks for a person, says nothing itself, and waits', () => {
    expect(node.enter()).toEqual({
      effects: [{ type: 'handoff.request', reason: 'About Prices', team: 'sales' }],
      next: { do: 'wait', state: null },
    });
  });

  it('waits on, whatever the customer writes', () => {
    expect(node.after(says('Hello?'))).toEqual({ next: { do: 'wait', state: null } });
  });

  it.each(handoffOutcomes)('leaves by %s', (outcome) => {
    expect(node.after({ type: 'handoff.ended', outcome })).toEqual({ next: { do: 'leave', exit: outcome } });
  });

  it('must be connected where it was resolved, and may be elsewhere', () => {
    const { exits } = parsed(definition, { reason: '' });
    expect(exits.map((exit) => [exit.id, exit.optional ?? false])).toEqual([
      ['resolved', false],
      ['no_one_available', true],
      ['outside_hours', true],
      ['customer_left', true],
    ]);
  });

  it('names the team it asks, if any', () => {
    expect(parsed(definition, { reason: 'x', team: 'sales' }).teams).toEqual([{ id: 'sales', path: 'team' }]);
    expect(parsed(definition, { reason: 'x' }).teams).toEqual([]);
  });

  it('wants a reason, and maps its template', () => {
    expect(problemPaths(definition, { reason: '' })).toEqual(['reason?']);
    expectTemplatesMapped(definition, { reason: '<<old>>' });
  });
});
