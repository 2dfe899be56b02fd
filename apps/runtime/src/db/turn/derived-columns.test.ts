import {
  type ConversationState,
  type HandoffRequest,
  type MessageContent,
  type Mode,
  newConversation,
} from '@baton/engine';
import { describe, expect, test } from 'vitest';
import { deriveColumns, lastLine, lineOf } from './derived-columns.ts';

const ana = { id: 'ana', name: 'Ana' };
const eva = { id: 'eva', name: 'Eva' };
const request: HandoffRequest = {
  number: 1,
  trigger: 'headset',
  reason: '',
  state: 'pending',
  nodeId: null,
  team: null,
  requestedAt: 1_000,
  ringingAt: 2_000,
  acceptedAt: null,
  closedAt: null,
  operator: null,
};
const human: Mode = {
  kind: 'human',
  owner: ana,
  since: 3_000,
  lastSpeaker: null,
  lastMessageAt: 3_000,
  waitingSince: null,
  transfer: null,
  awayTold: false,
};
const queued: Mode = {
  kind: 'pending',
  phase: 'queued',
  since: 5_000,
  position: 1,
  toldPosition: null,
  toldAt: null,
};

const stuck = { ...newConversation().triggers, stalled: true };

const state = (change: Partial<ConversationState>) => ({ ...newConversation(), ...change });
const submission = (number: number, status: 'in_progress' | 'needs_review' | 'completed') => ({
  number,
  origin: 'run' as const,
  status,
  title: '',
  answers: [],
  decidedBy: null,
});

describe('the columns of a state', () => {
  test.each<[string, Partial<ConversationState>, object]>([
    ['a new conversation', {}, { mode: 'bot', phase: null, ownerId: null, submissionStatus: null, lastSeq: 0 }],
    [
      'one that rings',
      {
        mode: { kind: 'pending', phase: 'ringing', since: 2_000, rejectedBy: [], asked: [], queuedSince: null },
        request,
      },
      { mode: 'pending', phase: 'ringing', waitingSince: 1_000, askedId: null, teamId: null },
    ],
    [
      'one that asks one operator after another, of a team',
      {
        mode: { kind: 'pending', phase: 'ringing', since: 2_000, rejectedBy: [], asked: [eva, ana], queuedSince: null },
        team: { id: 'billing', name: 'Billing' },
        request,
      },
      { ownerId: null, askedId: 'ana', teamId: 'billing' },
    ],
    ['one in which the bot is stuck', { triggers: stuck }, { mode: 'bot', stalled: true }],
    ['one that a person came to', { mode: human, triggers: stuck }, { stalled: false }],
    ['one in the queue', { mode: queued, request }, { phase: 'queued', waitingSince: 1_000 }],
    [
      'one that fills in a form',
      { mode: { kind: 'pending', phase: 'form', since: 1, form: { nodeId: 'f', state: null } }, request },
      { phase: 'form', waitingSince: null },
    ],
    ['one with a person', { mode: human }, { mode: 'human', phase: null, ownerId: 'ana', waitingSince: null }],
    ['one whose person owes an answer', { mode: { ...human, waitingSince: 4_000 } }, { waitingSince: 4_000 }],
    [
      'one that ended',
      { mode: { kind: 'ended', at: 9, by: 'staff' }, archived: true, seq: 7 },
      { mode: 'ended', ownerId: null, archived: true, lastSeq: 7 },
    ],
    [
      'a review that is due, and a newer run',
      { submissions: [submission(1, 'needs_review'), submission(2, 'in_progress')] },
      { submissionStatus: 'needs_review', needsReview: true },
    ],
    [
      'nothing to review',
      { submissions: [submission(1, 'completed'), submission(2, 'in_progress')] },
      { submissionStatus: 'in_progress', needsReview: false },
    ],
  ])('%s', (_, change, columns) => {
    expect(deriveColumns(state(change))).toMatchObject(columns);
  });
});

describe('a content as one line', () => {
  test.each<[MessageContent, string]>([
    [{ kind: 'text', text: 'One\n\n  two ' }, 'One two'],
    [{ kind: 'text', text: 'x'.repeat(500) }, `${'x'.repeat(199)}…`],
    [{ kind: 'choices', text: 'Which?', options: [{ id: 'a', label: 'A' }] }, 'Which?'],
    [
      {
        kind: 'form',
        formId: 'f',
        title: 'About you',
        fields: [{ id: 'a', label: 'A', type: 'text', required: true }],
        submitLabel: 'Send',
      },
      'About you',
    ],
    [{ kind: 'choice', optionId: 'a', label: 'Haircut' }, 'Haircut'],
    [{ kind: 'form_answer', formId: 'f', values: { a: 'Ana', b: '', c: '42' } }, 'Ana, 42'],
    [{ kind: 'event', event: 'taken_over' }, 'taken_over'],
  ])('%j', (content, line) => expect(lineOf(content)).toBe(line));
});

test('the last line is what somebody said, not what the system notes', () => {
  const entry = { at: 5, epoch: 0, send: null } as const;
  const said = { ...entry, seq: 1, author: { kind: 'customer' }, content: { kind: 'text', text: 'Hi' } } as const;
  const noted = { ...entry, seq: 2, author: { kind: 'system' }, content: { kind: 'event', event: 'ended' } } as const;
  expect(lastLine([said, noted])).toEqual({ text: 'Hi', author: { kind: 'customer' }, at: 5 });
  expect(lastLine([noted])).toBeNull();
});
