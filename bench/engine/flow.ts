import type { FlowDocument } from '@baton/engine';
import { buildFlow } from '@baton/testing';

/** What the customer says, after the greeting: three turns in all. */
export const answers: readonly string[] = ['Ada', 'Order'];
export const TURNS = 1 + answers.length;
/** What the bot says in them: a greeting and a question, a word and a choice, a word. */
export const TEXTS = 5;

/**
 * A flow of so many nodes, seven of which a conversation can meet at once: the others come behind an option that the
 * customer does not choose, as most of a large flow does. The peers tell the same story.
 */
export function flowOf(nodes: number): FlowDocument {
  const options = [
    { id: 'order', label: 'Order' },
    { id: 'other', label: 'Other' },
  ];
  let flow = buildFlow()
    .step('hello', 'message', { text: 'Hello!' })
    .step('name', 'question', { text: 'What is your name?' })
    .step('nice', 'message', { text: 'Nice to meet you, <<name>>.' })
    .step('topic', 'choice', { text: 'What is it about?', options })
    .step('bye', 'end', { text: 'Thank you, <<name>>.' }, 'order')
    .add('more', 'message', { text: 'One more thing.' })
    .connect('topic', 'other', 'more');
  for (let index = 0; index < nodes - 7; index += 1) {
    flow = flow.step(`question-${index}`, 'question', { text: `Question ${index}?` });
  }
  return nodes > 7 ? flow.connect(`question-${nodes - 8}`, 'next', 'bye').document() : flow.document();
}
