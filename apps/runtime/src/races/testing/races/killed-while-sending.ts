import { type Race, type Run, settled as settledRun } from '../race.ts';
import { type Chat, type RaceWorld, timesSaid } from '../race-world.ts';
import type { Call } from '../recorder.ts';
import { must, until } from '../until.ts';

/** Conversations that one kill catches in the middle of a send. */
const PER_KILL = 20;
const REFUSED_OF = 4;

/**
 * A process dies between the commit and the provider's answer. What it had not begun is sent by the other, in order;
 * what may have arrived is marked, not repeated, and holds nothing back; staff may have it sent again.
 */
export const killedWhileSending: Race = {
  number: 9,
  title: 'killed between commit and send',
  async run(world, times) {
    const runs: Run[] = [];
    while (runs.length < times) runs.push(...(await oneKill(world, Math.min(PER_KILL, times - runs.length))));
    return runs;
  },
};

async function oneKill(world: RaceWorld, count: number): Promise<Run[]> {
  const { servers, greeted, settled, recorder } = world;
  const chats = await Promise.all(Array.from({ length: count }, greeted));
  await Promise.all(chats.map(({ id }) => settled(id)));
  const dead = Promise.withResolvers<void>();
  const caught = await Promise.all(chats.map((chat, index) => sending(chat, index)));
  const pid = servers.a.pid;
  servers.a.kill();
  await servers.a.gone();
  dead.resolve();
  const runs = await Promise.all(caught.map((each) => settledRun(outcomeOf(world, each, pid))));
  await servers.a.start();
  await until('the inbox is back', () => (world.ana.online ? true : undefined));
  return runs;

  /** The bot has three things to say, and the provider holds the first of them until the process is dead. */
  async function sending(chat: Chat, index: number): Promise<{ chat: Chat; held: Call }> {
    const held = Promise.withResolvers<Call>();
    const hold = async (call: Call) => {
      held.resolve(call);
      await dead.promise;
      // Half of what the dead process sent has not arrived, and nobody can tell.
      if (call.pid === pid && index % 2 === 1) call.shown = false;
      return 'takes' as const;
    };
    // Some are refused at first, and waited for at another try.
    const refuse = () => {
      recorder.next(chat.id, hold);
      return 'refuses' as const;
    };
    recorder.next(chat.id, index % REFUSED_OF === 0 ? refuse : hold);
    await chat.guest.says('a', 'Mona');
    return { chat, held: await held.promise };
  }
}

async function outcomeOf(
  { ana, settled, recorder }: RaceWorld,
  { chat: { id }, held }: { readonly chat: Chat; readonly held: Call },
  deadPid: number,
): Promise<string> {
  const conversation = await settled(id);
  must(timesSaid(conversation, 'One') === 1, 'the bot did not answer once');
  const flow = conversation.messages.filter(({ kind }) => kind === 'flow');
  const uncertain = flow.filter(({ delivery }) => delivery === 'uncertain').map(({ seq }) => seq);
  const expected = held.pid === deadPid ? [held.seq] : [];
  must(uncertain.join() === expected.join(), `marked are ${uncertain.join()}, caught was ${expected.join()}`);
  for (const { seq, delivery } of flow) {
    const shown = recorder.shown(id).filter((each) => each === seq).length;
    if (delivery === 'sent') must(shown === 1, `${seq} counts as sent, and was shown ${shown} times`);
    else must(shown <= 1, `${seq} was shown ${shown} times`);
  }
  const shown = recorder.shown(id);
  must(shown.join() === shown.toSorted((x, y) => x - y).join(), `shown in the order ${shown.join()}`);
  if (held.pid !== deadPid) return 'the other process was sending';

  const again = await ana.command('b', id, 'resend', { seq: held.seq });
  must(again.done, `Resend was refused: ${JSON.stringify(again)}`);
  const after = await settled(id);
  must(after.messages.find(({ seq }) => seq === held.seq)?.delivery === 'sent', 'Resend did not send it');
  must(recorder.calls(id).at(-1)?.seq === held.seq, 'Resend sent something else');
  return held.shown ? 'marked, and it had arrived' : 'marked, and it had not arrived';
}
