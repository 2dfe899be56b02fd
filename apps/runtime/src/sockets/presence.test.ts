import type { Session } from '@baton/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { createStaffPresence, type PresenceChange, type StaffPresence } from './presence.ts';

const workspaceId = 'w';
const session = (userId: string, canHandoff = true): Session => ({
  user: { id: userId, name: userId, email: `${userId}@example.com` },
  workspace: { id: workspaceId, name: 'W', handoffEnabled: true },
  role: 'agent',
  canHandoff,
  supervisor: false,
  canEdit: false,
});
const member = (userId: string, canHandoff = true) => ({ workspaceId, userId, canHandoff });

let clock: FakeClock;
let presence: StaffPresence;
let changes: PresenceChange[];
beforeEach(() => {
  clock = createFakeClock();
  changes = [];
  presence = createStaffPresence(clock, (change) => void changes.push(change));
});

describe('somebody on two processes', () => {
  test('is one person, and stays online until they have left both', () => {
    presence.elsewhere('p2', [member('ana')]);
    presence.joined(session('ana'), 's1');
    expect(presence.here()).toHaveLength(1);
    presence.left(session('ana'), 's1');
    clock.advance(10_000);
    expect(presence.isOnline(workspaceId, 'ana')).toBe(true);
    presence.elsewhere('p2', []);
    expect(presence.isOnline(workspaceId, 'ana')).toBe(false);
    expect(changes.map(({ online, here }) => [online, here])).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  test('who leaves both at the same moment is offline, whichever word comes first', () => {
    presence.joined(session('ana'), 's1');
    presence.elsewhere('p2', [member('ana')]);
    presence.left(session('ana'), 's1');
    clock.advance(5_000);
    presence.elsewhere('p2', []);
    expect(changes.at(-1)).toMatchObject({ userId: 'ana', online: false });
  });
});

test('a change here is told, with everybody who is here', () => {
  let told = 0;
  presence.onHereChanged(() => {
    told += 1;
  });
  presence.joined(session('ana'), 's1');
  presence.joined(session('ana'), 's2');
  presence.joined(session('ana', false), 's3');
  expect(told).toBe(2);
  expect(presence.here()).toEqual([member('ana', false)]);
  presence.forget(workspaceId, 'ana');
  expect(told).toBe(3);
  expect(presence.here()).toEqual([]);
});

describe('after a restart', () => {
  test('who was there counts until they are back or their time is over, and is missed then', () => {
    presence.expect([member('ana'), member('ben')], 15_000);
    expect(presence.isOnline(workspaceId, 'ana')).toBe(true);
    expect(presence.here()).toEqual([member('ana'), member('ben')]);
    presence.joined(session('ana'), 's1');
    clock.advance(15_000);
    expect(presence.isOnline(workspaceId, 'ana')).toBe(true);
    expect(presence.isOnline(workspaceId, 'ben')).toBe(false);
    // Nobody came, as far as anybody could see: only Ben went.
    expect(changes.map(({ userId, online }) => [userId, online])).toEqual([['ben', false]]);
  });

  test('who is back already has a tab that counts', () => {
    presence.joined(session('ana'), 's1');
    presence.expect([member('ana')], 15_000);
    clock.advance(15_000);
    expect(presence.isOnline(workspaceId, 'ana')).toBe(true);
  });

  test('who is back on another process has not gone', () => {
    presence.expect([member('ana')], 15_000);
    presence.elsewhere('p2', [member('ana')]);
    clock.advance(15_000);
    expect(presence.isOnline(workspaceId, 'ana')).toBe(true);
    expect(changes).toEqual([]);
  });
});
