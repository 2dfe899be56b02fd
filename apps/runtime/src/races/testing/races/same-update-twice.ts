import { inTurns, type Race } from '../race.ts';
import { flowTexts, newId, type RaceWorld, timesSaid } from '../race-world.ts';
import { must, until } from '../until.ts';

/** The same update twice: one message, one answer. Receipts out of order: delivery only moves forward. */
export const sameUpdateTwice: Race = {
  number: 10,
  title: 'the same update twice, or out of order',
  run: inTurns((world, time) => (time % 2 === 0 ? twice(world) : outOfOrder(world))),
};

async function twice({ greeted, settled, recorder }: RaceWorld): Promise<string> {
  const { guest, id } = await greeted();
  const clientId = newId();
  await Promise.all((['a', 'b', 'a', 'b'] as const).map((side) => guest.says(side, 'Mona', clientId)));
  // A copy that comes long after it was answered.
  await guest.says('b', 'Mona', clientId);
  const conversation = await settled(id);
  const own = conversation.messages.filter((message) => message.clientId === clientId);
  must(own.length === 1, `it is stored ${own.length} times`);
  must(timesSaid(conversation, flowTexts.wish) === 1, 'the bot did not answer once');
  const shown = recorder.shown(id);
  must(new Set(shown).size === shown.length, 'something was sent twice');
  return 'five copies, one message';
}

async function outOfOrder({ greeted, settled, stored }: RaceWorld): Promise<string> {
  const { guest, id } = await greeted();
  await guest.says('a', 'Mona');
  const before = await settled(id);
  const tabs = await Promise.all([guest.tab('a'), guest.tab('b')]);
  const [first, second] = tabs;
  const seq = before.columns.lastSeq;
  // What was read first is reported last, and by another process.
  first?.emit('seen', { seq, visible: true });
  second?.emit('seen', { seq, visible: false });
  first?.emit('seen', { seq: 1, visible: false });
  second?.emit('seen', { seq, visible: false });
  const after = await until('everything counts as read', async () => {
    const now = await stored(id);
    const sent = now.messages.filter(({ kind }) => kind !== null);
    return sent.every(({ delivery }) => delivery === 'read') ? now : undefined;
  });
  second?.emit('seen', { seq, visible: false });
  const answered = new Promise((resolve) => second?.once('changed', resolve));
  await guest.says('b', 'Thanks');
  await answered;
  for (const tab of tabs) tab.disconnect();
  const last = await stored(id);
  const back = last.messages.filter(
    (message) => message.seq <= seq && message.kind !== null && message.delivery !== 'read',
  );
  must(back.length === 0, `${back.map((message) => message.seq).join()} went back from read`);
  must(after.state.epoch === before.state.epoch, 'a receipt changed the conversation');
  return 'receipts out of order, read stays read';
}
