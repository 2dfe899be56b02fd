import { type Cadence, mailKinds, type Notifications, type Session } from '@baton/contracts';
import type { Database } from '../db/client.ts';
import { readMailSettings, saveMailSetting, usual } from '../db/mail.ts';
import type { Clock } from '../services.ts';
import type { Mailer } from './create-mailer.ts';

export interface NotificationsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Undefined where this installation sends no e-mail. */
  readonly mailer: Mailer | undefined;
}

/** What a member is written to about. */
export async function getNotifications(
  { database, mailer }: NotificationsDeps,
  { workspace, user }: Session,
): Promise<Notifications> {
  const rows = await readMailSettings(database, workspace.id, user.id);
  const cadenceOf = (kind: (typeof mailKinds)[number]) => rows.find((row) => row.kind === kind)?.cadence ?? usual[kind];
  return {
    email: user.email,
    available: mailer !== undefined,
    missed: cadenceOf('missed'),
    review: cadenceOf('review'),
    problem: rows.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

/** Changes what is given. */
export async function updateNotifications(
  deps: NotificationsDeps,
  session: Session,
  change: { readonly missed?: Cadence; readonly review?: Cadence },
): Promise<Notifications> {
  const member = { workspaceId: session.workspace.id, userId: session.user.id };
  for (const kind of mailKinds) {
    const cadence = change[kind];
    if (cadence !== undefined) {
      await saveMailSetting(deps.database, member, { kind, cadence, now: deps.clock.now() });
    }
  }
  return getNotifications(deps, session);
}

/** Writes to the member now. */
export async function testNotifications({ mailer }: NotificationsDeps, { workspace, user }: Session) {
  if (!mailer) return { problem: 'This installation sends no e-mail: whoever runs it sets SMTP_URL and MAIL_FROM.' };
  const sent = await mailer.send({
    to: user.email,
    subject: `A test from ${workspace.name}`,
    text: 'E-mail from Baton reaches you.',
  });
  return { problem: sent.ok ? null : sent.reason };
}
