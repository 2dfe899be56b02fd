import type { ChannelKey } from '../channels/channel-key.ts';
import type { Database } from '../db/client.ts';
import { setUnreachable } from '../db/contacts.ts';

interface Deps {
  readonly database: Database;
  readonly onContactChanged: (workspaceId: string) => void;
}

/** Notes why nothing reaches a customer, or null that they can be written to, and shows it to staff where it is news. */
export async function noteReachable(
  { database, onContactChanged }: Deps,
  channel: ChannelKey,
  address: string,
  problem: string | null,
): Promise<void> {
  if (await setUnreachable(database, { ...channel, address }, problem)) onContactChanged(channel.workspaceId);
}
