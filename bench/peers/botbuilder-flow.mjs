// The flow of engine/flow.ts in Bot Framework dialogs, with the storage in memory and an adapter that sends nothing.
import { BotAdapter, ConversationState, MemoryStorage, TurnContext } from 'botbuilder-core';
import { ChoicePrompt, DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';

class SilentAdapter extends BotAdapter {
  said = 0;

  async sendActivities(_context, activities) {
    this.said += activities.filter(({ type }) => type === 'message').length;
    return activities.map(() => ({ id: '' }));
  }
}

function dialogsOf(nodes, property) {
  const dialogs = new DialogSet(property);
  dialogs.add(new TextPrompt('text'));
  dialogs.add(new ChoicePrompt('choice'));
  dialogs.add(
    new WaterfallDialog('main', [
      async (step) => {
        await step.context.sendActivity('Hello!');
        return step.prompt('text', 'What is your name?');
      },
      async (step) => {
        step.values.name = step.result;
        await step.context.sendActivity(`Nice to meet you, ${step.values.name}.`);
        return step.prompt('choice', { prompt: 'What is it about?', choices: ['Order', 'Other'] });
      },
      async (step) => {
        if (step.result.value === 'Other') return step.replaceDialog('other');
        await step.context.sendActivity(`Thank you, ${step.values.name}.`);
        return step.endDialog();
      },
    ]),
  );
  dialogs.add(
    new WaterfallDialog('other', [
      async (step) => {
        await step.context.sendActivity('One more thing.');
        return nodes > 7 ? step.replaceDialog('q0') : step.endDialog();
      },
    ]),
  );
  for (let index = 0; index < nodes - 7; index += 1) {
    dialogs.add(
      new WaterfallDialog(`q${index}`, [
        async (step) => step.prompt('text', `Question ${index}?`),
        async (step) => (index === nodes - 8 ? step.endDialog() : step.replaceDialog(`q${index + 1}`)),
      ]),
    );
  }
  return dialogs;
}

/**
 * @param {number} nodes
 * @param {readonly string[]} answers
 * @returns {() => Promise<number>} plays a conversation, and answers how many texts were said
 */
export function createBotbuilder(nodes, answers) {
  const adapter = new SilentAdapter();
  const state = new ConversationState(new MemoryStorage());
  const dialogs = dialogsOf(nodes, state.createProperty('dialogs'));
  const activity = (text) => ({
    type: 'message',
    channelId: 'bench',
    conversation: { id: 'one' },
    from: { id: 'customer' },
    recipient: { id: 'bot' },
    locale: 'en-us',
    text,
  });
  return async () => {
    adapter.said = 0;
    for (const text of ['', ...answers]) {
      const context = new TurnContext(adapter, activity(text));
      const dialog = await dialogs.createContext(context);
      if (dialog.activeDialog) await dialog.continueDialog();
      else await dialog.beginDialog('main');
      await state.saveChanges(context);
    }
    return adapter.said;
  };
}
