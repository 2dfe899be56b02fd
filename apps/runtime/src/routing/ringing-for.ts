import type { Ringing, Session } from '@baton/contracts';
import { askedOf, type ConversationState, type Desk, workspaceDesk } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { readRinging } from '../db/requests.ts';
import type { OperatorDirectory } from './operator-directory.ts';
import { readDesk } from './read-desk.ts';

interface Deps {
  readonly database: Database;
  readonly operators: OperatorDirectory;
}

/** What rings for a member now: whoever opens the inbox, or was cut off from it, missed the news of it. */
export async function ringingFor(deps: Deps, { workspace, user, canHandoff }: Session): Promise<Ringing[]> {
  if (!canHandoff) return [];
  const desks = new Map<string, Desk>();
  const ringing: Ringing[] = [];
  for (const { id, contactName, state } of await readRinging(deps.database, workspace.id)) {
    const deskId = state.team?.id ?? workspaceDesk;
    const desk = desks.get(deskId) ?? (await readDesk(deps, workspace.id, deskId)).desk;
    desks.set(deskId, desk);
    if (ringsFor(user.id, state, desk)) ringing.push(ringingOf(id, contactName, state));
  }
  return ringing;
}

/** A request that rings, as the inbox hears of it. */
export function ringingOf(conversationId: string, contact: string, { request, timers }: ConversationState): Ringing {
  const expiresAt = timers.accept === undefined ? null : new Date(timers.accept).toISOString();
  return { conversationId, contact, reason: request?.reason ?? '', expiresAt };
}

/** As when it began to ring: the one who is asked, or else everybody of the desk; not who has rejected it. */
function ringsFor(operatorId: string, state: ConversationState, desk: Desk): boolean {
  const { mode } = state;
  if (mode.kind !== 'pending' || mode.phase !== 'ringing' || mode.rejectedBy.includes(operatorId)) return false;
  const asked = askedOf(state);
  return asked ? asked.id === operatorId : desk.operators.some(({ id }) => id === operatorId);
}
