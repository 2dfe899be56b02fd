import type { Race } from './race.ts';
import { capacity } from './races/capacity.ts';
import { endWhilePending } from './races/end-while-pending.ts';
import { handBackTwice } from './races/hand-back-twice.ts';
import { killedWhileSending } from './races/killed-while-sending.ts';
import { messageWhileRinging } from './races/message-while-ringing.ts';
import { messageWhileTransferred } from './races/message-while-transferred.ts';
import { repliesAtOnce } from './races/replies-at-once.ts';
import { repliesOnTelegram } from './races/replies-on-telegram.ts';
import { replyAndTimeout } from './races/reply-and-timeout.ts';
import { replyInFlight } from './races/reply-in-flight.ts';
import { sameUpdateTwice } from './races/same-update-twice.ts';
import { tabGoesAway } from './races/tab-goes-away.ts';
import { topicDeleted } from './races/topic-deleted.ts';
import { twoAccepts } from './races/two-accepts.ts';
import { twoFirstMessages } from './races/two-first-messages.ts';

/**
 * A file per race. Those with a group come first: whatever rings is told there, and a group takes so much a minute. The
 * one that kills a process comes last.
 */
export const allRaces: readonly Race[] = [
  repliesOnTelegram,
  topicDeleted,
  twoAccepts,
  replyAndTimeout,
  messageWhileRinging,
  messageWhileTransferred,
  handBackTwice,
  endWhilePending,
  tabGoesAway,
  replyInFlight,
  repliesAtOnce,
  sameUpdateTwice,
  twoFirstMessages,
  capacity,
  killedWhileSending,
];
