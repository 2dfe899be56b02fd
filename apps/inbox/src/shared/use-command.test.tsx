import { api } from '@baton/ui';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conversationDetail } from './testing/conversation-detail.ts';
import { fakeApi, takenByAna, withQueries } from './testing/fake-api.tsx';
import { type CommandCall, useCommand } from './use-command.ts';

const done = { status: 200, body: conversationDetail() };
const id = 'c1';

function setUp() {
  const server = fakeApi();
  const onDone = vi.fn();
  const takeOver: CommandCall = {
    name: 'take over',
    send: (commandId) => api.conversations.takeOver({ id, commandId }),
    onDone,
  };
  const { result } = renderHook(() => useCommand(id), { wrapper: withQueries });
  return { server, onDone, takeOver, result };
}

/** Commands wait a moment before they are repeated: time is moved, not waited for. */
const passTime = () => act(() => vi.advanceTimersByTimeAsync(10_000));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('useCommand', () => {
  it('makes one command of a double click', async () => {
    const { server, onDone, takeOver, result } = setUp();
    server.answers.push(done, done);
    act(() => {
      result.current.run(takeOver);
      result.current.run(takeOver);
    });
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    await waitFor(() => expect(result.current.pending).toBeNull());
    expect(server.commands).toHaveLength(1);
  });

  it('repeats what may not have arrived, under the same id', async () => {
    const { server, onDone, takeOver, result } = setUp();
    server.answers.push('no connection', 'no connection', done);
    act(() => result.current.run(takeOver));
    await passTime();
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(new Set(server.commands.map(({ body }) => body.commandId)).size).toBe(1);
    expect(server.commands).toHaveLength(3);
  });

  it('offers to try again, still under the same id, when the connection stays away', async () => {
    const { server, onDone, takeOver, result } = setUp();
    server.answers.push('no connection', 'no connection', 'no connection', done);
    act(() => result.current.run(takeOver));
    await passTime();
    await waitFor(() => expect(result.current.problem?.message).toMatch(/cannot be reached/));
    act(() => result.current.problem?.retry?.());
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(new Set(server.commands.map(({ body }) => body.commandId)).size).toBe(1);
    expect(result.current.problem).toBeNull();
  });

  it('says who won, and does not repeat a refusal', async () => {
    const { server, onDone, takeOver, result } = setUp();
    server.answers.push(takenByAna);
    act(() => result.current.run(takeOver));
    await waitFor(() => expect(result.current.problem?.message).toBe('Ana took this.'));
    expect(result.current.problem?.retry).toBeNull();
    expect(onDone).not.toHaveBeenCalled();
    expect(server.commands).toHaveLength(1);
  });
});
