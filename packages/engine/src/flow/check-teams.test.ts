import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from './define-node.ts';
import { configureSchema, type FlowDocument } from './document.ts';
import { validateFlow } from './validate.ts';

const desk = defineNode<{ team: string }>({
  type: 'desk',
  group: 'people',
  title: 'Desk',
  description: '',
  icon: 'IconHeadset',
  schema: z.object({ team: z.string() }),
  initial: () => ({ team: '' }),
  exits: () => [],
  answer: () => null,
  templates: () => [],
  mapTemplates: (data) => data,
  preview: () => [],
  problems: () => [],
  entry: true,
  teams: ({ team }) => [{ id: team, path: 'team' }],
});
const document: FlowDocument = {
  schemaVersion: 1,
  nodes: [{ id: 'sales-desk', type: 'desk', position: { x: 0, y: 0 }, data: { team: 'sales' } }],
  edges: [],
  configure: configureSchema.parse({}),
};
const problems = (teams: { id: string; name: string }[] | null) =>
  validateFlow(document, { desk }, [], teams).filter(({ code }) => code === 'unknown_team');

test('a team that does not exist refuses publishing, at the field that names it', () => {
  expect(problems([{ id: 'support', name: 'Support' }])).toMatchObject([
    { severity: 'error', nodeId: 'sales-desk', path: 'team', message: expect.stringContaining('“sales-desk”') },
  ]);
});

test('one that does is fine, and where teams are not known nothing is said about them', () => {
  expect(problems([{ id: 'sales', name: 'Sales' }])).toEqual([]);
  expect(problems(null)).toEqual([]);
});
