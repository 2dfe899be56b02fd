import { seenByAll } from '../desk.ts';
import { inTurns, type Race } from '../race.ts';
import { newId } from '../race-world.ts';
import { must } from '../until.ts';

/** The customer writes while it rings, and as somebody accepts: stored once, shown to both, the list shows it. */
export const messageWhileRinging: Race = {
  number: 3,
  title: 'the customer writes while it rings',
  run: inTurns(async ({ ana, ben, ringing, settled }) => {
    const { guest, id } = await ringing();
    const clientId = newId();
    const [, accepted] = await Promise.all([
      guest.says('a', 'Is anybody there?', clientId),
      ben.command('b', id, 'accept'),
    ]);
    must(accepted.done, `the accept was refused: ${JSON.stringify(accepted)}`);
    const conversation = await settled(id);
    must(conversation.state.mode.kind === 'human', `it is ${conversation.columns.mode}`);
    const own = conversation.messages.filter((message) => message.clientId === clientId);
    must(own.length === 1, `the message is stored ${own.length} times`);
    await seenByAll([ana, ben], id, clientId);
    const takenAt =
      conversation.messages.find(({ content }) => content.kind === 'event' && content.event === 'taken_over')?.seq ?? 0;
    return (own[0]?.seq ?? 0) < takenAt ? 'the message came first' : 'the accept came first';
  }),
};
