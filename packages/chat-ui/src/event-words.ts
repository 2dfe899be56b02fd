import type { TranscriptEvent } from '@baton/engine';

type Words = (by: string | undefined) => string;
const who = (by: string | undefined) => by ?? 'A person';

/** A transition of a conversation as staff read it. */
export const eventWords = {
  handoff_requested: () => 'A person was requested',
  taken_over: (by) => `${who(by)} took over`,
  answered_from_phone: () => 'Answered from the phone',
  rejected: (by) => `${who(by)} rejected the request`,
  transfer_requested: (by) => `${who(by)} asked to transfer the conversation`,
  transferred: (by) => `The conversation was transferred to ${by ?? 'somebody else'}`,
  transferred_to_team: (by) => `${who(by)} passed the conversation on`,
  handed_back: (by) => `${who(by)} handed back to the bot`,
  resolved: (by) => (by === undefined ? 'Resolved' : `${by} resolved the conversation`),
  ended: (by) => (by === undefined ? 'The conversation ended' : `${by} ended the conversation`),
  customer_left: () => 'The customer left',
  visitor_closed: () => 'Visitor closed the chat',
  reopened: (by) => `${who(by)} reopened the conversation`,
  no_one_available: () => 'No one was available',
  outside_hours: () => 'Requested outside working hours',
  request_cancelled: () => 'The request was cancelled',
  approved: (by) => `${who(by)} approved the submission`,
  declined: (by) => `${who(by)} declined the submission`,
  submitted: () => 'Submitted',
  person_offered: () => 'The bot offered a person',
  ai_late: () => 'The AI answered too late: the customer was not told',
  ai_silent: () => 'The AI did not answer',
  flow_failed: () => 'The flow stopped with an error',
  stale: () => 'Closed after a long silence',
} satisfies Record<TranscriptEvent, Words>;
