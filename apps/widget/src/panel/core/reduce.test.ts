import type { VisitorEntry, VisitorSnapshot, VisitorStatus } from '@baton/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, type ChatEvent, type ChatState, emptyChat, needsSync, type PendingMessage } from './chat-state.ts';
import { reduce } from './reduce.ts';

const bot: VisitorStatus = { mode: 'bot', agentName: null, position: null, headset: false, readSeq: 0 };
const ana: VisitorStatus = { ...bot, mode: 'human', agentName: 'Ana' };

function entry(seq: number, more: Partial<VisitorEntry> = {}): VisitorEntry {
  const content = { kind: 'text', text: `message ${seq}` } as const;
  return {
    seq,
    author: { kind: 'bot' },
    content,
    at: '2026-01-01T00:00:00Z',
    delivery: 'sent',
    clientId: null,
    ...more,
  };
}
function mine(seq: number, clientId: string): VisitorEntry {
  return entry(seq, { author: { kind: 'customer' }, delivery: null, clientId });
}
function snapshot(messages: VisitorEntry[], more: Partial<VisitorSnapshot> = {}) {
  const lastSeq = messages.at(-1)?.seq ?? 0;
  return { conversationId: 'c1', version: lastSeq, status: bot, messages, lastSeq, ...more };
}
function pending(clientId: string, state: PendingMessage['state'] = 'queued'): PendingMessage {
  return { clientId, content: { kind: 'text', text: clientId }, at: 0, state };
}
function play(events: ChatEvent[], from = emptyChat()): ChatState {
  return events.reduce(reduce, from);
}
function asked(more: Partial<Asked> = {}): Asked {
  return { conversationId: 'c1', missed: 0, ...more };
}
const begin: ChatEvent = {
  type: 'synced',
  snapshot: snapshot([entry(1), entry(2)]),
  after: 0,
  asked: asked({ conversationId: null }),
};
const seqs = (state: ChatState) => state.entries.map(({ seq }) => seq);

describe('where news go', () => {
  const cases: [name: string, event: ChatEvent, seqs: number[], lastSeq: number, sync: boolean][] = [
    ['what follows', { type: 'changed', snapshot: snapshot([entry(3), entry(4)]) }, [1, 2, 3, 4], 4, false],
    ['what is known already', { type: 'changed', snapshot: snapshot([entry(2)]) }, [1, 2], 2, false],
    ['a repeat that brings more', { type: 'changed', snapshot: snapshot([entry(2), entry(3)]) }, [1, 2, 3], 3, false],
    ['after a hole', { type: 'changed', snapshot: snapshot([entry(4)]) }, [1, 2], 2, true],
    [
      'a line for staff at the end',
      { type: 'changed', snapshot: snapshot([entry(3)], { lastSeq: 4 }) },
      [1, 2, 3],
      4,
      false,
    ],
    ['a line for staff alone', { type: 'changed', snapshot: snapshot([], { lastSeq: 3 }) }, [1, 2], 2, true],
    ['a new status alone', { type: 'changed', snapshot: snapshot([], { lastSeq: 2, status: ana }) }, [1, 2], 2, false],
    [
      'another conversation',
      { type: 'changed', snapshot: snapshot([entry(1)], { conversationId: 'c2' }) },
      [1, 2],
      2,
      true,
    ],
    [
      'an answer from the beginning',
      { type: 'answered', snapshot: snapshot([entry(1), entry(2), entry(3)]) },
      [1, 2, 3],
      3,
      false,
    ],
    ['an answer from after a hole', { type: 'answered', snapshot: snapshot([entry(5)]) }, [1, 2], 2, true],
    [
      'an answer of a new conversation',
      { type: 'answered', snapshot: snapshot([entry(1)], { conversationId: 'c2' }) },
      [1],
      1,
      false,
    ],
    [
      'the end of a new conversation',
      { type: 'answered', snapshot: snapshot([entry(7)], { conversationId: 'c2' }) },
      [7],
      7,
      true,
    ],
    [
      'a sync past staff lines',
      { type: 'synced', snapshot: snapshot([entry(6)]), after: 2, asked: asked() },
      [1, 2, 6],
      6,
      false,
    ],
    [
      'the delivery of what is shown',
      { type: 'delivery', conversationId: 'c1', seq: 2, delivery: 'read' },
      [1, 2],
      2,
      false,
    ],
    [
      'the delivery of what is not shown',
      { type: 'delivery', conversationId: 'c1', seq: 4, delivery: 'sent' },
      [1, 2],
      2,
      true,
    ],
    [
      'a delivery in another conversation',
      { type: 'delivery', conversationId: 'c2', seq: 2, delivery: 'sent' },
      [1, 2],
      2,
      true,
    ],
  ];
  test.each(cases)('%s', (_name, event, expectedSeqs, lastSeq, sync) => {
    const state = play([begin, event]);
    expect({ seqs: seqs(state), lastSeq: state.lastSeq, sync: needsSync(state) }).toEqual({
      seqs: expectedSeqs,
      lastSeq,
      sync,
    });
  });

  test('a sync that was under way when something else was missed does not settle it', () => {
    const missed: ChatEvent = { type: 'missed' };
    const under = play([begin, missed]);
    const state = play([missed, { type: 'synced', snapshot: snapshot([]), after: 2, asked: under }], under);
    expect(needsSync(state)).toBe(true);
    const answer: ChatEvent = { type: 'synced', snapshot: snapshot([]), after: 2, asked: state };
    expect(needsSync(play([answer], state))).toBe(false);
  });
});

test('an answer from before a conversation began does not take it away', () => {
  const before: ChatEvent = {
    type: 'synced',
    snapshot: snapshot([], { conversationId: null }),
    after: 0,
    asked: asked({ conversationId: null }),
  };
  const state = play([begin, before]);
  expect(seqs(state)).toEqual([1, 2]);
  expect(needsSync(state)).toBe(true);
});

describe('status', () => {
  test('an answer that was overtaken does not bring an old one back', () => {
    const taken: ChatEvent = { type: 'changed', snapshot: snapshot([entry(3)], { status: ana }) };
    const late: ChatEvent = { type: 'answered', snapshot: snapshot([entry(1), entry(2)], { status: bot }) };
    expect(play([begin, taken, late]).status).toEqual(ana);
  });

  test('of two that are equally far, the newer one counts, whichever comes first', () => {
    const ended = snapshot([], { lastSeq: 2, version: 4, status: { ...bot, mode: 'ended' } });
    const pushed: ChatEvent = { type: 'changed', snapshot: ended };
    const answer: ChatEvent = { type: 'answered', snapshot: snapshot([entry(1), entry(2)], { version: 3 }) };
    expect(play([begin, pushed, answer]).status.mode).toBe('ended');
    expect(play([begin, answer, pushed]).status.mode).toBe('ended');
  });

  test('a newer one counts that does not go as far: what is being sent was in the one before it', () => {
    const form: VisitorStatus = { ...bot, mode: 'lead' };
    const sending: ChatEvent = { type: 'changed', snapshot: snapshot([entry(3)], { version: 5, status: form }) };
    const cancelled = snapshot([], { lastSeq: 2, version: 6, status: bot });
    expect(play([begin, sending, { type: 'changed', snapshot: cancelled }]).status.mode).toBe('bot');
    expect(play([begin, sending, { type: 'answered', snapshot: cancelled }]).status.mode).toBe('bot');
  });

  test('what was read stays read', () => {
    const read: ChatEvent = { type: 'changed', snapshot: snapshot([], { lastSeq: 2, status: { ...bot, readSeq: 2 } }) };
    const late: ChatEvent = { type: 'changed', snapshot: snapshot([], { lastSeq: 2, status: { ...bot, readSeq: 1 } }) };
    expect(play([begin, read, late]).status.readSeq).toBe(2);
  });

  test('a discarded message does not come back', () => {
    const gone: ChatEvent = { type: 'delivery', conversationId: 'c1', seq: 2, delivery: 'discarded' };
    const late: ChatEvent = { type: 'changed', snapshot: snapshot([entry(2, { delivery: 'queued' })]) };
    expect(play([begin, gone, late]).entries.at(-1)?.delivery).toBe('discarded');
  });

  test('typing ends when a message comes, not when an old one comes again', () => {
    const typing: ChatEvent = { type: 'typing', typing: { name: 'Ana' } };
    const again: ChatEvent = { type: 'changed', snapshot: snapshot([entry(2)]) };
    expect(play([begin, typing, again]).typing).toEqual({ name: 'Ana' });
    expect(play([begin, typing, { type: 'changed', snapshot: snapshot([entry(3)]) }]).typing).toBeNull();
  });
});

describe('what waits to be sent', () => {
  const queued: ChatEvent = { type: 'queued', message: pending('a') };
  const arrived: ChatEvent = { type: 'changed', snapshot: snapshot([mine(3, 'a')]) };
  const ids = (state: ChatState) => state.pending.map(({ clientId }) => clientId);

  const cases: [string, ChatEvent[], string[]][] = [
    ['waits', [queued], ['a']],
    ['is queued once', [queued, queued], ['a']],
    ['goes when it shows', [queued, arrived], []],
    ['does not come back when another tab hears of it late', [arrived, queued], []],
    [
      'stays visible when acknowledged and not yet there',
      [queued, { type: 'moved', clientId: 'a', to: 'sent' }],
      ['a'],
    ],
    [
      'survives a new conversation',
      [queued, { type: 'answered', snapshot: snapshot([], { conversationId: 'c2' }) }],
      ['a'],
    ],
    ['goes when dropped', [queued, { type: 'dropped', clientId: 'a' }], []],
  ];
  test.each(cases)('%s', (_name, events, expected) => {
    expect(ids(play([begin, ...events]))).toEqual(expected);
  });
});

/** A conversation as the server has it: changes of one to three entries, some of them for staff only. */
const story = fc
  .array(fc.array(fc.constantFrom('bot', 'mine', 'staff'), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((changes) => {
    let seq = 0;
    return changes.map((kinds) => {
      const messages = kinds.flatMap((kind) => {
        seq += 1;
        if (kind === 'staff') return [];
        return kind === 'mine' ? mine(seq, `m${seq}`) : entry(seq);
      });
      return snapshot(messages, { lastSeq: seq, version: seq, status: { ...bot, position: seq } });
    });
  });

test('news in any order, twice or lost, with syncs whenever asked for: the same transcript', () => {
  fc.assert(
    fc.property(story, fc.infiniteStream(fc.nat()), (changes, random) => {
      const pick = (below: number) => (random.next().value ?? 0) % below;
      const whole = changes.flatMap(({ messages }) => messages);
      const last = changes.at(-1) ?? snapshot([]);
      const server = (after: number) =>
        snapshot(
          whole.filter(({ seq }) => seq > after),
          { lastSeq: last.lastSeq, version: last.version, status: last.status },
        );

      let state = play([{ type: 'synced', snapshot: snapshot([]), after: 0, asked: asked({ conversationId: null }) }]);
      for (const message of whole) {
        if (message.clientId) state = reduce(state, { type: 'queued', message: pending(message.clientId) });
      }
      for (let step = 0; step < changes.length * 3; step += 1) {
        const change = changes[pick(changes.length)];
        if (change && pick(4) > 0) state = reduce(state, { type: 'changed', snapshot: change });
        if (needsSync(state) && pick(2) === 0) {
          const { lastSeq: after } = state;
          state = reduce(state, { type: 'synced', snapshot: server(after), after, asked: state });
        }
        // At any time what is shown is a beginning of the transcript, without holes or repeats.
        expect(state.entries).toEqual(whole.slice(0, state.entries.length));
      }
      state = reduce(state, { type: 'missed' });
      const { lastSeq: after } = state;
      state = reduce(state, { type: 'synced', snapshot: server(after), after, asked: state });

      expect(state.entries).toEqual(whole);
      expect(state.pending).toEqual([]);
      expect(state.lastSeq).toBe(last.lastSeq);
      expect(state.status.position).toBe(last.status.position);
    }),
    { numRuns: 300 },
  );
});
