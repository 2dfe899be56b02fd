import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachmentsOf } from './attachments.ts';
import { draftKey } from './draft-key.ts';
import { readStored, writeStored } from './stored.ts';
import { conversationDetail } from './testing/conversation-detail.ts';
import { fakeApi, takenByAna, withQueries } from './testing/fake-api.tsx';
import { useReplies } from './use-replies.ts';

const done = { status: 200, body: conversationDetail() };
const id = 'c1';

function setUp() {
  const server = fakeApi();
  const { result } = renderHook(() => useReplies(id), { wrapper: withQueries });
  return { server, result };
}

const passTime = () => act(() => vi.advanceTimersByTimeAsync(10_000));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  writeStored(draftKey(id), '');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('useReplies', () => {
  it('shows a reply until the server has it', async () => {
    const { server, result } = setUp();
    server.answers.push(done);
    act(() => result.current.send('Hello'));
    expect(result.current.outgoing.map(({ text }) => text)).toEqual(['Hello']);
    await waitFor(() => expect(result.current.outgoing).toEqual([]));
    expect(server.commands[0]?.body.text).toBe('Hello');
  });

  it('sends one after the other, in the order they were written', async () => {
    const { server, result } = setUp();
    server.answers.push('no connection', done, done);
    act(() => {
      result.current.send('one');
      result.current.send('two');
    });
    await passTime();
    await waitFor(() => expect(result.current.outgoing).toEqual([]));
    expect(server.commands.map(({ body }) => body.text)).toEqual(['one', 'one', 'two']);
  });

  it('puts a refused reply back into the draft, before what was typed since, and says why', async () => {
    const { server, result } = setUp();
    server.answers.push(takenByAna);
    act(() => result.current.send('My offer'));
    writeStored(draftKey(id), 'and more');
    await waitFor(() => expect(result.current.refusal).toBe('Ana took this.'));
    expect(readStored(draftKey(id))).toBe('My offer\nand more');
    expect(result.current.outgoing).toEqual([]);
  });

  const file = { fileId: 'f1', name: 'a.pdf', mime: 'application/pdf', size: 3, media: 'document' } as const;

  it('sends each file as a message, with the text under the first', async () => {
    const { server, result } = setUp();
    server.answers.push(done, done);
    act(() => result.current.send('Our prices', [file, { ...file, fileId: 'f2' }]));
    await waitFor(() => expect(result.current.outgoing).toEqual([]));
    expect(server.commands.map(({ body }) => [body.text, body.fileId])).toEqual([
      ['Our prices', 'f1'],
      ['', 'f2'],
    ]);
  });

  it('attaches the file of a refused reply again', async () => {
    const { server, result } = setUp();
    server.answers.push(takenByAna);
    act(() => result.current.send('', [file]));
    await waitFor(() => expect(result.current.refusal).toBe('Ana took this.'));
    expect(attachmentsOf(id).take()).toEqual([file]);
    expect(readStored(draftKey(id))).toBe('');
  });

  it('keeps a reply that may not have arrived, and repeats it under its ids', async () => {
    const { server, result } = setUp();
    server.answers.push('no connection', 'no connection', 'no connection', done);
    act(() => result.current.send('Hello'));
    await passTime();
    await waitFor(() => expect(result.current.outgoing[0]?.problem).toMatch(/cannot be reached/));
    const [message] = result.current.outgoing;
    if (message) act(() => result.current.retry(message));
    await waitFor(() => expect(result.current.outgoing).toEqual([]));
    const ids = server.commands.map(({ body }) => `${body.commandId} ${body.clientId}`);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });
});
