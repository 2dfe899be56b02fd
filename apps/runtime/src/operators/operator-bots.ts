import { createStaffBot, type StaffBot } from '@baton/channels/telegram-staff';
import { z } from 'zod';
import type { SecretBox } from '../channels/secret-box.ts';
import type { Database } from '../db/client.ts';
import { type OperatorBotRow, readOperatorBot } from '../db/telegram/bots.ts';

/** A workspace's bot, ready to be used. */
export interface OperatorBot {
  readonly row: OperatorBotRow;
  readonly staff: StaffBot;
  readonly id: string;
  readonly username: string;
}

export interface OperatorBots {
  /** Null where none is chosen, or it is not connected now. */
  of(workspaceId: string): Promise<OperatorBot | null>;
  stop(): void;
}

const accountSchema = z.object({ name: z.string() });

/** Makes the bots of operators of what is stored, and keeps each for as long as its connection is the same. */
export function createOperatorBots(deps: {
  readonly database: Database;
  readonly secretBox: Pick<SecretBox, 'open'>;
  /** Where the Bot API is, if not at its usual place. */
  readonly apiRoot: string | undefined;
}): OperatorBots {
  const kept = new Map<string, { readonly version: string; readonly staff: StaffBot }>();

  function staffOf(row: OperatorBotRow, secrets: string): StaffBot | null {
    const version = `${row.channelId}:${row.version}`;
    const known = kept.get(row.workspaceId);
    if (known?.version === version) return known.staff;
    known?.staff.close();
    kept.delete(row.workspaceId);
    const token = open(row, secrets);
    if (token === undefined) return null;
    const staff = createStaffBot(token, deps.apiRoot ?? null);
    kept.set(row.workspaceId, { version, staff });
    return staff;
  }

  /** Undefined where it was sealed under another secret: the connection of the channel says so. */
  function open({ workspaceId, channelId }: OperatorBotRow, secrets: string): string | undefined {
    try {
      return deps.secretBox.open({ workspaceId, channelId }, secrets).token;
    } catch {
      return undefined;
    }
  }

  return {
    async of(workspaceId) {
      const row = await readOperatorBot(deps.database, workspaceId);
      if (!row || row.secrets === null) return null;
      const staff = staffOf(row, row.secrets);
      if (!staff) return null;
      const username = (accountSchema.safeParse(row.account).data?.name ?? '').replace(/^@/, '');
      return { row, staff, id: row.accountId?.replace(/^telegram:/, '') ?? '', username };
    },
    stop() {
      for (const { staff } of kept.values()) staff.close();
      kept.clear();
    },
  };
}
