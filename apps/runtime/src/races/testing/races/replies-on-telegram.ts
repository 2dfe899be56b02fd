import { ownerOf } from '@baton/engine';
import { onTelegram, type Race } from '../race.ts';
import { newId, type RaceWorld } from '../race-world.ts';
import type { Side } from '../side.ts';
import type { TelegramDesk } from '../telegram-desk.ts';
import { must, until } from '../until.ts';

/** Somebody on Telegram and somebody at an inbox, at the same moment; the bot is polled by one of the processes. */
export const repliesOnTelegram: Race = {
  number: 8,
  title: 'replies from Telegram and the inbox',
  run: onTelegram((world, desk, time) =>
    time % 2 === 0 ? byTheOwner(world, desk, sideOf(time)) : byTwoPeople(world, desk, sideOf(time)),
  ),
};

const sideOf = (time: number): Side => (time % 4 < 2 ? 'a' : 'b');

/** One person with a phone in one hand: both replies are stored in one order, and sent in that order. */
async function byTheOwner({ ben, benId, ringing, stored, settled, recorder }: RaceWorld, desk: TelegramDesk, on: Side) {
  const { id } = await ringing();
  const alert = await desk.alert(id);
  desk.phone.tap('Accept', alert);
  await until('Ben has it', async () => ownerOf((await stored(id)).state)?.id === benId || undefined);

  // They may have others from before: a reply says whom it is for.
  desk.phone.say('From the phone', alert);
  const given = await ben.reply(on, id, 'From the inbox', newId());
  must(given.done, `the inbox was told ${JSON.stringify(given)}`);
  const replies = await until('both are stored', async () => {
    const { messages } = await stored(id);
    const found = messages.filter(({ kind }) => kind === 'reply');
    return found.length >= 2 ? found : undefined;
  });
  await settled(id);
  const shown = recorder.shown(id);
  must(replies.length === 2, `${replies.length} replies are stored`);
  must(shown.join() === shown.toSorted((x, y) => x - y).join(), `sent in the order ${shown.join()}`);
  must(
    replies.every(({ seq }) => shown.filter((each) => each === seq).length === 1),
    'one was not sent once',
  );
  await ben.command(on, id, 'end');
  const [first] = replies;
  return first?.content.kind === 'text' && first.content.text === 'From the phone' ? 'phone first' : 'inbox first';
}

/** Two first replies: one takes over; the other is told who, and their words go nowhere. */
async function byTwoPeople({ ana, greeted, settled, recorder }: RaceWorld, desk: TelegramDesk, on: Side) {
  const { id } = await greeted();
  const topic = await desk.topic(id);
  desk.group.say(desk.ola, 'Ola here', { topic });
  const byAna = await ana.reply(on, id, 'Ana here');
  if (byAna.done) {
    await until(
      'the topic says that it was not sent',
      () => desk.linesIn(topic).some((line) => line.endsWith('Your message was not sent.')) || undefined,
    );
  } else {
    must(['TAKEN_BY', 'NOT_OWNER'].includes(byAna.code), `the inbox was told ${JSON.stringify(byAna)}`);
    must(byAna.message.includes('Ola'), 'the inbox was not told who');
  }
  const { messages } = await settled(id);
  const replies = messages.filter(({ kind }) => kind === 'reply');
  must(replies.length === 1, `${replies.length} replies are stored`);
  must(recorder.shown(id).filter((seq) => seq === replies[0]?.seq).length === 1, 'the reply was not sent once');
  await ana.command(on, id, 'end');
  return byAna.done ? 'the inbox won' : 'the topic won';
}
