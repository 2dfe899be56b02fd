import { inTurns, type Race } from '../race.ts';
import { botResumes, flowTexts, timesNoted, timesSaid } from '../race-world.ts';
import { must } from '../until.ts';

/** Hand back twice, from two tabs: one “Bot resumes”, both succeed, and the open question is asked again once. */
export const handBackTwice: Race = {
  number: 4,
  title: 'hand back twice',
  run: inTurns(async ({ ana, greeted, settled }) => {
    const { id } = await greeted();
    await ana.command('a', id, 'take-over');
    const before = await settled(id);
    const both = await Promise.all([ana.command('a', id, 'hand-back'), ana.command('b', id, 'hand-back')]);
    must(
      both.every(({ done }) => done),
      `one was refused: ${JSON.stringify(both)}`,
    );
    const conversation = await settled(id);
    must(conversation.state.mode.kind === 'bot', `it is ${conversation.columns.mode}`);
    must(
      timesSaid(conversation, botResumes) === 1,
      `“${botResumes}” was said ${timesSaid(conversation, botResumes)} times`,
    );
    must(timesSaid(conversation, flowTexts.ask) === 2, 'the open question was not asked again once');
    must(timesNoted(conversation, 'handed_back') <= 1, 'it was noted twice');
    must(conversation.columns.submissionStatus === before.columns.submissionStatus, 'the status is another');
    must(conversation.state.epoch === before.state.epoch + 1, 'the owner changed more than once');
    return 'one text, two successes';
  }),
};
