import type { ModeView } from '@baton/contracts';
import { describe, expect, it } from 'vitest';
import { type ComposerState, composerState } from './composer-state.ts';

const texts = { humanTakesOver: 'A person is here.', botResumes: 'The bot is back.' };
const expiresAt = '2026-01-01T10:02:00.000Z';
const agent = { userId: 'me', canHandoff: true, supervisor: false };
const supervisor = { ...agent, supervisor: true };
const reader = { userId: 'me', canHandoff: false, supervisor: false };

const rest = {
  phase: null,
  owner: null,
  onPhone: false,
  since: null,
  expiresAt: null,
  asked: null,
  transfer: null,
} as const;
const me = { id: 'me', name: 'Jo' };
const ana = { id: 'ana', name: 'Ana' };
const offer = { by: ana, note: 'Knows prices', expiresAt };

const modes = {
  bot: { ...rest, kind: 'bot' },
  form: { ...rest, kind: 'pending', phase: 'form' },
  ringing: { ...rest, kind: 'pending', phase: 'ringing', expiresAt },
  askingMe: { ...rest, kind: 'pending', phase: 'ringing', expiresAt, asked: me },
  askingAna: { ...rest, kind: 'pending', phase: 'ringing', expiresAt, asked: ana },
  queued: { ...rest, kind: 'pending', phase: 'queued' },
  lead: { ...rest, kind: 'pending', phase: 'lead' },
  mine: { ...rest, kind: 'human', owner: me },
  mineOffered: { ...rest, kind: 'human', owner: me, transfer: { ...offer, by: me, to: ana } },
  anas: { ...rest, kind: 'human', owner: ana },
  anasOffered: { ...rest, kind: 'human', owner: ana, transfer: { ...offer, to: me } },
  phone: { ...rest, kind: 'human', owner: { id: 'phone', name: 'The phone' }, onPhone: true },
  resolved: { ...rest, kind: 'resolved' },
  ended: { ...rest, kind: 'ended' },
} satisfies Record<string, ModeView>;

const preview = texts.humanTakesOver;
const takeOver = (waits: 'bot' | 'queue'): ComposerState => ({ kind: 'take_over', preview, waits });

/** What an agent is offered in every mode, and what a supervisor is offered instead where that differs. */
const offers: Record<keyof typeof modes, [agent: ComposerState, supervisor?: ComposerState]> = {
  bot: [takeOver('bot')],
  form: [takeOver('bot')],
  ringing: [{ kind: 'ringing', preview, expiresAt, rejected: false, asked: null }],
  askingMe: [{ kind: 'ringing', preview, expiresAt, rejected: false, asked: null }],
  askingAna: [{ kind: 'ringing', preview, expiresAt, rejected: false, asked: 'Ana' }],
  queued: [takeOver('queue')],
  lead: [takeOver('bot')],
  mine: [{ kind: 'mine', botResumes: texts.botResumes, offeredTo: null }],
  mineOffered: [{ kind: 'mine', botResumes: texts.botResumes, offeredTo: 'Ana' }],
  anasOffered: [{ kind: 'offered', by: 'Ana', note: 'Knows prices', expiresAt }],
  anas: [
    { kind: 'other', owner: 'Ana', canTakeOver: false, preview: '' },
    { kind: 'other', owner: 'Ana', canTakeOver: true, preview: '' },
  ],
  phone: [{ kind: 'phone' }],
  resolved: [{ kind: 'closed', mode: 'resolved' }],
  ended: [{ kind: 'closed', mode: 'ended' }],
};

describe('composerState', () => {
  it.each(Object.entries(offers))('%s', (name, [forAgent, forSupervisor = forAgent]) => {
    const mode = Object.entries(modes).find(([key]) => key === name)?.[1] ?? modes.bot;
    const seen = { mode, transitionTexts: texts };
    expect(composerState(seen, agent)).toEqual(forAgent);
    expect(composerState(seen, supervisor)).toEqual(forSupervisor);
    expect(composerState(seen, reader).kind).toBe('read_only');
  });

  it.each([
    ['mine', { kind: 'templates_only', mine: true }],
    ['resolved', { kind: 'templates_only', mine: false }],
    ['bot', takeOver('bot')],
    ['anas', { kind: 'other', owner: 'Ana', canTakeOver: false, preview: '' }],
    ['ended', { kind: 'closed', mode: 'ended' }],
  ] as const)('once the provider takes only templates: %s', (name, state) => {
    expect(composerState({ mode: modes[name], transitionTexts: texts }, agent, { windowClosed: true })).toEqual(state);
  });

  it('remembers that I rejected, and still lets me take it', () => {
    expect(composerState({ mode: modes.ringing, transitionTexts: texts }, agent, { rejected: true })).toMatchObject({
      kind: 'ringing',
      rejected: true,
    });
  });
});
