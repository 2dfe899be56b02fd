import { setTimeout as delay } from 'node:timers/promises';
import { inTurns, type Race } from '../race.ts';
import { flowTexts, humanTakesOver } from '../race-world.ts';
import { must } from '../until.ts';

const PROVIDER_MS = 15;
const LEAD_MS = 40;

/** What the bot is saying as a person takes over: what is on the wire is kept, the rest is discarded. */
export const replyInFlight: Race = {
  number: 7,
  title: 'the bot’s words at a take-over',
  run: inTurns(async ({ ana, greeted, settled, recorder }) => {
    const { guest, id } = await greeted();
    await settled(id);
    // The bot has three things to say, and each takes the provider its time.
    const slowly = async () => {
      await delay(Math.random() * PROVIDER_MS);
      recorder.next(id, slowly);
      return 'takes' as const;
    };
    recorder.next(id, slowly);
    await guest.says('b', 'Mona');
    await delay(Math.random() * LEAD_MS);
    const taken = await ana.command('a', id, 'take-over');
    must(taken.done, `the take-over was refused: ${JSON.stringify(taken)}`);

    const { messages } = await settled(id);
    const textOf = (seq: number) => {
      const content = messages.find((message) => message.seq === seq)?.content;
      return content?.kind === 'text' ? content.text : '';
    };
    const flow: readonly string[] = [flowTexts.first, flowTexts.second, flowTexts.wish];
    const shown = recorder.shown(id).map(textOf);
    const bot = shown.filter((text) => flow.includes(text));
    must(bot.join() === flow.slice(0, bot.length).join(), `the customer read: ${shown.join(' | ')}`);
    must(
      shown.indexOf(humanTakesOver) > Math.max(-1, ...bot.map((text) => shown.indexOf(text))),
      'the bot talked over a person',
    );
    for (const { seq, kind, delivery } of messages.filter((message) => message.kind === 'flow')) {
      const said = recorder.shown(id).filter((each) => each === seq).length;
      must(said === (delivery === 'discarded' ? 0 : 1), `${seq} is ${delivery}, and was said ${said} times (${kind})`);
    }
    return `${bot.length} of 3 were said`;
  }),
};
