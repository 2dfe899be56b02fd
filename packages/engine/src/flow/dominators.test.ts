import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominators } from './dominators.ts';

/** What dominance means, told the slow way: without the gate, the node can't be reached any more. */
function reaches(successors: number[][], node: number, without: number | null): boolean {
  const reached = new Set(without === 0 ? [] : [0]);
  for (const each of reached) for (const next of successors[each] ?? []) if (next !== without) reached.add(next);
  return reached.has(node);
}

const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }));

describe('dominators', () => {
  it.each<[number[][], number, number, boolean]>([
    // 0 → 1 → 2
    [[[1], [2], []], 1, 2, true],
    [[[1], [2], []], 2, 1, false],
    [[[1], [2], []], 2, 2, true],
    // 0 → 1 | 2 → 3
    [[[1, 2], [3], [3], []], 1, 3, false],
    [[[1, 2], [3], [3], []], 0, 3, true],
    // A loop back does not take anything away.
    [[[1], [2], [1, 3], []], 2, 3, true],
    // 3 is out of reach.
    [[[1], [], [], [1]], 3, 1, false],
    [[[1], [], [], [1]], 0, 3, false],
    [[[]], 7, -1, false],
  ])('in %j, %i before %i: %s', (successors, gate, node, expected) => {
    expect(dominators(successors)(gate, node)).toBe(expected);
  });

  it('agrees with what dominance means, in any graph', () => {
    fc.assert(
      fc.property(graph, (successors) => {
        const dominates = dominators(successors);
        for (const gate of successors.keys()) {
          for (const node of successors.keys()) {
            const expected = reaches(successors, node, null) && !reaches(successors, node, gate);
            expect(dominates(gate, node), `${gate} before ${node}`).toBe(expected);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
