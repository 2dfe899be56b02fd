import { inTurns, type Race } from '../race.ts';
import { humanTakesOver, timesNoted, timesSaid } from '../race-world.ts';
import { must, until } from '../until.ts';

/** Two accepts at once: one wins; the other is told who, and their buttons go. */
export const twoAccepts: Race = {
  number: 1,
  title: 'two accepts at once',
  run: inTurns(async ({ ana, ben, ringing, settled }) => {
    const { id } = await ringing();
    const [byAna, byBen] = await Promise.all([ana.command('a', id, 'accept'), ben.command('b', id, 'accept')]);
    must(byAna.done !== byBen.done, `both were told ${byAna.done ? 'that they have it' : 'that the other has it'}`);
    const [winner, loser, refusal] = byAna.done ? [ana, ben, byBen] : [ben, ana, byAna];
    must(!refusal.done && refusal.code === 'TAKEN_BY', `the second was told ${JSON.stringify(refusal)}`);
    must(refusal.message.startsWith(`${winner.name} took`), `the second was told “${refusal.message}”`);

    const conversation = await settled(id);
    const { mode, request } = conversation.state;
    must(
      mode.kind === 'human' && mode.owner.name === winner.name,
      `it belongs to somebody else: ${JSON.stringify(mode)}`,
    );
    must(request?.state === 'active' && request.operator?.name === winner.name, 'the request is another’s');
    must(timesSaid(conversation, humanTakesOver) === 1, 'the text of the take-over was not said once');
    must(timesNoted(conversation, 'taken_over') === 1, 'the take-over was not noted once');
    for (const { name, told } of [winner, loser].map((desk) => ({
      name: desk.name,
      told: () => desk.told(id, 'handoff.settled'),
    }))) {
      const [settlement] = await until(`the buttons of ${name} go`, () => (told().length > 0 ? told() : undefined));
      must(JSON.stringify(settlement).includes(winner.name), `${name}’s inbox was told ${JSON.stringify(settlement)}`);
    }
    return `${winner === ana ? 'the first process' : 'the second process'} won`;
  }),
};
