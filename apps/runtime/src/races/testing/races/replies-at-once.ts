import { inTurns, type Race } from '../race.ts';
import { newId, type RaceWorld } from '../race-world.ts';
import { must } from '../until.ts';

/** Replies at once, through two processes: stored in one order, and sent in that order. */
export const repliesAtOnce: Race = {
  number: 8,
  title: 'replies at once',
  run: inTurns((world, time) => (time % 2 === 0 ? fromTwoTabs(world) : fromTwoPeople(world))),
};

async function fromTwoTabs({ ana, greeted, settled, recorder }: RaceWorld): Promise<string> {
  const { id } = await greeted();
  await ana.command('a', id, 'take-over');
  const sides = ['a', 'b', 'a', 'b'] as const;
  const replies = sides.map((side, index) => ({ side, clientId: newId(), text: `Reply ${index}` }));
  const given = await Promise.all(replies.map(({ side, text, clientId }) => ana.reply(side, id, text, clientId)));
  must(
    given.every(({ done }) => done),
    `one was refused: ${JSON.stringify(given)}`,
  );
  const { messages } = await settled(id);
  const stored = messages.filter(({ kind }) => kind === 'reply');
  must(new Set(stored.map(({ clientId }) => clientId)).size === sides.length, 'not all are stored');
  must(stored.length === sides.length, 'one is stored twice');
  const shown = recorder.shown(id);
  must(shown.join() === shown.toSorted((x, y) => x - y).join(), `sent in the order ${shown.join()}`);
  must(
    stored.every(({ seq }) => shown.filter((each) => each === seq).length === 1),
    'one was not sent once',
  );
  return stored[0]?.clientId === replies[0]?.clientId
    ? 'in the order they began'
    : 'in another order, the same everywhere';
}

/** Two first replies are two take-overs: one has it, the other keeps their draft. */
async function fromTwoPeople({ ana, ben, greeted, settled, recorder }: RaceWorld): Promise<string> {
  const { id } = await greeted();
  await settled(id);
  const [byAna, byBen] = await Promise.all([ana.reply('a', id, 'Ana here'), ben.reply('b', id, 'Ben here')]);
  must(byAna.done !== byBen.done, 'both were told the same');
  const [winner, refusal] = byAna.done ? [ana, byBen] : [ben, byAna];
  must(
    !refusal.done && ['TAKEN_BY', 'NOT_OWNER'].includes(refusal.code),
    `the second was told ${JSON.stringify(refusal)}`,
  );
  must(!refusal.done && refusal.message.includes(winner.name), 'the second was not told who');
  const { messages } = await settled(id);
  const replies = messages.filter(({ kind }) => kind === 'reply');
  must(replies.length === 1, `${replies.length} replies are stored`);
  must(recorder.shown(id).filter((seq) => seq === replies[0]?.seq).length === 1, 'the reply was not sent once');
  return winner === ana ? 'the first process won' : 'the second process won';
}
