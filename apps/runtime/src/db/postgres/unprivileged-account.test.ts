import { expect, test } from 'vitest';
import { findAccount } from './unprivileged-account.ts';

const root = 'root:x:0:0:root:/root:/bin/bash';
const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
const postgres = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash';
const macNobody = 'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false';
const macPostgres = '_postgres:*:216:216:PostgreSQL Server:/var/empty:/usr/bin/false';

const cases: readonly [string, string[], { uid: number; gid: number } | undefined][] = [
  ["PostgreSQL's own account first", [root, nobody, postgres], { uid: 101, gid: 104 }],
  ['nobody where there is no other', [root, nobody, ''], { uid: 65_534, gid: 65_534 }],
  ["macOS's account", ['# comment', root, macNobody, macPostgres], { uid: 216, gid: 216 }],
  ['never an account with the rights of root', [root, 'nobody:x:0:0::/:/bin/sh'], undefined],
  ['nothing without any of them', [root, 'ada:x:1000:1000::/home/ada:/bin/sh'], undefined],
];

test.each(cases)('%s', (_name, lines, account) => {
  expect(findAccount(lines.join('\n'))).toEqual(account);
});
