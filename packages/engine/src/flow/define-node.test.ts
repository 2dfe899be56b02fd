import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from './define-node.ts';
import { nextExit } from './node-definition.ts';

const schema = z.object({ text: z.string().max(5), note: z.string().optional(), size: z.number().default(1) });
type Data = z.infer<typeof schema>;

let parses = 0;
const definition = defineNode<Data>({
  type: 'toy',
  group: 'say',
  title: 'Toy',
  description: '',
  icon: 'IconBox',
  schema,
  initial: () => ({ text: '', note: undefined, size: 1 }),
  exits: (data) => {
    parses += 1;
    return data.size > 1 ? [nextExit, { id: 'more', label: 'More' }] : [nextExit];
  },
  answer: () => null,
  templates: (data) => [data.text],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text), note: undefined }),
  preview: (data) => [data.text],
  problems: () => [],
});

describe('defineNode', () => {
  it('describes data as its schema returned it', () => {
    expect(definition.parse({ text: 'a', extra: true })).toMatchObject({
      ok: true,
      node: { data: { text: 'a', size: 1 }, exits: [nextExit], optionLabels: [] },
    });
    const large = definition.parse({ text: 'a', size: 2 });
    expect(large.ok && large.node.exits.map((exit) => exit.id)).toEqual(['next', 'more']);
  });

  it('says where data is wrong', () => {
    expect(definition.parse({ text: 'too long', size: 'x' })).toMatchObject({
      ok: false,
      problems: [
        { severity: 'error', path: 'text' },
        { severity: 'error', path: 'size' },
      ],
    });
  });

  it('hands out plain JSON', () => {
    expect(Object.keys(definition.initial())).toEqual(['text', 'size']);
    const parsed = definition.parse({ text: 'a' });
    expect(parsed.ok && parsed.node.mapTemplates((text) => `${text}!`)).toEqual({ text: 'a!', size: 1 });
  });

  it('looks at the same data once', () => {
    const data = { text: 'a' };
    definition.parse(data);
    const before = parses;
    definition.parse(data);
    expect(parses).toBe(before);
    definition.parse({ ...data });
    expect(parses).toBe(before + 1);
  });

  it('is no entry, final node or form, and waits for nobody, unless it says so', () => {
    expect(definition).toMatchObject({ entry: false, final: false, preHandoffForm: false, waits: false });
  });
});
