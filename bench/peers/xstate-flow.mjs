// The flow of engine/flow.ts in XState 5, by its pure functions: its fastest way, nothing is carried out or subscribed to.
import { assign, initialTransition, setup, transition } from 'xstate';

const say = (text) => ({
  type: 'say',
  params: ({ context }) => ({ text: text.replace('<<name>>', context.answers.name) }),
});
const keep = (nodeId) => assign({ answers: ({ context, event }) => ({ ...context.answers, [nodeId]: event.text }) });

function machineOf(nodes) {
  const states = {
    start: { always: 'hello' },
    hello: { entry: say('Hello!'), always: 'name' },
    name: { entry: say('What is your name?'), on: { message: { target: 'nice', actions: keep('name') } } },
    nice: { entry: say('Nice to meet you, <<name>>.'), always: 'topic' },
    topic: {
      entry: { type: 'say', params: { text: 'What is it about?', options: ['Order', 'Other'] } },
      on: {
        message: [
          { guard: ({ event }) => event.text === 'Order', target: 'bye', actions: keep('topic') },
          { guard: ({ event }) => event.text === 'Other', target: 'other', actions: keep('topic') },
          { actions: say('Please choose one of the options.') },
        ],
      },
    },
    bye: { entry: say('Thank you, <<name>>.'), type: 'final' },
    other: { entry: say('One more thing.'), ...(nodes > 7 ? { always: 'q0' } : { type: 'final' }) },
  };
  for (let index = 0; index < nodes - 7; index += 1) {
    const next = index === nodes - 8 ? 'bye' : `q${index + 1}`;
    states[`q${index}`] = {
      entry: say(`Question ${index}?`),
      on: { message: { target: next, actions: keep(`q${index}`) } },
    };
  }
  return setup({ actions: { say: () => undefined } }).createMachine({
    context: { answers: {} },
    initial: 'start',
    states,
  });
}

/**
 * @param {number} nodes
 * @param {readonly string[]} answers
 * @returns {(throughJson: boolean) => number} plays a conversation, and answers how many texts were said
 */
export function createXstate(nodes, answers) {
  const machine = machineOf(nodes);
  const stored = (snapshot) =>
    machine.restoreSnapshot(JSON.parse(JSON.stringify(machine.getPersistedSnapshot(snapshot))), {
      self: undefined,
      system: undefined,
    });
  return (throughJson) => {
    let said = 0;
    let [snapshot, actions] = initialTransition(machine);
    said += actions.filter(({ type }) => type === 'say').length;
    for (const text of answers) {
      if (throughJson) snapshot = stored(snapshot);
      [snapshot, actions] = transition(machine, snapshot, { type: 'message', text });
      said += actions.filter(({ type }) => type === 'say').length;
    }
    return said;
  };
}
