import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures.ts';
import { newRuntime, owner } from './runtime.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function signIn(url: string) {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(owner),
  });
  return response.status;
}

async function databaseFiles(dataDir: string) {
  const files = await readdir(dataDir, { recursive: true });
  return files.filter((name) => name.endsWith('postmaster.pid'));
}

test('answers when it is ready, says so on unknown addresses of the API, and keeps its data over a restart', async ({
  runtime,
}) => {
  expect((await fetch(`${runtime.url}/healthz`)).status).toBe(200);
  const unknown = await fetch(`${runtime.url}/api/no-such-thing`);
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get('content-type')).toContain('application/json');
  expect(await signIn(runtime.url)).toBe(200);
  await runtime.restart();
  expect(await signIn(runtime.url)).toBe(200);
});

test('comes back with its data after kill -9', async ({ runtime }) => {
  expect(await signIn(runtime.url)).toBe(200);
  await runtime.kill9();
  await runtime.start();
  expect(await signIn(runtime.url)).toBe(200);
});

test('the start command serves, and SIGTERM leaves nothing running', async () => {
  const runtime = await newRuntime();
  const command = spawn(process.execPath, ['scripts/boot.mjs', 'start'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(runtime.port),
      DATA_DIR: runtime.dataDir,
      BATON_OWNER_EMAIL: owner.email,
      BATON_OWNER_PASSWORD: owner.password,
    },
  });
  try {
    let output = '';
    command.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await expect.poll(() => output, { timeout: 60_000 }).toContain(`${runtime.url}/inbox`);
    expect((await fetch(`${runtime.url}/readyz`)).status).toBe(200);
    command.kill('SIGTERM');
    const [code] = await once(command, 'exit');
    expect(code).toBe(0);
    await expect(fetch(`${runtime.url}/healthz`)).rejects.toThrow();
    expect(await databaseFiles(runtime.dataDir), 'the database has been stopped').toEqual([]);
  } finally {
    command.kill('SIGTERM');
    await runtime.dispose();
  }
});
