import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { type DueMail, dueMail, mailItems, settleMail } from '../db/mail.ts';
import type { JobKind } from '../jobs/jobs.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { compose } from './compose.ts';
import type { Mailer } from './create-mailer.ts';

interface MailJobDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mailer: Mailer;
  /** Where staff open the inbox, without a slash at its end. */
  readonly url: string;
}

/**
 * Writes to staff about what they have chosen, every minute, each about the time since they were last told: what
 * happened while no process ran, or while the mail server was away, is in the next letter.
 */
export function mailJob({ database, clock, log, mailer, url }: MailJobDeps): JobKind {
  async function tell(due: DueMail): Promise<void> {
    const items = await mailItems(database, due);
    if (items.length === 0) return settleMail(database, due, { told: true, problem: null });
    const sent = await mailer.send(compose(due, items, url));
    if (sent.ok) return settleMail(database, due, { told: true, problem: null });
    const { workspaceId, userId, kind } = due;
    log.warn({ workspaceId, userId, kind, reason: sent.reason }, 'An e-mail could not be sent');
    await settleMail(database, due, { told: sent.forGood, problem: sent.reason });
  }

  return {
    name: 'mail',
    data: z.object({}),
    every: '* * * * *',
    async run() {
      for (const due of await dueMail(database, clock.now())) await tell(due);
    },
  };
}
