import { setTimeout as delay } from 'node:timers/promises';
import { inTurns, type Race } from '../race.ts';
import { type RaceWorld, timesNoted } from '../race-world.ts';
import { must, until } from '../until.ts';

const AHEAD_MS = 1_100;
const SPREAD_MS = 60;

/** The tab goes away while it rings: the place is kept for a minute, also when the visitor is back on another process. */
export const tabGoesAway: Race = {
  number: 6,
  title: 'the tab goes away while pending',
  run: inTurns((world, time) => (time % 2 === 0 ? reload(world) : backAtTheLastMoment(world))),
};

/** A reload: the new tab is on another process, and may be there before the old one has gone. */
async function reload({ ringing, stored, settled }: RaceWorld): Promise<string> {
  const { guest, id } = await ringing();
  const old = await guest.tab('a');
  old.disconnect();
  const tab = await guest.tab('b');
  // Whatever the processes tell each other about it takes its time.
  await until('the place is kept', async () => {
    const { timers } = await stored(id);
    return timers.visitor_gone === undefined ? true : undefined;
  });
  const conversation = await settled(id);
  must(conversation.columns.phase === 'ringing', `the place was lost: it is ${conversation.columns.mode}`);
  tab.disconnect();
  return 'reloaded, the place was kept';
}

async function backAtTheLastMoment({ ringing, dueIn, stored, settled }: RaceWorld): Promise<string> {
  const { guest, id } = await ringing();
  const old = await guest.tab('a');
  old.disconnect();
  await until('the minute begins', async () => (await stored(id)).timers.visitor_gone);
  await dueIn(id, 'visitor_gone', AHEAD_MS);
  await delay(AHEAD_MS + (Math.random() - 0.5) * SPREAD_MS);
  const tab = await guest.tab('b');
  await until('it is decided', async () => {
    const { timers } = await stored(id);
    return timers.visitor_gone === undefined ? true : undefined;
  });
  const conversation = await settled(id);
  const cancelled = timesNoted(conversation, 'customer_left');
  tab.disconnect();
  if (conversation.columns.phase === 'ringing') {
    must(cancelled === 0, 'it rings on, and was cancelled');
    return 'back in time';
  }
  must(conversation.columns.mode === 'bot', `it is ${conversation.columns.mode}`);
  must(cancelled === 1, `that the customer left was noted ${cancelled} times`);
  return 'too late';
}
