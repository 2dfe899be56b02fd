import pg from 'pg';
import type { Database } from '../client.ts';
import { createMicroBatch } from './micro-batch.ts';
import { readTurn, readTurns, type Turn, type TurnQuery } from './read-turn.ts';
import { type TurnWrite, type TurnWritten, writeTurn, writeTurns } from './write-turn.ts';

/** The reads and writes of turns: under load those of several conversations share a statement. */
export interface Turns {
  /** Null where the channel or the conversation is not in the workspace. */
  read(query: TurnQuery): Promise<Turn | null>;
  write(write: TurnWrite): Promise<TurnWritten>;
}

export function createTurns(database: Database): Turns {
  return {
    read: createMicroBatch<TurnQuery, Turn | null>({
      groupOf: ({ target }) => `${'conversationId' in target ? 'id' : 'address'} ${target.workspaceId}`,
      run: (queries) => readTurns(database, queries),
      runAlone: (query) => readTurn(database, query),
      isOfOneItem: isRefusal,
    }),
    write: createMicroBatch<TurnWrite, TurnWritten>({
      groupOf,
      // One conversation is written once by a statement, and a contact opens one.
      keyOf: ({ channelId, address }) => `${channelId} ${address}`,
      run: (writes) => writeTurns(database, writes),
      runAlone: (write) => writeTurn(database, write),
      isOfOneItem: isRefusal,
    }),
  };
}

/** Which turns may share a statement: those of one workspace. One that discards or assigns is written by itself. */
function groupOf({ version, workspaceId, conversationId, discardFlow, assignment }: TurnWrite): string {
  if (discardFlow || assignment) return `alone ${conversationId}`;
  return `${version === null ? 'open' : 'swap'} ${workspaceId}`;
}

/** The server said no to a statement, and has undone it: a repeated event, a deadlock, a value it can't hold. */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError;
}
