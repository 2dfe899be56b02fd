import { seenByAll } from '../desk.ts';
import { inTurns, type Race } from '../race.ts';
import { newId } from '../race-world.ts';
import { must } from '../until.ts';

/** The customer writes while a conversation is offered to a colleague, and as they accept: stored once, shown to both. */
export const messageWhileTransferred: Race = {
  number: 3,
  title: 'the customer writes while it is passed on',
  run: inTurns(async ({ ana, ben, benId, ringing, settled }) => {
    const { guest, id } = await ringing();
    must((await ana.command('a', id, 'accept')).done, 'the accept was refused');
    must((await ana.command('a', id, 'transfer', { operatorId: benId })).done, 'the transfer was refused');
    const clientId = newId();
    const [, accepted] = await Promise.all([
      guest.says('a', 'Who is it now?', clientId),
      ben.command('b', id, 'answer-transfer', { accept: true }),
    ]);
    must(accepted.done, `the accept was refused: ${JSON.stringify(accepted)}`);
    const conversation = await settled(id);
    const { mode } = conversation.state;
    must(mode.kind === 'human' && mode.owner.name === ben.name, `it is not Ben’s: ${JSON.stringify(mode)}`);
    const own = conversation.messages.filter((message) => message.clientId === clientId);
    must(own.length === 1, `the message is stored ${own.length} times`);
    await seenByAll([ana, ben], id, clientId);
    const passedAt =
      conversation.messages.find(({ content }) => content.kind === 'event' && content.event === 'transferred')?.seq ??
      0;
    must(passedAt > 0, 'nothing says that it was passed on');
    return (own[0]?.seq ?? 0) < passedAt ? 'the message came first' : 'the accept came first';
  }),
};
