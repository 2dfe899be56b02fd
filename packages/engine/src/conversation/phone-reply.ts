import { phoneOperator } from '../message.ts';
import { becomeOwner } from './become-owner.ts';
import { audit, type CommandOf, type Draft, type Outcome } from './draft.ts';
import { isStale, supersede } from './end.ts';
import { noteReply } from './reply.ts';
import { keepFromPhone } from './say.ts';

/**
 * The business answered from its own phone. Nobody is refused: the customer has read it. Where no person owns the
 * conversation the phone does from now on, so that the bot does not talk into it; an owner stays the owner.
 */
export function onPhoneReply(draft: Draft, { content, clientId, takesOver }: CommandOf<'phone.reply'>): Outcome {
  const { mode } = draft.state;
  if (draft.facts.contactBlocked) return 'unchanged';
  if (mode.kind === 'ended' || isStale(draft)) return supersede(draft);
  if (takesOver && mode.kind !== 'human') {
    becomeOwner(draft, phoneOperator, 'answered_from_phone');
    audit(draft, phoneOperator, 'take_over', 'by answering from the phone');
  }
  keepFromPhone(draft, content, clientId);
  noteReply(draft);
  return 'changed';
}
