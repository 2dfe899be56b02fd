import { inTurns, type Race } from '../race.ts';
import { flowTexts, newId, timesSaid } from '../race-world.ts';
import { must } from '../until.ts';

/** Two first messages at once: one conversation, which holds both. */
export const twoFirstMessages: Race = {
  number: 11,
  title: 'two first messages at once',
  run: inTurns(async ({ guest, settled }, time) => {
    const visitor = await guest();
    const sent = [newId(), newId()] as const;
    const others = time % 2 === 0 ? [] : [visitor.command('b', 'start')];
    const ids = await Promise.all([
      visitor.says('a', 'Hello', sent[0]),
      visitor.says('b', 'Anybody?', sent[1]),
      ...others,
    ]);
    must(new Set(ids).size === 1, `there are ${new Set(ids).size} conversations`);
    const conversation = await settled(ids[0] ?? '');
    const stored = conversation.messages.flatMap(({ clientId }) => clientId ?? []);
    must(stored.length === 2 && sent.every((each) => stored.includes(each)), `stored are ${stored.length} messages`);
    must(timesSaid(conversation, flowTexts.ask) === 1, `the bot asked ${timesSaid(conversation, flowTexts.ask)} times`);
    return stored[0] === sent[0] ? 'the first process was first' : 'the second process was first';
  }),
};
