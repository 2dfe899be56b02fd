// Who may import whom: the page "Who may import whom" of the architecture, as rules. Most are allow-lists:
// a part may import itself and what is named here, nothing else. tools/boundaries.test.ts proves that each bites.

const tests = '\\.(test|spec)\\.tsx?$';
const engine = '^packages/engine/src/';
const contracts = '^packages/contracts/src/';
const hours = '^packages/hours/src/';
const ui = '^packages/ui/src/';
const chatUi = '^packages/chat-ui/src/';
const markdown = '^packages/markdown/src/';
// A registry is a list, one line per type, and the module that makes it a table.
const nodeDefinitionLists = '^packages/nodes/src/(node-)?definitions\\.ts$';
const nodeExecutorLists = '^packages/nodes/src/(node-)?executors\\.ts$';
const nodeEditorLists = '^packages/nodes/src/(node-)?editors\\.ts$';
const channelDefinitionLists = '^packages/channels/src/(channel-)?definitions\\.ts$';
const channelAdapterLists = '^packages/channels/src/(channel-)?adapters\\.ts$';
// What other packages can reach of them: the entries of their package.json.
const nodeDefinitions = '^packages/nodes/src/((node-)?definitions|sample-flow)\\.ts$';
const nodeExecutors = '^packages/nodes/src/(node-)?executors\\.ts$';
const nodeEditors = '^packages/nodes/src/(node-)?editors\\.ts$';
const channelDefinitions = '^packages/channels/src/(channel-)?definitions\\.ts$';
const channelAdapters = '^packages/channels/src/((channel-)?adapters|channel-adapter)\\.ts$';
/** A bot as staff use it: for the runtime's operators alone. */
const telegramStaff = '^packages/channels/src/telegram/staff\\.ts$';
// Helpers beside the registries serve every type and know none. Those in .tsx are for editors.
const nodeHelpers = '^packages/nodes/src/(?!(node-)?(definitions|executors|editors)|sample-flow)[^/]+\\.ts$';
const nodeEditorHelpers = '^packages/nodes/src/[^/]+\\.tsx$';
const channelHelpers = '^packages/channels/src/(?!(channel-)?(definitions|adapters))[^/]+\\.ts$';

const library = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const mantine = '@mantine/[^/]+';
const editorLibraries = library(mantine, '@tabler/icons-react', 'react', '@types/react');

/** `from` may import only what matches one of `allowed`. */
function only(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { pathNot: allowed },
  };
}

/** `from` may never import `to`. */
function never(name, comment, from, to) {
  return {
    name,
    comment,
    severity: 'error',
    from: typeof from === 'string' ? { path: from } : from,
    to: typeof to === 'string' ? { path: to } : to,
  };
}

const packages = [
  only('engine-zod-only', 'The engine is pure: it imports zod and nothing else.', engine, [engine, library('zod')]),
  only('contracts', 'Contracts describe what others share: engine and definitions only.', contracts, [
    contracts,
    engine,
    nodeDefinitions,
    channelDefinitions,
    library('zod', '@orpc/contract'),
  ]),
  never('chat-ui-no-app-code', 'chat-ui is plain React, shared by inbox, widget and simulator.', chatUi, {
    path: '^(packages|apps)/',
    pathNot: [chatUi, engine, markdown],
  }),
  never(
    'chat-ui-engine-types',
    'chat-ui takes only types from the engine.',
    { path: chatUi, pathNot: tests },
    {
      path: engine,
      dependencyTypesNot: ['type-only'],
    },
  ),
  only('markdown', 'The Markdown of messages is parsed for screens and channels alike: it imports nothing.', markdown, [
    markdown,
  ]),
  only('hours', 'Working hours are worked out for the runtime and for screens alike: as pure as the engine.', hours, [
    hours,
    engine,
    library('temporal-polyfill', 'temporal-spec'),
  ]),
  never('ui-base', 'ui is the base of the staff apps: contracts and hours at most.', ui, {
    path: '^(packages|apps)/',
    pathNot: [ui, contracts, hours],
  }),
  never('testing', 'testing serves the engine, nodes and channels; it knows no app.', '^packages/testing/', {
    path: '^(packages|apps)/',
    pathNot: [
      '^packages/testing/',
      engine,
      nodeDefinitions,
      nodeExecutors,
      channelDefinitions,
      channelAdapters,
      contracts,
    ],
  }),
  never('package-no-app', 'A package never imports an app.', '^packages/', '^apps/'),
];

const nodes = [
  only(
    'node-definition',
    'A definition imports the engine and zod: browsers and the runtime both load it.',
    '^packages/nodes/src/([^/]+)/definition\\.ts$',
    ['^packages/nodes/src/$1/(?!executor|editor)', nodeHelpers, engine, library('zod')],
  ),
  only(
    'node-executor',
    'An executor imports its definition and the engine.',
    '^packages/nodes/src/([^/]+)/executor\\.ts$',
    ['^packages/nodes/src/$1/(?!editor)', nodeHelpers, engine, library('zod')],
  ),
  only(
    'node-editor',
    'An editor imports its definition, ui, Mantine and React.',
    '^packages/nodes/src/([^/]+)/editor\\.tsx$',
    ['^packages/nodes/src/$1/(?!executor)', nodeHelpers, nodeEditorHelpers, ui, editorLibraries],
  ),
  never(
    'node-type-alone',
    'A node type never imports another: share through the engine or ui.',
    { path: '^packages/nodes/src/([^/]+)/' },
    { path: '^packages/nodes/src/[^/]+/', pathNot: '^packages/nodes/src/($1|testing)/' },
  ),
  only('node-helper', 'A helper of definitions and executors is as pure as they are.', nodeHelpers, [
    nodeHelpers,
    engine,
    library('zod'),
  ]),
  only('node-editor-helper', 'A helper of editors imports what an editor may.', nodeEditorHelpers, [
    nodeHelpers,
    nodeEditorHelpers,
    ui,
    editorLibraries,
  ]),
  only('node-definitions-registry', 'This registry lists definitions.', nodeDefinitionLists, [
    '^packages/nodes/src/[^/]+/definition\\.ts$',
    nodeDefinitionLists,
    nodeHelpers,
    engine,
  ]),
  only('node-executors-registry', 'This registry lists executors.', nodeExecutorLists, [
    '^packages/nodes/src/[^/]+/executor\\.ts$',
    nodeExecutorLists,
    nodeDefinitionLists,
    nodeHelpers,
    engine,
  ]),
  only('node-editors-registry', 'This registry lists editors.', nodeEditorLists, [
    '^packages/nodes/src/[^/]+/editor\\.tsx$',
    nodeEditorLists,
    nodeDefinitionLists,
    nodeHelpers,
    nodeEditorHelpers,
    library('react', '@types/react'),
  ]),
];

const channels = [
  only(
    'channel-definition',
    'A channel definition imports the engine and zod: browsers load it.',
    '^packages/channels/src/([^/]+)/definition\\.ts$',
    ['^packages/channels/src/$1/(?!adapter|to-inbound|from-outbound)', channelHelpers, engine, library('zod')],
  ),
  never(
    'channel-adapter',
    "An adapter imports definitions, the engine and its channel's library.",
    { path: '^packages/channels/src/', pathNot: [tests, '/testing/'] },
    { path: '^(packages|apps)/', pathNot: ['^packages/channels/src/', engine, markdown] },
  ),
  never(
    'channel-alone',
    'A channel never imports another.',
    { path: '^packages/channels/src/([^/]+)/' },
    { path: '^packages/channels/src/[^/]+/', pathNot: '^packages/channels/src/($1|testing)/' },
  ),
  only('channel-definitions-registry', 'This registry lists channel definitions.', channelDefinitionLists, [
    '^packages/channels/src/[^/]+/definition\\.ts$',
    channelDefinitionLists,
    channelHelpers,
    engine,
  ]),
  only('channel-adapters-registry', 'This registry lists channel adapters.', channelAdapterLists, [
    '^packages/channels/src/[^/]+/adapter\\.ts$',
    channelAdapterLists,
    channelDefinitionLists,
    channelHelpers,
    engine,
  ]),
];

const apps = [
  never('app-alone', 'An app never imports another app.', '^apps/([^/]+)/', {
    path: '^apps/',
    pathNot: '^apps/$1/',
  }),
  never(
    'feature-alone',
    'A feature never imports another feature: compose them in app/.',
    '^apps/([^/]+)/src/features/([^/]+)/',
    { path: '^apps/[^/]+/src/features/', pathNot: '^apps/$1/src/features/$2/' },
  ),
  never(
    'builder',
    'The builder imports contracts, ui, chat-ui, the engine, definitions and editors.',
    '^apps/builder/src/',
    {
      path: '^packages/',
      pathNot: [engine, contracts, ui, chatUi, nodeDefinitions, nodeEditors, channelDefinitions],
    },
  ),
  never('inbox', 'The inbox imports contracts, ui, chat-ui, the engine and channel definitions.', '^apps/inbox/src/', {
    path: '^packages/',
    pathNot: [engine, contracts, ui, chatUi, channelDefinitions],
  }),
  never('widget', 'The widget imports chat-ui, and types of contracts and engine.', '^apps/widget/src/', {
    path: '^packages/',
    pathNot: [engine, contracts, chatUi],
  }),
  never(
    'widget-types-only',
    'The widget stays small: only types of contracts and engine.',
    { path: '^apps/widget/src/', pathNot: tests },
    { path: [engine, contracts], dependencyTypesNot: ['type-only'] },
  ),
  never(
    'browser-no-node',
    'Browser code never imports Node or the server.',
    { path: ['^apps/(builder|inbox|widget)/src/', chatUi, ui], pathNot: tests },
    { dependencyTypes: ['core'] },
  ),
  never(
    'runtime',
    'The runtime imports engine, executors, adapters, contracts and definitions; never editors or browser code.',
    { path: '^apps/runtime/src/', pathNot: [tests, '/testing/', '^apps/runtime/src/operators/'] },
    {
      path: '^packages/',
      pathNot: [engine, hours, contracts, nodeDefinitions, nodeExecutors, channelDefinitions, channelAdapters],
    },
  ),
  never(
    'runtime-operators',
    'Operators also use a bot as staff do.',
    { path: '^apps/runtime/src/operators/', pathNot: [tests, '/testing/'] },
    { path: '^packages/', pathNot: [engine, contracts, channelDefinitions, channelAdapters, telegramStaff] },
  ),
  never(
    'database-in-db-only',
    'Only apps/runtime/src/db speaks to the database; others call it.',
    { path: '^(apps|packages)/', pathNot: '^apps/runtime/src/db/' },
    { path: [library('pg', '@prisma/[^/]+', 'prisma'), '^apps/runtime/src/db/generated/'] },
  ),
];

const everywhere = [
  never('no-cycles', 'Import cycles hide what depends on what.', {}, { circular: true }),
  // Vite reads what follows a `?`, as in `chat.css?inline`.
  never('resolvable', 'An import must lead somewhere.', {}, { couldNotResolve: true, pathNot: '\\?\\w+$' }),
  never('by-package-name', 'Reach another package by its name, never by a path into it.', '^(apps|packages)/([^/]+)/', {
    path: '^packages/',
    pathNot: '^$1/$2/',
    dependencyTypes: ['local'],
  }),
];

module.exports = { forbidden: [...packages, ...nodes, ...channels, ...apps, ...everywhere] };
