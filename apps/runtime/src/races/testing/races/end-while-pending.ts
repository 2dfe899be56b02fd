import { inTurns, type Race } from '../race.ts';
import { must, until } from '../until.ts';

/** End while it rings, and an Accept at the same moment: it is over, and a late Accept is told so. */
export const endWhilePending: Race = {
  number: 5,
  title: 'end while pending',
  run: inTurns(async ({ ana, ben, ringing, settled }, time) => {
    const { guest, id } = await ringing();
    const end = time % 2 === 0 ? guest.command('a', 'end-chat') : ana.command('a', id, 'end');
    const [accepted] = await Promise.all([ben.command('b', id, 'accept'), end]);
    const conversation = await until('it has ended', async () => {
      const now = await settled(id);
      return now.state.mode.kind === 'ended' ? now : undefined;
    });
    must(Object.keys(conversation.timers).length === 0, 'a timer runs on');
    must(
      conversation.requests.every(({ state }) => state !== 'pending' && state !== 'active'),
      'a request is open',
    );
    const late = await ana.command('b', id, 'accept');
    must(!late.done && late.code === 'ENDED', `an Accept after the end was told ${JSON.stringify(late)}`);
    if (accepted.done) return 'accepted, then ended';
    must(accepted.code === 'ENDED', `the Accept was told ${accepted.code}`);
    return 'ended, the Accept was told so';
  }),
};
