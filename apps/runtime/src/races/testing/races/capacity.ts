import { askedOf } from '@baton/engine';
import type { Desk } from '../desk.ts';
import { type Race, settled } from '../race.ts';
import type { Chat, RaceWorld } from '../race-world.ts';
import type { Side } from '../side.ts';
import { must } from '../until.ts';

const WAITING = 3;

/**
 * Three conversations at once for a team of two who take one each, seen by both processes: each is asked for one, and
 * whoever has the third keeps it.
 */
export const capacity: Race = {
  number: 13,
  title: 'capacity, under two processes',
  async run(world, times) {
    const team = await world.team({ routing: 'round_robin', capacity: 1 });
    const runs = [];
    // One after another: the team has only so many places.
    while (runs.length < times) runs.push(await settled(once(world, team)));
    team.close();
    return runs;
  },
};

async function once({ ana, ringing, stored, settled }: RaceWorld, team: Awaited<ReturnType<RaceWorld['team']>>) {
  const chats = await Promise.all(Array.from({ length: WAITING }, () => held(ana, ringing)));
  const answers = await Promise.all(
    chats.map(({ id }, index) => ana.command(side(index), id, 'transfer-to-team', { teamId: team.id })),
  );
  const kept = answers.filter((answer) => !answer.done);
  must(kept.length === 1, `${kept.length} of three were refused: ${JSON.stringify(answers)}`);
  must(
    kept.every(({ code }) => code === 'NOBODY_THERE'),
    `the third was told ${JSON.stringify(kept)}`,
  );

  const asked: string[] = [];
  for (const [index, { id }] of chats.entries()) {
    const { state } = await stored(id);
    if (answers[index]?.done) {
      const name = askedOf(state)?.name;
      const member = team.members.find((each) => each.name === name);
      must(member !== undefined, `it is asked of ${name ?? 'nobody'}`);
      asked.push(member.name);
      const accepted = await member.command(side(index), id, 'accept');
      must(accepted.done, `${member.name} was told ${JSON.stringify(accepted)}`);
      await resolve(member, id);
    } else {
      must(state.mode.kind === 'human' && state.mode.owner.name === ana.name, 'the third has lost its person');
      await resolve(ana, id);
    }
    await settled(id);
  }
  must(new Set(asked).size === 2, `${asked.join(' and ')} were asked`);
  return 'one each, and the third stays';
}

async function held(ana: Desk, ringing: () => Promise<Chat>): Promise<Chat> {
  const chat = await ringing();
  const accepted = await ana.command('a', chat.id, 'accept');
  must(accepted.done, `the accept was refused: ${JSON.stringify(accepted)}`);
  return chat;
}

async function resolve(member: Desk, id: string): Promise<void> {
  const resolved = await member.command('a', id, 'resolve');
  must(resolved.done, `it could not be resolved: ${JSON.stringify(resolved)}`);
}

function side(index: number): Side {
  return index % 2 === 0 ? 'a' : 'b';
}
