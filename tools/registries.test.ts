import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const nodesDir = 'packages/nodes/src';
const channelsDir = 'packages/channels/src';

describe('a node type is one folder and one line in each of three registries', () => {
  test.each(foldersOf(nodesDir))('%s', (type) => {
    const files = readdirSync(join(root, nodesDir, type));
    expect(files).toEqual(expect.arrayContaining(['definition.ts', 'executor.ts', 'editor.tsx']));
    expect(files.some(isTest), 'a test beside them').toBe(true);
    for (const registry of ['definitions.ts', 'executors.ts', 'editors.ts']) {
      expect(linesNaming(type, join(nodesDir, registry)), registry).toHaveLength(1);
    }
  });

  test('there are some', () => {
    expect(foldersOf(nodesDir)).toEqual(expect.arrayContaining(['start', 'end', 'handoff', 'rating']));
  });

  test('nothing outside of packages/nodes knows the rating', () => {
    const [, type] = /type: '([^']+)'/.exec(textOf(join(nodesDir, 'rating/definition.ts'))) ?? [];
    if (type === undefined) throw new Error('the rating definition names no type');
    const mention = new RegExp(`(['"\`])${type}\\1|/${type}/`);
    const sources = ['apps', 'packages', 'prisma'].flatMap((folder) => sourcesIn(folder));
    expect(sources.length).toBeGreaterThan(100);
    const elsewhere = sources.filter((file) => !file.startsWith('packages/nodes/') && !isTest(file));
    expect(elsewhere.filter((file) => mention.test(textOf(file)))).toEqual([]);
  });
});

describe('a channel is one folder and one line in each of two registries', () => {
  test.each(foldersOf(channelsDir))('%s', (channel) => {
    const files = readdirSync(join(root, channelsDir, channel));
    expect(files).toEqual(expect.arrayContaining(['definition.ts', 'adapter.ts']));
    expect(files.some(isTest), 'a test beside them').toBe(true);
    for (const registry of ['definitions.ts', 'adapters.ts']) {
      expect(linesNaming(channel, join(channelsDir, registry)), registry).toHaveLength(1);
    }
  });

  test('there is one', () => {
    expect(foldersOf(channelsDir)).not.toEqual([]);
  });
});

/** The lines of a registry that a type adds, comments aside: its folder's path or its name in camel case. */
function linesNaming(folder: string, registry: string) {
  const name = folder.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const mention = new RegExp(`'\\./${folder}/|(?<![\\w-])${name}(?![\\w-])`);
  return textOf(registry)
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && mention.test(line));
}

function foldersOf(path: string) {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map((entry) => entry.name);
}

function sourcesIn(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return ['node_modules', 'dist', 'generated'].includes(entry.name) ? [] : sourcesIn(join(path, entry.name));
    }
    return /\.(tsx?|css|prisma|sql)$/.test(entry.name) ? [join(path, entry.name)] : [];
  });
}

function isTest(file: string) {
  return /\.test\.tsx?$/.test(file);
}

function textOf(path: string) {
  return readFileSync(join(root, path), 'utf8');
}
