import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersAvailableAt } from './answers-at.ts';
import { compileFlow } from './compile.ts';
import { type FlowDocument, flowDocumentSchema } from './document.ts';
import { readFlowDocument } from './import.ts';
import { renameNode } from './rename.ts';
import { type FlowEvent, newRun, runStateSchema } from './run.ts';
import { definitions, executors } from './testing/toy-nodes.ts';
import { transition } from './transition.ts';
import { validateFlow } from './validate.ts';

// Few ids, so that nodes meet, connections hit and miss, and loops form.
const id = fc.constantFrom('start', 'a', 'b', 'c', 'd', 'constructor', 'gone');
const type = fc.constantFrom(...Object.keys(definitions), 'teleport', 'constructor', 'hasOwnProperty');
const words = fc.oneof(
  fc.constantFrom('yes', '<<a>>', '<<b|yes>>', '{{constructor}}', '<<c.topic>>x', '<<a>><<a>>', '<<A>>', ''),
  fc.string(),
);
const flow: fc.Arbitrary<FlowDocument> = fc.record({
  schemaVersion: fc.constant(1 as const),
  nodes: fc.array(
    fc.record({
      id,
      type,
      position: fc.constant({ x: 0, y: 0 }),
      data: fc.oneof(fc.record({ text: words }), fc.dictionary(fc.string(), fc.jsonValue().map(clean))),
    }),
    { maxLength: 8 },
  ),
  edges: fc.array(
    fc.record({ from: id, exit: fc.constantFrom('next', 'yes', 'no', 'failed', 'resolved', 'x'), to: id }),
    { maxLength: 16 },
  ),
  configure: fc
    .record({ humanTakesOver: words, preHandoffForm: fc.option(id), reentryNode: fc.option(id) })
    .map((configure) => flowDocumentSchema.shape.configure.parse(configure)),
});

/** Plain JSON, as everything that was stored. */
function clean(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

describe('any document at all', () => {
  it('is validated, compiled, analysed and renamed without a fault', () => {
    fc.assert(
      fc.property(flow, id, (document, nodeId) => {
        const problems = validateFlow(document, definitions, [{ name: 'Tiny', buttons: 1, textLength: 1 }]);
        for (const problem of problems) expect(problem.message).not.toBe('');
        compileFlow('v1', document, definitions);
        answersAvailableAt(document, definitions, nodeId);
        renameNode(document, definitions, nodeId, 'renamed');
      }),
      { numRuns: 300 },
    );
  });

  it('runs, whatever happens, and a flow without errors never meets a broken node', () => {
    const event: fc.Arbitrary<FlowEvent> = fc.oneof(
      fc.constantFrom<FlowEvent>({ type: 'run.asked_again' }, { type: 'handoff.ended', outcome: 'resolved' }),
      fc.constantFrom('yes', 'wrong', '<<a>>').map(
        (text): FlowEvent => ({
          type: 'customer.message',
          content: { kind: 'text', text },
        }),
      ),
    );
    fc.assert(
      fc.property(flow, fc.array(event, { maxLength: 6 }), (document, events) => {
        const isSound = validateFlow(document, definitions).every((problem) => problem.severity === 'warning');
        const compiled = compileFlow('v1', document, definitions);
        let state = newRun('v1');
        for (const each of [{ type: 'run.started' as const }, ...events]) {
          const moved = transition(compiled, executors, state, each);
          const stored = JSON.parse(JSON.stringify(moved));
          expect(stored).toEqual(moved);
          state = runStateSchema.parse(stored.state);
          const broken = moved.effects.filter(
            (effect) => effect.type === 'run.failed' && effect.code === 'broken_node',
          );
          // Two toys are broken on purpose, whatever their flow.
          const isToy = document.nodes.some((node) => node.type === 'crash' || node.type === 'form');
          if (isSound && !isToy) expect(broken).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read from any JSON without a fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (nodes, configure) => {
        const read = readFlowDocument({ schemaVersion: 1, nodes, edges: [], configure }, definitions);
        if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
