import { setTimeout as delay } from 'node:timers/promises';
import type { StoredConversation } from '../../../crash/testing/stored-conversation.ts';
import { inTurns, type Race } from '../race.ts';
import { newId, type RaceWorld, sessionEnded, timesSaid } from '../race-world.ts';
import { must, until } from '../until.ts';

/** Workers look at least once a second: a timer that is moved this far ahead is seen before it is due. */
const AHEAD_MS = 1_100;
const SPREAD_MS = 60;

/**
 * A reply against a timeout: whichever writes first. A reply after the timer becomes a take-over; into an ended
 * conversation it is refused. It is never dropped silently, and never sent twice.
 */
export const replyAndTimeout: Race = {
  number: 2,
  title: 'a reply against a timeout',
  run: inTurns((world, time) => {
    const variants = [againstTheReplyTimer, againstTheAcceptTimer, againstTheEnd];
    return variants[time % variants.length]?.(world) ?? Promise.reject(new Error('There is no such variant'));
  }),
};

async function againstTheReplyTimer(world: RaceWorld): Promise<string> {
  const { ana, ringing, dueIn, settled } = world;
  const { id } = await ringing();
  await ana.command('a', id, 'accept');
  await ana.reply('a', id, 'Hello');
  await settled(id);
  await dueIn(id, 'reply', AHEAD_MS);
  const clientId = newId();
  await delay(AHEAD_MS + jitter());
  const answer = await ana.reply('b', id, 'Are you still there?', clientId);
  must(answer.done, `the reply was refused: ${JSON.stringify(answer)}`);
  const conversation = await settled(id);
  must(conversation.state.mode.kind === 'human', `a reply was the last word, and it is ${conversation.columns.mode}`);
  sentOnce(world, conversation, clientId);
  const ended = timesSaid(conversation, sessionEnded);
  must(ended === conversation.state.requests - 1, `“${sessionEnded}” was said ${ended} times`);
  return ended === 0 ? 'the reply came first' : 'the timeout came first, the reply took over';
}

async function againstTheAcceptTimer(world: RaceWorld): Promise<string> {
  const { ben, ringing, dueIn, settled } = world;
  const { id } = await ringing();
  await settled(id);
  await dueIn(id, 'accept', AHEAD_MS);
  const clientId = newId();
  await delay(AHEAD_MS + jitter());
  const answer = await ben.reply('b', id, 'Here I am', clientId);
  must(answer.done, `the reply was refused: ${JSON.stringify(answer)}`);
  const conversation = await settled(id);
  must(conversation.state.mode.kind === 'human', `a reply was the last word, and it is ${conversation.columns.mode}`);
  must(conversation.state.timers.accept === undefined, 'the accept timer runs on');
  sentOnce(world, conversation, clientId);
  const gaveUp = conversation.messages.some(({ content }) => content.kind === 'form');
  return gaveUp ? 'nobody was in time, the reply took over' : 'the reply came before the accept timeout';
}

async function againstTheEnd(world: RaceWorld): Promise<string> {
  const { ana, ringing, settled, recorder } = world;
  const { guest, id } = await ringing();
  await ana.command('a', id, 'accept');
  const clientId = newId();
  const [answer] = await Promise.all([ana.reply('b', id, 'One more thing', clientId), guest.command('a', 'end-chat')]);
  const conversation = await until('it has ended', async () => {
    const now = await settled(id);
    return now.state.mode.kind === 'ended' ? now : undefined;
  });
  if (answer.done) {
    sentOnce(world, conversation, clientId);
    return 'the reply came before the end';
  }
  must(answer.code === 'ENDED', `the reply was refused with ${answer.code}`);
  must(
    conversation.messages.every((message) => message.clientId !== clientId),
    'a refused reply was stored',
  );
  must(
    recorder.calls(id).every(({ seq }) => seq <= conversation.columns.lastSeq),
    'a refused reply was sent',
  );
  return 'the end came first, the reply was refused';
}

/** What was answered with success is stored once, and the customer has seen it once. */
function sentOnce({ recorder }: RaceWorld, { id, messages }: StoredConversation, clientId: string): void {
  const own = messages.filter((message) => message.clientId === clientId);
  must(own.length === 1, `the reply is stored ${own.length} times`);
  const shown = recorder.shown(id).filter((seq) => seq === own[0]?.seq);
  must(shown.length === 1, `the reply was shown ${shown.length} times`);
}

function jitter(): number {
  return (Math.random() - 0.5) * SPREAD_MS;
}
