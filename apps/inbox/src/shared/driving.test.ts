import type { ModeView } from '@baton/contracts';
import { describe, expect, it } from 'vitest';
import { badgeOf, botActivity, drivingOf, waitTone } from './driving.ts';

const at = '2026-01-01T14:02:00.000Z';
const mode = (over: Partial<ModeView>): ModeView => ({
  kind: 'bot',
  phase: null,
  owner: null,
  onPhone: false,
  since: at,
  expiresAt: null,
  asked: null,
  transfer: null,
  ...over,
});

describe('drivingOf', () => {
  it.each<[string, Partial<ModeView>, string, string, boolean]>([
    ['the bot', { kind: 'bot' }, 'Bot', 'bot', false],
    ['the bot, before a handoff', { kind: 'pending', phase: 'form' }, 'Bot', 'bot', false],
    ['a ringing request', { kind: 'pending', phase: 'ringing' }, 'Waiting for a person', 'waiting', true],
    ['a queue', { kind: 'pending', phase: 'queued' }, 'In the queue', 'waiting', true],
    ['a lead form', { kind: 'pending', phase: 'lead' }, 'Bot', 'bot', false],
    ['me', { kind: 'human', owner: { id: 'me', name: 'Jo' } }, 'You', 'person', false],
    ['a colleague', { kind: 'human', owner: { id: 'ana', name: 'Ana' } }, 'Ana', 'person', false],
    ['a resolved one', { kind: 'resolved' }, 'Resolved', 'done', false],
    ['an ended one', { kind: 'ended' }, 'Ended', 'done', false],
  ])('names %s', (_what, over, who, tone, ticks) => {
    expect(drivingOf(mode(over), null, 'me')).toMatchObject({ who, tone, ticks });
  });

  it('counts the wait from when the customer began to wait', () => {
    const earlier = '2026-01-01T14:00:00.000Z';
    expect(drivingOf(mode({ kind: 'pending', phase: 'ringing' }), earlier, 'me').since).toBe(earlier);
  });
});

describe('botActivity', () => {
  it('says what is asked, only while the bot drives', () => {
    expect(botActivity(mode({}), 'Preferred date')).toBe('asking Preferred date');
    expect(botActivity(mode({}), null)).toBeNull();
    expect(botActivity(mode({ kind: 'human' }), 'Preferred date')).toBeNull();
  });
});

describe('badgeOf', () => {
  it('shows a person before the status, and the status again after', () => {
    expect(badgeOf({ mode: mode({ kind: 'human' }), stalled: false, submissionStatus: 'needs_review' })?.words).toBe(
      'With a person',
    );
    expect(badgeOf({ mode: mode({}), stalled: false, submissionStatus: 'needs_review' })?.words).toBe('Needs review');
    expect(badgeOf({ mode: mode({}), stalled: false, submissionStatus: null })).toBeNull();
    expect(badgeOf({ mode: mode({}), stalled: true, submissionStatus: 'needs_review' })?.words).toBe('Stuck');
  });
});

describe('waitTone', () => {
  it.each([
    [0, 'muted'],
    [29_999, 'muted'],
    [30_000, 'waiting'],
    [119_999, 'waiting'],
    [120_000, 'problem'],
  ])('%i ms is %s', (wait, tone) => {
    expect(waitTone(wait)).toBe(tone);
  });
});
