import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineExecutor } from './define-executor.ts';
import type { NodeContext } from './executor.ts';

const executor = defineExecutor<{ text: string }>({
  type: 'toy',
  schema: z.object({ text: z.string().default('by default') }),
  enter: ({ data, fill }) => ({ say: [{ kind: 'text', text: fill(data.text) }], next: { do: 'continue' } }),
});

const context = (data: unknown): NodeContext<unknown> => ({
  nodeId: 'a',
  data,
  answers: {},
  said: null,
  language: 'en',
  fill: (template) => `${template}!`,
});

describe('defineExecutor', () => {
  it('gives the executor its parsed data', () => {
    expect(executor.enter(context({})).say).toEqual([{ kind: 'text', text: 'by default!' }]);
  });

  it('throws for data that its schema refuses', () => {
    expect(() => executor.enter(context({ text: 7 }))).toThrow();
    expect(() => executor.enter(context(null))).toThrow();
  });

  it('lets a node that does not say what wakes it rest on', () => {
    const ended = { type: 'handoff.ended' as const, outcome: 'resolved' as const };
    expect(executor.resume(context({}), ended, { since: 1 })).toEqual({ next: { do: 'wait', state: { since: 1 } } });
  });
});
