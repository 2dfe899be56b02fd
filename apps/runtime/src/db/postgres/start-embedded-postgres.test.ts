import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readPostmasterFile } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { unprivilegedAccount } from './unprivileged-account.ts';

// mkdtemp makes a folder that only this user may enter. Run as root, these tests therefore also show
// that the server's account needs no way to the folder it works in.
const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-embedded-'));
const cluster = path.join(dataDir, 'postgres', 'cluster');
const quiet = { info: () => undefined, warn: () => undefined };
let running: EmbeddedPostgres | undefined;

async function start(onLost?: () => void): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir, log: quiet, onLost });
  return running;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another Baton, which prints the server's address when it runs; `then` is what it does next. */
async function otherBaton(then: string) {
  const launcher = path.resolve(import.meta.dirname, 'start-embedded-postgres.ts');
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(launcher)});
    const log = { info() {}, warn() {} };
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
    ${then}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: path.resolve(import.meta.dirname, '../../..'),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(child.stdout, 'data');
  return { child, output: String(output) };
}

beforeAll(async () => {
  // What an initdb that was killed leaves behind: the first start below has to clear it away.
  await mkdir(path.join(`${cluster}.unfinished`, 'base'), { recursive: true });
  await writeFile(path.join(`${cluster}.unfinished`, 'PG_VERSION'), '18\n');
  await writeFile(path.join(dataDir, 'postgres', 'password'), 'of the unfinished one', { mode: 0o600 });
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('startEmbeddedPostgres', () => {
  test('makes a safe database at the first start and keeps it from then on', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    expect(new URL(first.url)).toMatchObject({ hostname: '127.0.0.1', pathname: '/baton', username: 'baton' });
    expect((await stat(path.join(dataDir, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
    const [settings] = await query(
      first.url,
      `SELECT current_setting('fsync') fsync, current_setting('listen_addresses') listen,
              current_setting('unix_socket_directories') sockets, current_setting('server_encoding') encoding,
              current_setting('max_connections') connections, lower('ÄЖ') lower,
              (SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'baton') scram`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      listen: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      connections: '60',
      lower: 'äж',
      scram: true,
    });
    await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
    await first.stop();
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start();
    expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  });

  test('refuses a connection without the password', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('adopts the server of a Baton that was killed', async () => {
    const { child, output } = await otherBaton(
      `process.stdout.write(String(server.pid), () => process.kill(process.pid, 'SIGKILL'));`,
    );
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const adopter = await start();
    expect(adopter).toMatchObject({ adopted: true, pid: Number(output) });
    expect(await query(adopter.url, 'SELECT 1 one')).toEqual([{ one: 1 }]);
    await adopter.stop();
    expect(isAlive(adopter.pid)).toBe(false);
  });

  test('refuses a folder that another Baton uses, which goes on undisturbed', async () => {
    const { child, output } = await otherBaton(
      `process.stdout.write(server.url);
       process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
       setInterval(() => {}, 60_000);`,
    );
    await expect(start()).rejects.toThrow(`already in use by process ${child.pid}`);
    expect(await query(output, 'SELECT 1 one')).toEqual([{ one: 1 }]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('Ctrl-C, which reaches the whole process group, leaves the server to the runtime', async () => {
    const { child } = await otherBaton(
      `const { default: pg } = await import('pg');
       process.once('SIGINT', async () => {
         const client = new pg.Client({ connectionString: server.url });
         await client.connect();
         await client.query('CREATE TABLE finished_after_interrupt ()');
         await client.end();
         await server.stop();
         process.exit(0);
       });
       setInterval(() => {}, 60_000);
       process.stdout.write('running');`,
    );
    process.kill(-Number(child.pid), 'SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const { url } = await start();
    expect(await query(url, "SELECT to_regclass('finished_after_interrupt') IS NOT NULL kept")).toEqual([
      { kept: true },
    ]);
  });

  test('is not misled by a stranger that has the process id of a killed server', async () => {
    await (await start()).stop();
    const stale = [process.pid, cluster, '1700000000', '1', '', '127.0.0.1', '', 'ready'];
    await writeFile(path.join(cluster, 'postmaster.pid'), `${stale.join('\n')}\n`);
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(isAlive(process.pid)).toBe(true);
  });

  // Where the runtime and its server are killed together, the next start may come before the system has taken notice.
  test.skipIf(process.platform === 'win32')('waits for a killed server to be gone', async () => {
    await (await start()).stop();
    // A process that has ended, and whose parent does not take notice until it is killed itself.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // PostgreSQL takes no notice of other accounts' processes.
      ...unprivilegedAccount(cluster),
    });
    const [pid] = await once(parent.stdout, 'data');
    await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), 10_000);
    const left = [String(pid).trim(), cluster, '1700000000', '1', '', '127.0.0.1', '', 'ready'];
    await writeFile(path.join(cluster, 'postmaster.pid'), `${left.join('\n')}\n`);

    const log = path.join(dataDir, 'postgres', 'server.log');
    const { size } = await stat(log);
    const starting = start();
    await vi.waitFor(async () => expect((await readFile(log, 'utf8')).slice(size)).toContain('already exists'), 15_000);
    parent.kill('SIGKILL');
    expect((await starting).adopted).toBe(false);
  });

  test('starts a killed server again at its address, with what was committed', async () => {
    const onLost = vi.fn();
    const server = await start(onLost);
    const { url, pid } = server;
    await query(url, 'CREATE TABLE committed ()');
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(server.pid).not.toBe(pid), 20_000);
    expect(await query(url, "SELECT to_regclass('committed') IS NOT NULL kept")).toEqual([{ kept: true }]);
    expect(onLost).not.toHaveBeenCalled();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  test('does not start a server again that it stopped itself', async () => {
    const { pid, stop } = await start();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await stop();
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    expect(isAlive(pid)).toBe(false);
    expect(await readPostmasterFile(cluster)).toBeUndefined();
  });

  test('says why a server does not start, with the end of its log, and gives the folder up', async () => {
    const config = path.join(cluster, 'postgresql.conf');
    const good = await readFile(config, 'utf8');
    await writeFile(config, `${good}\nshared_buffers = lots\n`);
    await expect(start()).rejects.toThrow(/ended with code 1 while starting.*shared_buffers/s);
    await writeFile(config, good);
    await start();
  });

  test('says what to do when the password is lost', async () => {
    const password = path.join(dataDir, 'postgres', 'password');
    await rename(password, `${password}.away`);
    await expect(start()).rejects.toThrow(`can't be read (${password})`);
    await writeFile(password, 'another');
    await expect(start()).rejects.toThrow('PostgreSQL refused the password that is kept beside its data folder');
    await rename(`${password}.away`, password);
    await start();
  });

  test('says when the folder cannot be used', async () => {
    const file = path.join(dataDir, 'a-file');
    await writeFile(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file, log: quiet })).rejects.toThrow(
      `DATA_DIR (${file}) can't be used`,
    );
  });
});
