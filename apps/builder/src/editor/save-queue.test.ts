import { configureSchema, type FlowDocument } from '@baton/engine';
import { describe, expect, it } from 'vitest';
import { createSaveQueue, type SaveOutcome } from './save-queue.ts';

const documentOf = (text: string): FlowDocument => ({
  schemaVersion: 1,
  nodes: [],
  edges: [],
  configure: configureSchema.parse({ botResumes: text }),
});

/** A queue whose clock and server the test plays. */
function newQueue() {
  const first = documentOf('first');
  let planned: (() => void) | null = null;
  let answer: ((outcome: SaveOutcome) => void) | null = null;
  const sent: { text: string; revision: number }[] = [];
  const queue = createSaveQueue({
    document: first,
    revision: 1,
    send: (document, revision) => {
      sent.push({ text: document.configure.botResumes, revision });
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    schedule: (run) => {
      planned = run;
      return () => {
        planned = null;
      };
    },
  });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    queue,
    first,
    sent,
    status: () => queue.state.getState().status,
    /** The pause is over. */
    tick: async () => {
      planned?.();
      await settle();
    },
    isPlanned: () => planned !== null,
    /** The server answers what was sent last. */
    reply: async (outcome: SaveOutcome) => {
      answer?.(outcome);
      await settle();
    },
  };
}

describe('saving', () => {
  it('saves once after a pause, with the newest document', async () => {
    const { queue, sent, status, tick, reply } = newQueue();
    queue.changed(documentOf('a'));
    queue.changed(documentOf('ab'));
    expect(status()).toBe('unsaved');
    await tick();
    expect(sent).toEqual([{ text: 'ab', revision: 1 }]);
    expect(status()).toBe('saving');
    await reply({ kind: 'saved', revision: 2, changed: true });
    expect(queue.state.getState()).toMatchObject({ status: 'saved', revision: 2 });
  });

  it('knows which revision is live as soon as the server says that nothing is changed any more', async () => {
    const { queue, tick, reply } = newQueue();
    const live = () => queue.state.getState().live;
    queue.changed(documentOf('a'));
    await tick();
    await reply({ kind: 'saved', revision: 2, changed: true });
    expect(live()).toBeNull();
    queue.changed(documentOf('first'));
    await tick();
    await reply({ kind: 'saved', revision: 3, changed: false });
    expect(live()).toBe(3);
    queue.adopt(documentOf('restored'), 4, false);
    expect(live()).toBe(4);
  });

  it('never has two saves under way: what is typed meanwhile goes next, on the new revision', async () => {
    const { queue, sent, status, tick, reply } = newQueue();
    queue.changed(documentOf('a'));
    await tick();
    queue.changed(documentOf('ab'));
    expect(sent).toHaveLength(1);
    await reply({ kind: 'saved', revision: 2, changed: true });
    expect(status()).toBe('unsaved');
    await tick();
    expect(sent[1]).toEqual({ text: 'ab', revision: 2 });
  });

  it('keeps trying while the server is away, and sends what is newest then', async () => {
    const { queue, sent, status, tick, reply, isPlanned } = newQueue();
    queue.changed(documentOf('a'));
    await tick();
    await reply({ kind: 'offline' });
    expect(status()).toBe('offline');
    expect(isPlanned()).toBe(true);
    queue.changed(documentOf('ab'));
    expect(status()).toBe('offline');
    await tick();
    expect(sent[1]).toEqual({ text: 'ab', revision: 1 });
    await reply({ kind: 'saved', revision: 2, changed: true });
    expect(status()).toBe('saved');
  });

  it('stops at a conflict: nothing is sent until somebody chose', async () => {
    const { queue, sent, status, tick, reply, isPlanned } = newQueue();
    queue.changed(documentOf('mine'));
    await tick();
    await reply({ kind: 'conflict' });
    expect(status()).toBe('conflict');
    queue.changed(documentOf('mine, more'));
    expect(isPlanned()).toBe(false);
    expect(await queue.flush()).toBe(false);
    expect(sent).toHaveLength(1);
    queue.adopt(documentOf('theirs'), 7);
    expect(queue.state.getState()).toMatchObject({ status: 'saved', revision: 7 });
    queue.changed(documentOf('theirs and mine'));
    await tick();
    expect(sent[1]).toEqual({ text: 'theirs and mine', revision: 7 });
  });

  it('says why a draft is refused, and tries again only after a change', async () => {
    const { queue, status, tick, reply, isPlanned } = newQueue();
    queue.changed(documentOf('a'));
    await tick();
    await reply({ kind: 'refused', message: 'Ask an owner.' });
    expect(queue.state.getState()).toMatchObject({ status: 'refused', message: 'Ask an owner.' });
    expect(isPlanned()).toBe(false);
    queue.changed(documentOf('b'));
    expect(status()).toBe('unsaved');
  });

  it('has nothing to save once everything is undone', async () => {
    const { queue, first, sent, status, isPlanned } = newQueue();
    queue.changed(documentOf('a'));
    queue.changed(first);
    expect(status()).toBe('saved');
    expect(isPlanned()).toBe(false);
    expect(await queue.flush()).toBe(true);
    expect(sent).toEqual([]);
  });
});

describe('flush', () => {
  it('sends at once and waits until the server has everything', async () => {
    const { queue, sent, reply } = newQueue();
    queue.changed(documentOf('a'));
    const flushed = queue.flush();
    queue.changed(documentOf('ab'));
    await reply({ kind: 'saved', revision: 2, changed: true });
    expect(sent.map(({ text }) => text)).toEqual(['a', 'ab']);
    await reply({ kind: 'saved', revision: 3, changed: true });
    expect(await flushed).toBe(true);
  });

  it('gives up while the server is away', async () => {
    const { queue, reply } = newQueue();
    queue.changed(documentOf('a'));
    const flushed = queue.flush();
    await reply({ kind: 'offline' });
    expect(await flushed).toBe(false);
  });
});
