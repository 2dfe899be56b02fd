import { isDeepStrictEqual } from 'node:util';
import { deriveColumns } from '../../db/turn/derived-columns.ts';
import type { Problems } from './problems.ts';
import type { StoredConversation, StoredMessage } from './stored-conversation.ts';

/** What a delivery may be where its outbox row is so far; a receipt may come before the row is settled. */
const deliveries: Record<NonNullable<StoredMessage['outbox']>, ReadonlySet<StoredMessage['delivery']>> = {
  pending: new Set(['queued', 'delivered', 'read']),
  claimed: new Set(['queued', 'delivered', 'read']),
  sent: new Set(['sent', 'delivered', 'read']),
  failed: new Set(['failed']),
  uncertain: new Set(['uncertain', 'delivered', 'read']),
  discarded: new Set(['discarded']),
};

/** What holds of everything that is stored, at every moment: whatever was written was written whole. */
export function checkStored(conversations: readonly StoredConversation[], problems: Problems): void {
  const open = conversations.filter(({ state }) => state.mode.kind !== 'ended').map(({ contact }) => contact);
  if (new Set(open).size < open.length) problems.add('doubled', 'A contact has two open conversations');
  for (const conversation of conversations) checkOne(conversation, problems);
}

function checkOne(conversation: StoredConversation, problems: Problems): void {
  const { id, columns, state, messages, timers } = conversation;
  const wrong = (what: string) => problems.add('other', `${id}: ${what}`);

  const seqs = messages.map(({ seq }) => seq);
  if (
    !isDeepStrictEqual(
      seqs,
      Array.from({ length: state.seq }, (_, index) => index + 1),
    )
  ) {
    problems.add('lost', `${id}: its last seq is ${state.seq}, its entries are ${seqs.join(', ')}`);
  }
  const { waitingSince: _, ...derived } = deriveColumns(state);
  if (!isDeepStrictEqual(columns, derived)) {
    wrong(`its columns are ${JSON.stringify(columns)}, its state says ${JSON.stringify(derived)}`);
  }
  if (!isDeepStrictEqual(timers, { ...state.timers })) {
    wrong(`its timers are ${JSON.stringify(timers)}, its state says ${JSON.stringify(state.timers)}`);
  }
  checkRequests(conversation, wrong);
  for (const { number, status } of state.submissions) {
    const stored = conversation.submissions.find((each) => each.number === number);
    if (stored?.status !== status) wrong(`submission ${number} is ${stored?.status}, its state says ${status}`);
  }
  for (const { seq, delivery, outbox } of messages) {
    const fits = outbox === null ? delivery === null : deliveries[outbox].has(delivery);
    if (!fits) wrong(`${seq} is ${delivery}, its row of the outbox ${outbox}`);
  }
  const clientIds = messages.flatMap(({ clientId }) => clientId ?? []);
  if (new Set(clientIds).size < clientIds.length) problems.add('doubled', `${id}: a client's message is there twice`);
}

function checkRequests({ state, requests }: StoredConversation, wrong: (what: string) => void): void {
  if (
    !isDeepStrictEqual(
      requests.map(({ number }) => number),
      Array.from({ length: state.requests }, (_, i) => i + 1),
    )
  ) {
    wrong(`it had ${state.requests} requests, stored are ${requests.map(({ number }) => number).join(', ')}`);
  }
  const open = requests.filter((request) => request.state === 'pending' || request.state === 'active');
  const expected = state.request ? [{ number: state.request.number, state: state.request.state }] : [];
  if (!isDeepStrictEqual(open, expected)) {
    wrong(`open requests are ${JSON.stringify(open)}, its state says ${JSON.stringify(expected)}`);
  }
}
