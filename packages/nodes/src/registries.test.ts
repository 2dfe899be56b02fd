import { nodeGroups } from '@baton/engine';
import { describe, expect, it } from 'vitest';
import * as definitions from './definitions.ts';
import * as executors from './executors.ts';
import { nodeDefinitions } from './node-definitions.ts';
import { nodeExecutors } from './node-executors.ts';

describe('the registries', () => {
  it('pair each definition with the executor of its type', () => {
    const types = (list: Record<string, { type: string }>) =>
      Object.fromEntries(Object.entries(list).map(([name, each]) => [name, each.type]));
    expect(types(executors)).toEqual(types(definitions));
  });

  it('hold every type once, under its own name', () => {
    expect(Object.keys(nodeDefinitions)).toHaveLength(Object.keys(definitions).length);
    expect(Object.keys(nodeExecutors)).toHaveLength(Object.keys(executors).length);
    expect(Object.keys(nodeDefinitions).toSorted()).toEqual([
      'ai-reply',
      'choice',
      'condition',
      'end',
      'form',
      'handoff',
      'message',
      'pre-handoff-form',
      'question',
      'rating',
      'set-value',
      'start',
      'submit',
    ]);
  });

  it('have just one entry', () => {
    const entries = Object.values(nodeDefinitions).filter((definition) => definition.entry);
    expect(entries.map((definition) => definition.type)).toEqual(['start']);
  });
});

describe.each(Object.values(nodeDefinitions))('$type', (definition) => {
  it('begins with data that its schema accepts', () => {
    expect(definition.parse(definition.initial())).toMatchObject({ ok: true });
  });

  it('refuses data of another shape without a fault', () => {
    for (const data of [
      null,
      undefined,
      'text',
      7,
      [],
      { text: 7, title: 7, rules: 7, value: 7, fields: 7, reason: 7 },
    ]) {
      expect(() => definition.parse(data)).not.toThrow();
    }
    expect(definition.parse(null)).toMatchObject({ ok: false, problems: [{ severity: 'error' }] });
  });

  it('names its exits apart, and has one unless it is final', () => {
    const result = definition.parse(definition.initial());
    const exits = result.ok ? result.node.exits.map((exit) => exit.id) : [];
    expect(new Set(exits).size).toBe(exits.length);
    expect(exits.length > 0).toBe(!definition.final);
  });

  it('has words for the palette', () => {
    expect(definition.title).toMatch(/^(AI|[A-Z][a-z]+)[a-z -]*$/);
    expect(definition.description).not.toMatch(/\.$|^$/);
    expect(definition.icon).toMatch(/^Icon[A-Z]/);
    expect(nodeGroups).toContain(definition.group);
  });

  it('leaves data without templates to map as it is', () => {
    const data = definition.initial();
    const result = definition.parse(data);
    expect(result.ok && result.node.mapTemplates((template) => template)).toEqual(data);
  });

  it('is remembered per data object', () => {
    const data = definition.initial();
    expect(definition.parse(data)).toBe(definition.parse(data));
  });
});
