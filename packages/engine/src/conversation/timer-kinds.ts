/** The timers of a conversation: at most one of each kind runs at a time. */
export const timerKinds = [
  'form_abandon',
  'accept',
  'offer',
  'queue',
  'queue_position',
  'queue_opens',
  'lead',
  'reply',
  'reply_warning',
  'transfer',
  'visitor_gone',
  'owner_offline',
  'ai',
] as const;
export type TimerKind = (typeof timerKinds)[number];
