import { describe, expect, it } from 'vitest';
import { nodeUnderTest } from '../testing/run-node.ts';
import { executor } from './executor.ts';

describe('start', () => {
  it('says nothing and goes on', () => {
    expect(nodeUnderTest(executor, {}).enter()).toEqual({ next: { do: 'continue' } });
  });
});
