import { io } from 'socket.io-client';
import { afterAll, expect, test, vi } from 'vitest';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

const { signedIn, proxy } = await startTestRuntime({ owner }, { proxied: true });

test('an inbox that connects while the database is away is let in when it is back', async () => {
  const staff = await signedIn(owner);
  await proxy.down();
  const socket = io(`${staff.url}/staff`, {
    extraHeaders: { cookie: staff.cookies, origin: staff.url },
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
  });
  afterAll(() => socket.disconnect());
  await new Promise((resolve) => {
    socket.once('connect_error', resolve);
    socket.io.once('close', resolve);
  });
  expect(socket.connected).toBe(false);
  await proxy.up();
  await vi.waitFor(() => expect(socket.connected).toBe(true), 10_000);
});
