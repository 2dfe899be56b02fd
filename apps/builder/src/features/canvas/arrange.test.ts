import { configureSchema, type FlowDocument } from '@baton/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';

function documentOf(count: number, edges: [number, number][]): FlowDocument {
  return {
    schemaVersion: 1,
    nodes: Array.from({ length: count }, (_, at) => ({
      id: `n${at}`,
      type: 'message',
      position: { x: 0, y: 0 },
      data: {},
    })),
    edges: edges.map(([from, to], at) => ({ from: `n${from}`, exit: `e${at}`, to: `n${to}` })),
    configure: configureSchema.parse({}),
  };
}

describe('arrange', () => {
  it('puts what follows to the right', () => {
    const places = arrange(
      documentOf(3, [
        [0, 1],
        [1, 2],
        [2, 0],
        [0, 2],
      ]),
      new Map(),
    );
    // Every node of a ring has something before it: it still gets a place.
    expect(places.size).toBe(3);
    const line = arrange(
      documentOf(3, [
        [0, 1],
        [1, 2],
      ]),
      new Map(),
    );
    expect([0, 1, 2].map((at) => line.get(`n${at}`)?.x)).toEqual([0, 360, 720]);
  });

  it('gives every node a place of its own, whatever the flow looks like', () => {
    const pair = fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (edges) => {
        const places = [...arrange(documentOf(12, edges), new Map()).values()];
        expect(places).toHaveLength(12);
        for (const [index, one] of places.entries()) {
          for (const other of places.slice(index + 1)) {
            expect(Math.abs(one.x - other.x) >= 260 || Math.abs(one.y - other.y) >= 140).toBe(true);
          }
        }
      }),
    );
  });
});
