import { describe, expect, it } from 'vitest';
import { nodeIdSchema } from './document.ts';
import { freeNodeId, labelOfNode } from './node-id.ts';

describe('labelOfNode', () => {
  it.each([
    ['preferred-date', 'Preferred date'],
    ['name', 'Name'],
    ['2nd-choice', '2nd choice'],
  ])('%s reads %s', (id, label) => {
    expect(labelOfNode(id)).toBe(label);
  });
});

describe('freeNodeId', () => {
  it.each([
    ['Preferred date?', [], 'preferred-date'],
    ['  Größe & Ort ', [], 'gro-e-ort'],
    ['Éléonore', [], 'e-le-onore'],
    ['日本', [], 'node'],
    ['', [], 'node'],
    ['question', ['question'], 'question-2'],
    ['question', ['question', 'question-2', 'question-4'], 'question-3'],
    ['x'.repeat(200), ['x'.repeat(58)], `${'x'.repeat(58)}-2`],
    [`${'x'.repeat(57)} y`, [], 'x'.repeat(57)],
  ])('%j beside %j is %j', (wish, taken, id) => {
    expect(freeNodeId(wish, new Set(taken))).toBe(id);
    expect(nodeIdSchema.safeParse(id).success).toBe(true);
  });
});
