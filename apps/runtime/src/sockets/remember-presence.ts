import type { Database } from '../db/client.ts';
import { readStaffPresence, saveStaffPresence, sweepStaffPresence } from '../db/staff-presence.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import type { StaffPresence } from './presence.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instanceId: string;
  readonly presence: StaffPresence;
}

/** Browsers that were connected before a restart are back within this time. */
const EXPECTED_MS = 15_000;
/** A process that has been silent for so long has left behind what it wrote. */
const DEAD_AFTER_SECONDS = 60;

/**
 * Keeps who has the inbox open across a restart: whoever was there counts as being there while their browser connects
 * again, and who does not come back is seen to have gone.
 */
export function rememberPresence({ database, clock, log, instanceId, presence }: Deps) {
  let saving: Promise<void> | undefined;
  let changed = false;
  let stopped = false;
  let cancelSweep = () => {};

  async function save(): Promise<void> {
    while (changed && !stopped) {
      changed = false;
      await saveStaffPresence(database, instanceId, presence.here()).catch((error: unknown) => {
        // The next change writes all of it again.
        log.warn({ err: error }, 'Who has the inbox open was not written down');
      });
    }
    saving = undefined;
  }

  function onChange(): void {
    changed = true;
    saving ??= save();
  }

  return {
    async start(): Promise<void> {
      presence.expect(await readStaffPresence(database), EXPECTED_MS);
      presence.onHereChanged(onChange);
      onChange();
      await saving;
      await sweepStaffPresence(database, DEAD_AFTER_SECONDS);
      cancelSweep = clock.after(DEAD_AFTER_SECONDS * 1_000, () => {
        sweepStaffPresence(database, DEAD_AFTER_SECONDS).catch((error: unknown) => {
          log.warn({ err: error }, 'What a stopped process had left behind is still there');
        });
      });
    },
    /** What is written stays: it is what the next start goes by. */
    async stop(): Promise<void> {
      stopped = true;
      cancelSweep();
      await saving;
    },
  };
}
