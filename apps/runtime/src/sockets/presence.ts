import type { Session } from '@baton/contracts';
import type { Clock, Presence } from '../services.ts';

export interface StaffPresence extends Presence {
  joined(session: Session, socketId: string): void;
  left(session: Session, socketId: string): void;
  /** They are gone now, whatever sockets are still closing. */
  forget(workspaceId: string, userId: string): void;
  /** How many people who may answer have the inbox open. */
  eligible(workspaceId: string): number;
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

/** Who has the inbox open, in how many tabs. */
export function createStaffPresence(
  clock: Clock,
  onChange: (change: { workspaceId: string; userId: string; online: boolean; canHandoff: boolean }) => void,
): StaffPresence {
  const workspaces = new Map<string, Map<string, Entry>>();
  const find = (workspaceId: string, userId: string) => workspaces.get(workspaceId)?.get(userId);

  function forget(workspaceId: string, userId: string): void {
    const members = workspaces.get(workspaceId);
    const entry = members?.get(userId);
    if (!members || !entry) return;
    entry.cancelGrace();
    members.delete(userId);
    if (members.size === 0) workspaces.delete(workspaceId);
    onChange({ workspaceId, userId, online: false, canHandoff: entry.canHandoff });
  }

  return {
    joined({ workspace, user, canHandoff }, socketId) {
      const known = find(workspace.id, user.id);
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
      onChange({ workspaceId: workspace.id, userId: user.id, online: true, canHandoff });
    },
    left({ workspace, user }, socketId) {
      const entry = find(workspace.id, user.id);
      if (!entry?.sockets.delete(socketId) || entry.sockets.size > 0) return;
      entry.cancelGrace = clock.after(GRACE_MS, () => forget(workspace.id, user.id));
    },
    forget,
    isOnline: (workspaceId, userId) => find(workspaceId, userId) !== undefined,
    eligible: (workspaceId) =>
      [...(workspaces.get(workspaceId)?.values() ?? [])].filter(({ canHandoff }) => canHandoff).length,
    stop() {
      for (const members of workspaces.values()) for (const entry of members.values()) entry.cancelGrace();
      workspaces.clear();
    },
  };
}
