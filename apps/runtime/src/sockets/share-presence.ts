import { randomUUID } from 'node:crypto';
import type { Clock } from '../services.ts';
import type { StaffPresence } from './presence.ts';
import type { StaffNamespace } from './socket-types.ts';

const TELL_MS = 2_000;
/** As long as claims of a stopped process are left to it. */
const SILENT_MS = 10_000;
/** A process that has just started asks until it can hear the answers. */
const ASKING = { times: 5, everyMs: 200 };

/** Tells the other processes who is connected here, at every change and now and then, and hears it from them. */
export function sharePresence(namespace: StaffNamespace, presence: StaffPresence, clock: Clock): { stop(): void } {
  const id = randomUUID();
  const heardAt = new Map<string, number>();
  const tell = () => void namespace.serverSideEmit('presence', id, presence.here());
  let rounds = 0;
  let cancel = () => {};

  namespace.on('presence', (processId, members) => {
    heardAt.set(processId, clock.now());
    presence.elsewhere(processId, members);
  });
  namespace.on('presence.ask', tell);
  const tellNoMore = presence.onHereChanged(tell);

  function round(): void {
    rounds += 1;
    const asks = rounds <= ASKING.times;
    if (asks) namespace.serverSideEmit('presence.ask');
    tell();
    for (const [processId, at] of heardAt) {
      if (clock.now() - at <= SILENT_MS) continue;
      heardAt.delete(processId);
      presence.elsewhere(processId, []);
    }
    cancel = clock.after(asks ? ASKING.everyMs : TELL_MS, round);
  }
  round();
  return {
    stop() {
      // Its members are on their way to another process: no word of it, so that nobody takes them for gone.
      cancel();
      tellNoMore();
    },
  };
}
