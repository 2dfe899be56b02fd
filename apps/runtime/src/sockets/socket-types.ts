import type {
  Session,
  StaffClientEvents,
  StaffServerEvents,
  VisitorClientEvents,
  VisitorServerEvents,
} from '@baton/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { VisitorKey } from '../db/visitor.ts';
import type { PresentMember } from './presence.ts';

/** Filled in when a socket is let in. */
export interface StaffData {
  session: Session;
}
export interface VisitorData {
  visitor: VisitorKey;
}

/** Which entries of a conversation a visitor is to be told: those after one, and one that is being sent. */
export interface VisitorNews {
  readonly conversationId: string;
  readonly after: number;
  readonly sending?: number;
}

/** What processes of one database tell each other. */
export interface StaffPeerEvents {
  presence: (processId: string, members: readonly PresentMember[]) => void;
  'presence.ask': () => void;
  /** An event for everybody in the rooms who is connected to them. */
  news: <Name extends keyof StaffServerEvents>(
    to: string | string[],
    name: Name,
    args: Parameters<StaffServerEvents[Name]>,
  ) => void;
}
export interface VisitorPeerEvents {
  news: (visitor: VisitorKey, news: VisitorNews) => void;
  'is.here': (visitor: VisitorKey, answer: (here: boolean) => void) => void;
}

export type StaffNamespace = Namespace<StaffClientEvents, StaffServerEvents, StaffPeerEvents, StaffData>;
export type StaffSocket = Socket<StaffClientEvents, StaffServerEvents, StaffPeerEvents, StaffData>;
export type VisitorNamespace = Namespace<VisitorClientEvents, VisitorServerEvents, VisitorPeerEvents, VisitorData>;
export type VisitorSocket = Socket<VisitorClientEvents, VisitorServerEvents, VisitorPeerEvents, VisitorData>;

/** The rooms: who hears what. No room is shared by two workspaces. */
export const rooms = {
  staff: (workspaceId: string) => `staff:${workspaceId}`,
  /** Those who may answer customers. */
  handoff: (workspaceId: string) => `handoff:${workspaceId}`,
  member: (workspaceId: string, userId: string) => `member:${workspaceId}:${userId}`,
  visitor: ({ workspaceId, channelId, address }: VisitorKey) => `visitor:${workspaceId}:${channelId}:${address}`,
};
