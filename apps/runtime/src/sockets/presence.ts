import type { Session } from '@baton/contracts';
import type { Clock, Presence } from '../services.ts';

/** Somebody who has the inbox open. */
export interface PresentMember {
  readonly workspaceId: string;
  readonly userId: string;
  readonly canHandoff: boolean;
}

export interface PresenceChange extends PresentMember {
  readonly online: boolean;
  /** Seen by this process, and not told by another. */
  readonly here: boolean;
}

export interface StaffPresence extends Presence {
  joined(session: Session, socketId: string): void;
  left(session: Session, socketId: string): void;
  /** They were here before a restart, and have so long to come back. */
  expect(members: readonly PresentMember[], withinMs: number): void;
  /** They are gone now, whatever sockets are still closing. */
  forget(workspaceId: string, userId: string): void;
  /** Who is connected to this process. */
  here(): PresentMember[];
  /** Calls back whenever `here` has changed; the answer calls it off. */
  onHereChanged(tell: () => void): () => void;
  /** Who is connected to another process, all of them; nobody when it has stopped. */
  elsewhere(processId: string, members: readonly PresentMember[]): void;
  stop(): void;
}

interface Entry {
  canHandoff: boolean;
  readonly sockets: Set<string>;
  /** Ends the grace of somebody whose last socket has gone. */
  cancelGrace: () => void;
}

/** A reload of the inbox is no absence. */
const GRACE_MS = 5_000;

/** Who has the inbox open, in how many tabs, on this process and on others. */
export function createStaffPresence(clock: Clock, onChange: (change: PresenceChange) => void): StaffPresence {
  const workspaces = new Map<string, Map<string, Entry>>();
  const others = new Map<string, readonly PresentMember[]>();
  const tellers = new Set<() => void>();
  const find = (workspaceId: string, userId: string) => workspaces.get(workspaceId)?.get(userId);
  const isElsewhere = (workspaceId: string, userId: string) =>
    [...others.values()].some((members) => members.some((each) => isSame(each, { workspaceId, userId })));
  const isOnline = (workspaceId: string, userId: string) =>
    find(workspaceId, userId) !== undefined || isElsewhere(workspaceId, userId);

  const hereChanged = () => {
    for (const tell of tellers) tell();
  };

  function forget(workspaceId: string, userId: string): void {
    const members = workspaces.get(workspaceId);
    const entry = members?.get(userId);
    if (!members || !entry) return;
    entry.cancelGrace();
    members.delete(userId);
    if (members.size === 0) workspaces.delete(workspaceId);
    hereChanged();
    if (isElsewhere(workspaceId, userId)) return;
    onChange({ workspaceId, userId, canHandoff: entry.canHandoff, online: false, here: true });
  }

  return {
    joined({ workspace, user, canHandoff }, socketId) {
      const known = find(workspace.id, user.id);
      const wasOnline = isOnline(workspace.id, user.id);
      if (known) {
        known.cancelGrace();
        known.sockets.add(socketId);
        if (known.canHandoff === canHandoff) return;
        known.canHandoff = canHandoff;
      } else {
        const members = workspaces.get(workspace.id) ?? new Map<string, Entry>();
        workspaces.set(workspace.id, members);
        members.set(user.id, { canHandoff, sockets: new Set([socketId]), cancelGrace: () => undefined });
      }
      hereChanged();
      if (wasOnline && !known) return;
      onChange({ workspaceId: workspace.id, userId: user.id, canHandoff, online: true, here: true });
    },
    left({ workspace, user }, socketId) {
      const entry = find(workspace.id, user.id);
      if (!entry?.sockets.delete(socketId) || entry.sockets.size > 0) return;
      entry.cancelGrace = clock.after(GRACE_MS, () => forget(workspace.id, user.id));
    },
    expect(members, withinMs) {
      for (const { workspaceId, userId, canHandoff } of members) {
        if (find(workspaceId, userId)) continue;
        const others = workspaces.get(workspaceId) ?? new Map<string, Entry>();
        workspaces.set(workspaceId, others);
        const cancelGrace = clock.after(withinMs, () => forget(workspaceId, userId));
        others.set(userId, { canHandoff, sockets: new Set(), cancelGrace });
      }
      hereChanged();
    },
    forget,
    isOnline,
    here: () =>
      [...workspaces].flatMap(([workspaceId, members]) =>
        [...members].map(([userId, { canHandoff }]) => ({ workspaceId, userId, canHandoff })),
      ),
    onHereChanged(tell) {
      tellers.add(tell);
      return () => void tellers.delete(tell);
    },
    elsewhere(processId, members) {
      const before = others.get(processId) ?? [];
      const come = members.filter(({ workspaceId, userId }) => !isOnline(workspaceId, userId));
      if (members.length > 0) others.set(processId, members);
      else others.delete(processId);
      for (const each of come) onChange({ ...each, online: true, here: false });
      for (const each of before) {
        if (!isOnline(each.workspaceId, each.userId)) onChange({ ...each, online: false, here: false });
      }
    },
    stop() {
      for (const members of workspaces.values()) for (const entry of members.values()) entry.cancelGrace();
      workspaces.clear();
      others.clear();
    },
  };
}

function isSame(member: PresentMember, key: { readonly workspaceId: string; readonly userId: string }): boolean {
  return member.workspaceId === key.workspaceId && member.userId === key.userId;
}
