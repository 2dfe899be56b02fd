import { expect, test } from 'vitest';
import { z } from 'zod';
import { filesOf } from './check-files.ts';
import { defineNode } from './define-node.ts';
import { configureSchema, type FlowDocument } from './document.ts';
import { validateFlow } from './validate.ts';

const poster = defineNode<{ file: string }>({
  type: 'poster',
  group: 'say',
  title: 'Poster',
  description: '',
  icon: 'IconPhoto',
  schema: z.object({ file: z.string() }),
  initial: () => ({ file: '' }),
  exits: () => [],
  answer: () => null,
  templates: () => [],
  mapTemplates: (data) => data,
  preview: () => [],
  problems: () => [],
  entry: true,
  files: ({ file }) => [{ id: file, name: 'poster.png', path: 'file' }],
});
const document: FlowDocument = {
  schemaVersion: 1,
  nodes: [{ id: 'welcome', type: 'poster', position: { x: 0, y: 0 }, data: { file: 'f1' } }],
  edges: [],
  configure: configureSchema.parse({}),
};
const problems = (files: ReadonlySet<string> | null) =>
  validateFlow(document, { poster }, [], null, files).filter(({ code }) => code === 'missing_file');

test('a file that is not stored here refuses publishing, at the field that names it', () => {
  expect(filesOf(document, { poster })).toEqual(['f1']);
  expect(problems(new Set(['f2']))).toMatchObject([
    { severity: 'error', nodeId: 'welcome', path: 'file', message: expect.stringContaining('“poster.png”') },
  ]);
});

test('one that is stored is fine, and where that is not known nothing is said', () => {
  expect(problems(new Set(['f1']))).toEqual([]);
  expect(problems(null)).toEqual([]);
});
