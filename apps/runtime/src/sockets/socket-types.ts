import type {
  Session,
  StaffClientEvents,
  StaffServerEvents,
  VisitorClientEvents,
  VisitorServerEvents,
} from '@baton/contracts';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { VisitorKey } from '../db/visitor.ts';

/** Filled in when a socket is let in. */
export interface StaffData {
  session: Session;
}
export interface VisitorData {
  visitor: VisitorKey;
}

export type StaffNamespace = Namespace<StaffClientEvents, StaffServerEvents, DefaultEventsMap, StaffData>;
export type StaffSocket = Socket<StaffClientEvents, StaffServerEvents, DefaultEventsMap, StaffData>;
export type VisitorNamespace = Namespace<VisitorClientEvents, VisitorServerEvents, DefaultEventsMap, VisitorData>;
export type VisitorSocket = Socket<VisitorClientEvents, VisitorServerEvents, DefaultEventsMap, VisitorData>;

/** The rooms: who hears what. No room is shared by two workspaces. */
export const rooms = {
  staff: (workspaceId: string) => `staff:${workspaceId}`,
  /** Those who may answer customers. */
  handoff: (workspaceId: string) => `handoff:${workspaceId}`,
  member: (workspaceId: string, userId: string) => `member:${workspaceId}:${userId}`,
  visitor: ({ workspaceId, channelId, address }: VisitorKey) => `visitor:${workspaceId}:${channelId}:${address}`,
};
