import type { HandoffRequestView } from '@baton/contracts';

/** What became of a request, in words and in its colour. */
export const requestStates = {
  pending: { words: 'Pending', color: 'amber' },
  active: { words: 'Active', color: 'teal' },
  resolved: { words: 'Resolved', color: 'green' },
  expired: { words: 'Expired', color: 'red' },
  cancelled: { words: 'Cancelled', color: 'gray' },
  rejected: { words: 'Rejected', color: 'red' },
} satisfies Record<HandoffRequestView['state'], { words: string; color: string }>;

/** How a request came about. */
export const requestTriggers = {
  node: 'Asked by the flow',
  headset: 'Asked with the headset button',
  keyword: 'Asked by a keyword',
  stalled: 'Offered when the bot was stuck',
  sentiment: 'Offered to an unhappy customer',
  ai_prompt: 'Offered by the AI trigger',
  sensitive_topic: 'Offered for a sensitive topic',
  low_confidence: 'Offered when the AI was not sure',
  take_over: 'Taken over by staff',
} satisfies Record<HandoffRequestView['trigger'], string>;
