import type { Command, Facts } from '../command.ts';
import type { ConversationState } from '../state.ts';

/**
 * Who owns a conversation after a command, by the page of the rules: written apart from the machine, in other words.
 * It looks at the mode before, never at what was decided.
 */
export function ownerAfter({ mode, timers, epoch }: ConversationState, command: Command, facts: Facts): string | null {
  const owner = mode.kind === 'human' ? mode.owner.id : null;
  // Nobody is at a screen: what the phone has is as free as what nobody has.
  const free = owner === null || owner === 'phone';
  const offered = mode.kind === 'human' ? mode.transfer?.to.id : undefined;
  switch (command.type) {
    case 'operator.take_over':
      return takes(command, free || command.actor.supervisor);
    case 'operator.accept':
      return takes(command, free || offered === command.actor.id);
    case 'operator.answer_transfer':
      return takes(command, command.accept && offered === command.actor.id);
    case 'operator.reply':
      return takes(command, free && facts.canWrite);
    case 'phone.reply': {
      const stale = mode.kind === 'resolved' && facts.at - mode.at > 72 * 3600 * 1000;
      const takes = command.takesOver && !facts.contactBlocked && mode.kind !== 'ended' && !stale;
      return owner ?? (takes ? 'phone' : null);
    }
    case 'operator.reopen': {
      const over = mode.kind === 'resolved' || mode.kind === 'ended';
      const possible = over && facts.canWrite && facts.newerOpen === null;
      return possible && command.actor.canHandoff ? command.actor.id : owner;
    }
    case 'operator.hand_back':
    case 'operator.resolve':
    case 'operator.end':
      return command.actor.canHandoff && (free || command.actor.id === owner || command.actor.supervisor)
        ? null
        : owner;
    case 'operator.transfer_to_team': {
      const there = facts.desks[command.team ?? '']?.operators ?? [];
      if (there.every(({ id }) => id === owner || id === command.actor.id)) return owner;
      return command.actor.canHandoff && (free || command.actor.id === owner || command.actor.supervisor)
        ? null
        : owner;
    }
    case 'owner.unavailable':
    case 'customer.end_chat':
    case 'contact.blocked':
      return null;
    case 'timer.fired': {
      const dueAt = timers[command.timer];
      const due = dueAt !== undefined && dueAt <= facts.at && command.epoch === epoch;
      return due && (command.timer === 'reply' || command.timer === 'owner_offline') ? null : owner;
    }
    default:
      return owner;
  }

  function takes({ actor }: Extract<Command, { actor: { canHandoff: boolean } }>, may: boolean): string | null {
    return may && actor.canHandoff && mode.kind !== 'ended' ? actor.id : owner;
  }
}
