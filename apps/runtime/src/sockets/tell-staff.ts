import type { StaffServerEvents } from '@baton/contracts';
import type { StaffNamespace } from './socket-types.ts';

/** Sends an event to everybody in the rooms, in this process and those it shares a database with. */
export type TellStaff = <Name extends keyof StaffServerEvents>(
  to: string | string[],
  name: Name,
  ...args: Parameters<StaffServerEvents[Name]>
) => void;

/**
 * Who is connected here hears at once. By itself, Socket.IO tells other processes first and its own clients once that is
 * done: here they would wait for the database another time.
 */
export function createTellStaff(staff: StaffNamespace, shared: boolean): TellStaff {
  function tellHere<Name extends keyof StaffServerEvents>(
    to: string | string[],
    name: Name,
    args: Parameters<StaffServerEvents[Name]>,
  ): void {
    staff.local.to(to).emit(name, ...args);
  }
  staff.on('news', tellHere);
  return (to, name, ...args) => {
    tellHere(to, name, args);
    if (shared) staff.serverSideEmit('news', to, name, args);
  };
}
