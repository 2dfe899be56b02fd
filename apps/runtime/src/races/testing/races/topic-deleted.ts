import { onTelegram, type Race } from '../race.ts';
import { flowTexts } from '../race-world.ts';
import { must, until } from '../until.ts';

/** Named by the card, and by nothing else. */
const CHANNEL = 'Races';

/** A topic is deleted while its conversation goes on: it is made again, and says all of it once, in order. */
export const topicDeleted: Race = {
  number: 12,
  title: 'a topic is deleted as the customer writes',
  run: onTelegram(async ({ greeted, settled }, desk, time) => {
    const { guest, id } = await greeted();
    const deleted = await desk.topic(id);
    await until('the topic has the question', () => desk.linesIn(deleted).includes(flowTexts.ask) || undefined);
    const sides = time % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const);
    const said = guest.says(sides[0], 'Mona');
    if (time % 3 === 0) await said;
    desk.group.deleteTopic(deleted);
    await said;
    await settled(id);
    // Nobody tells a bot that a topic was deleted: it learns of it from the next thing it has to say there.
    await guest.says(sides[1], 'A haircut');
    await settled(id);

    const topic = await desk.topic(id);
    const last = 'Bye.';
    await until('the new topic has the last words', () => desk.linesIn(topic).includes(last) || undefined);
    const lines = desk.linesIn(topic);
    must(lines.filter((line) => line.startsWith(CHANNEL)).length === 1, `its card is missing: ${lines.join(' | ')}`);
    const expected = ['Mona', flowTexts.first, flowTexts.second, flowTexts.wish, 'A haircut', last];
    const heard = lines.filter((line) => expected.includes(line));
    must(heard.join(' | ') === expected.join(' | '), `the topic reads: ${lines.join(' | ')}`);
    return 'made again, with everything once';
  }),
};
