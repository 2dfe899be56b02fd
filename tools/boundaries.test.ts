import { beforeAll, expect, test } from 'vitest';
import { cruiseTree, type Tree } from './testing/cruise.ts';

const libraries = ['zod', 'react', 'express', 'pg', '@prisma/client', '@mantine/core', '@orpc/contract', 'grammy'];

/** What must be caught: the rule, the file, what it imports. One imagined repository holds them all. */
const forbidden: [rule: string, file: string, imports: string][] = [
  ['engine-zod-only', 'packages/engine/src/clock.ts', 'express'],
  ['engine-zod-only', 'packages/engine/src/peek.ts', '@baton/nodes/definitions'],
  ['engine-zod-only', 'packages/engine/src/disk.ts', 'node:fs'],
  ['contracts', 'packages/contracts/src/flows.ts', '@baton/nodes/executors'],
  ['contracts', 'packages/contracts/src/channels.ts', '@baton/channels/adapters'],
  ['chat-ui-no-app-code', 'packages/chat-ui/src/themed.tsx', '@baton/ui'],
  ['chat-ui-engine-types', 'packages/chat-ui/src/thread.tsx', '@baton/engine'],
  ['markdown', 'packages/markdown/src/draw.ts', 'react'],
  ['hours', 'packages/hours/src/holidays.ts', 'express'],
  ['hours', 'packages/hours/src/shown.ts', '@baton/contracts'],
  ['ui-base', 'packages/ui/src/bubble.tsx', '@baton/chat-ui'],
  ['testing', 'packages/testing/src/render.ts', '@baton/ui'],
  ['package-no-app', 'packages/ui/src/routes.ts', '../../../apps/inbox/src/main.tsx'],
  ['node-definition', 'packages/nodes/src/delay/definition.ts', './executor.ts'],
  ['node-definition', 'packages/nodes/src/jump/definition.ts', 'react'],
  ['node-executor', 'packages/nodes/src/delay/executor.ts', './editor.tsx'],
  ['node-executor', 'packages/nodes/src/jump/executor.ts', 'express'],
  ['node-editor', 'packages/nodes/src/jump/editor.tsx', './executor.ts'],
  ['node-editor', 'packages/nodes/src/delay/editor.tsx', '@baton/contracts'],
  ['node-type-alone', 'packages/nodes/src/jump/helper.ts', '../delay/definition.ts'],
  ['node-helper', 'packages/nodes/src/label.ts', 'react'],
  ['node-helper', 'packages/nodes/src/lookup.ts', './definitions.ts'],
  ['node-editor-helper', 'packages/nodes/src/fields.tsx', '@baton/engine'],
  ['node-definition', 'packages/nodes/src/sleep/definition.ts', '../panel.tsx'],
  ['node-definitions-registry', 'packages/nodes/src/node-definitions.ts', './delay/editor.tsx'],
  ['node-definitions-registry', 'packages/nodes/src/definitions.ts', './delay/executor.ts'],
  ['node-executors-registry', 'packages/nodes/src/executors.ts', './delay/editor.tsx'],
  ['node-editors-registry', 'packages/nodes/src/editors.ts', './delay/executor.ts'],
  ['channel-definition', 'packages/channels/src/pigeon/definition.ts', './adapter.ts'],
  ['channel-adapter', 'packages/channels/src/pigeon/adapter.ts', '@baton/nodes/definitions'],
  ['channel-alone', 'packages/channels/src/owl/adapter.ts', '../pigeon/definition.ts'],
  ['channel-definitions-registry', 'packages/channels/src/definitions.ts', './pigeon/adapter.ts'],
  ['channel-adapters-registry', 'packages/channels/src/adapters.ts', './pigeon/definition.ts'],
  ['app-alone', 'apps/inbox/src/canvas.tsx', '../../builder/src/main.tsx'],
  ['feature-alone', 'apps/inbox/src/features/thread/list.tsx', '../composer/composer.tsx'],
  ['builder', 'apps/builder/src/run.ts', '@baton/nodes/executors'],
  ['builder', 'apps/builder/src/send.ts', '@baton/channels/adapters'],
  ['inbox', 'apps/inbox/src/inspect.tsx', '@baton/nodes/editors'],
  ['inbox', 'apps/inbox/src/send.ts', '@baton/channels/adapters'],
  ['widget', 'apps/widget/src/theme.ts', '@baton/ui'],
  ['widget-types-only', 'apps/widget/src/api.ts', '@baton/contracts'],
  ['browser-no-node', 'apps/widget/src/path.ts', 'node:path'],
  ['browser-no-node', 'packages/ui/src/path.ts', 'node:path'],
  ['runtime', 'apps/runtime/src/http/inspect.ts', '@baton/nodes/editors'],
  ['runtime', 'apps/runtime/src/http/page.ts', '@baton/ui'],
  ['runtime', 'apps/runtime/src/http/fake.ts', '@baton/testing'],
  ['database-in-db-only', 'apps/runtime/src/http/query.ts', 'pg'],
  ['database-in-db-only', 'apps/runtime/src/http/rows.ts', '../db/generated/client.ts'],
  ['database-in-db-only', 'apps/runtime/src/effects/rows.ts', '@prisma/client'],
  ['no-cycles', 'packages/engine/src/egg.ts', './hen.ts'],
  ['resolvable', 'apps/builder/src/deep.ts', '@baton/nodes/delay/executor'],
  ['by-package-name', 'apps/runtime/src/http/deep.ts', '../../../../packages/engine/src/index.ts'],
];

/** What must stay allowed, so that a rule which forbids everything is noticed too. */
const allowed: [file: string, imports: string][] = [
  ['packages/engine/src/schema.ts', 'zod'],
  ['packages/contracts/src/ok.ts', '@baton/nodes/definitions'],
  ['packages/nodes/src/rest/definition.ts', '@baton/engine'],
  ['packages/nodes/src/rest/executor.ts', './definition.ts'],
  ['packages/nodes/src/rest/editor.tsx', '@mantine/core'],
  ['packages/nodes/src/walk/editor.tsx', '@baton/ui'],
  ['packages/nodes/src/climb/editor.tsx', '../panel.tsx'],
  ['packages/nodes/src/panel.tsx', '@mantine/core'],
  ['packages/nodes/src/node-executors.ts', './delay/executor.ts'],
  ['packages/channels/src/raven/definition.ts', 'zod'],
  ['packages/channels/src/raven/adapter.ts', 'grammy'],
  ['packages/hours/src/ok.ts', '@baton/engine'],
  ['packages/ui/src/preview.tsx', '@baton/hours'],
  ['apps/builder/src/inspector.tsx', '@baton/nodes/editors'],
  ['apps/inbox/src/app/routes.tsx', '../features/composer/composer.tsx'],
  ['apps/runtime/src/conversations/turn.ts', '@baton/nodes/executors'],
  ['apps/runtime/src/channels/supervise.ts', '@baton/channels/adapters'],
  ['apps/runtime/src/db/pool.ts', 'pg'],
  ['apps/runtime/src/http/read.ts', '../db/pool.ts'],
  ['apps/runtime/src/http/read.test.ts', '@baton/testing'],
];

const tree: Tree = {
  'packages/engine/src/hen.ts': "import './egg.ts';\n",
  'packages/chat-ui/src/types.ts': "export type { Json } from '@baton/engine';\n",
  'apps/widget/src/types.ts': "import type { Api } from '@baton/contracts';\nexport type X = Api;\n",
  'apps/runtime/src/db/generated/client.ts': 'export {};\n',
  'packages/nodes/src/delay/definition.ts': '',
  'packages/nodes/src/delay/executor.ts': '',
  'packages/nodes/src/delay/editor.tsx': '',
  'packages/nodes/src/jump/executor.ts': '',
  'packages/channels/src/pigeon/definition.ts': '',
  'packages/channels/src/pigeon/adapter.ts': '',
  'apps/builder/src/main.tsx': '',
  'apps/inbox/src/main.tsx': '',
  'apps/inbox/src/features/composer/composer.tsx': '',
};
for (const [, file, imports] of forbidden) tree[file] = `import '${imports}';\n`;
for (const [file, imports] of allowed) tree[file] = `import '${imports}';\n`;

let caught: { rule: string; from: string }[] = [];
beforeAll(async () => {
  const summary = await cruiseTree(tree, libraries);
  expect(summary.totalCruised).toBeGreaterThan(forbidden.length);
  caught = summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
});

test.each(forbidden)('%s: %s may not import %s', (rule, from) => {
  expect(caught).toContainEqual({ rule, from });
});

test('nothing else is forbidden', () => {
  const wrong = new Set(forbidden.map(([, file]) => file));
  expect(caught.filter(({ from }) => !wrong.has(from))).toEqual([]);
});
