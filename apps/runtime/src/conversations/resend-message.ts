import type { Session } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { type DeliveryMoved, resendOutbox } from '../db/outbox.ts';
import type { Clock } from '../services.ts';
import { getMessages } from './get-messages.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly onDelivery: (moved: DeliveryMoved) => void;
  readonly onQueued: () => void;
}

/** Sends again what failed or may not have arrived, since a person wants it. */
export async function resendMessage(
  deps: Deps,
  session: Session,
  { id, seq, commandId }: { readonly id: string; readonly seq: number; readonly commandId: string },
): Promise<void> {
  if (!session.canHandoff) throw new AppError('FORBIDDEN');
  const { database, clock } = deps;
  const moved = await resendOutbox(database, {
    workspaceId: session.workspace.id,
    conversationId: id,
    seq,
    commandId: `staff:${session.user.id}:${commandId}`,
    now: clock.now(),
  });
  if (moved) {
    deps.onDelivery(moved);
    deps.onQueued();
    return;
  }
  // Sent meanwhile, or by the first copy of this command: both are what was wanted. Only a message has to be there.
  const { messages } = await getMessages(database, session, { id, after: seq - 1, limit: 1 });
  if (messages[0]?.seq !== seq || messages[0].delivery === null) throw new AppError('NOT_FOUND');
}
