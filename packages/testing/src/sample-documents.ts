import type { FlowDocument } from '@baton/engine';
import { buildFlow } from './build-flow.ts';

/** The smallest flow that asks: a name, then a word of thanks. */
export function greetingFlow(): FlowDocument {
  return buildFlow()
    .step('name', 'question', { text: 'What is your name?' })
    .step('thanks', 'end', { text: 'Thank you, <<name>>.' })
    .document();
}

/** A flow that goes straight to a person, and has a word for every outcome. */
export function handoffFlow(): FlowDocument {
  return buildFlow()
    .step('person', 'handoff', { reason: 'Wants to talk' })
    .step('resolved', 'end', { text: 'Good to have helped.' }, 'resolved')
    .add('nobody', 'end', { text: 'Nobody was free.' })
    .add('closed', 'end', { text: 'We are closed.' })
    .add('left', 'end', { text: 'See you.' })
    .connect('person', 'no_one_available', 'nobody')
    .connect('person', 'outside_hours', 'closed')
    .connect('person', 'customer_left', 'left')
    .document();
}

/** A flow that goes round for ever: valid but for a warning, stopped when it runs. */
export function loopingFlow(): FlowDocument {
  return buildFlow()
    .step('ping', 'message', { text: 'Ping' })
    .step('pong', 'message', { text: 'Pong' })
    .connect('pong', 'next', 'ping')
    .document();
}
