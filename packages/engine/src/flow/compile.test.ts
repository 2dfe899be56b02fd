import { describe, expect, it } from 'vitest';
import { compileFlow } from './compile.ts';
import { definitions, flowOf } from './testing/toy-nodes.ts';

describe('compileFlow', () => {
  const flow = compileFlow(
    'v7',
    flowOf(
      'preferred-date: ask When?',
      'fork: branch',
      'start -> preferred-date',
      'preferred-date -> fork',
      'fork.yes -> start',
    ),
    definitions,
  );

  it('knows the version, the start and the ways', () => {
    expect(flow).toMatchObject({ versionId: 'v7', startId: 'start' });
    expect(flow.nodes.get('preferred-date')?.exits).toEqual(new Map([['next', 'fork']]));
    expect(flow.nodes.get('fork')?.exits).toEqual(new Map([['yes', 'start']]));
  });

  it('names what each node asks', () => {
    expect(flow.labels.get('preferred-date')).toBe('Preferred date');
  });

  it('fills in what the schema has as defaults', () => {
    const document = flowOf();
    const bare = { ...document, nodes: [{ id: 'a', type: 'say', position: { x: 0, y: 0 }, data: {} }] };
    expect(compileFlow('v1', bare, definitions).nodes.get('a')?.data).toEqual({ text: '' });
  });

  it('takes the first of two nodes with one id, of two starts and of two connections of one exit', () => {
    const document = flowOf('a: say first', 'a: say second', 'b: start', 'start -> a', 'start -> b');
    const doubled = compileFlow('v1', document, definitions);
    expect(doubled.startId).toBe('start');
    expect(doubled.nodes.get('a')?.data).toEqual({ text: 'first' });
    expect(doubled.nodes.get('start')?.exits.get('next')).toBe('a');
  });

  it('drops connections of exits that a node does not have', () => {
    expect(compileFlow('v1', flowOf('a: say', 'a.left -> start'), definitions).nodes.get('a')?.exits.size).toBe(0);
  });

  it('says why a node is broken instead of throwing', () => {
    const broken = compileFlow('v1', flowOf('a: teleport'), definitions).nodes.get('a');
    expect(broken?.broken).toBe('The node “a” is of an unknown type, “teleport”.');
  });
});
