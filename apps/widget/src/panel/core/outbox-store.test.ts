import { expect, test } from 'vitest';
import { createStorage } from '../../shared/storage.ts';
import type { PendingMessage } from './chat-state.ts';
import { createOutboxStore } from './outbox-store.ts';

function memoryStore() {
  return createStorage('c1', () => {
    throw new Error('no storage');
  });
}
function message(clientId: string, at: number): PendingMessage {
  return { clientId, content: { kind: 'text', text: clientId }, at, state: 'queued' };
}

test('messages come back in the order in which they were written', () => {
  const store = memoryStore();
  createOutboxStore(store).save(message('late', 2));
  createOutboxStore(store).save(message('early', 1));
  expect(createOutboxStore(store).load()).toEqual([message('early', 1), message('late', 2)]);
  createOutboxStore(store).remove('early');
  expect(createOutboxStore(store).load()).toEqual([message('late', 2)]);
});

test.each([
  '',
  'null',
  '[]',
  '{"clientId":',
  '{"clientId":"a"}',
  '{"clientId":"a","at":1,"state":"queued","content":{"kind":"event"}}',
  '{"clientId":"a","at":"1","state":"queued","content":{"kind":"text","text":"x"}}',
])('what is no message is passed over: %s', (text) => {
  const store = memoryStore();
  store.set('outbox:a', text);
  expect(createOutboxStore(store).load()).toEqual([]);
});

test('a key of the browser’s storage tells which message it holds', () => {
  const outbox = createOutboxStore(memoryStore());
  expect(outbox.clientIdOf('baton:c1:outbox:a-b')).toBe('a-b');
  expect(outbox.clientIdOf('baton:c1:token')).toBeNull();
});
