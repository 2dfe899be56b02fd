import { type Cadence, cadenceSchema, type MailKind, mailKinds } from '@baton/contracts';
import { z } from 'zod';
import type { Database } from './client.ts';

/** A missed customer is worth a letter; whoever reviews looks anyway. */
export const usual: Readonly<Record<MailKind, Cadence>> = { missed: 'now', review: 'off' };

/** At once means: when what a customer leaves behind instead has had time to come, too. */
const SETTLED_SECONDS = 60;
const DAILY_AT = '8 hours';

const settingSchema = z.object({ kind: z.enum(mailKinds), cadence: cadenceSchema, problem: z.string().nullable() });

/** What a member has chosen; kinds without a row are as usual. */
export async function readMailSettings({ pool }: Database, workspaceId: string, userId: string) {
  const { rows } = await pool.query({
    name: 'mail-settings',
    text: 'SELECT kind, cadence, problem FROM "MailSetting" WHERE "workspaceId" = $1 AND "userId" = $2',
    values: [workspaceId, userId],
  });
  return z.array(settingSchema).parse(rows);
}

/** Keeps a choice. Who is told again from now on is not told what was before. */
export async function saveMailSetting(
  { pool }: Database,
  member: { readonly workspaceId: string; readonly userId: string },
  { kind, cadence, now }: { readonly kind: MailKind; readonly cadence: Cadence; readonly now: number },
): Promise<void> {
  await pool.query({
    name: 'mail-setting-save',
    text: `INSERT INTO "MailSetting" AS ms ("workspaceId", "userId", kind, cadence, "toldUntil")
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT ("workspaceId", "userId", kind) DO UPDATE SET cadence = EXCLUDED.cadence, problem = NULL,
        "toldUntil" = CASE WHEN ms.cadence = 'off' THEN EXCLUDED."toldUntil" ELSE ms."toldUntil" END`,
    values: [member.workspaceId, member.userId, kind, cadence, new Date(now)],
  });
}

const dueSchema = z.object({
  workspaceId: z.string(),
  workspaceName: z.string(),
  userId: z.string(),
  email: z.string(),
  kind: z.enum(mailKinds),
  cadence: z.enum(['now', 'daily']),
  since: z.date(),
  until: z.date(),
});
export type DueMail = z.infer<typeof dueSchema>;

/** Members that nobody has made a row for are told from now on. */
const BEGIN = `
INSERT INTO "MailSetting" ("workspaceId", "userId", kind, cadence, "toldUntil")
SELECT m."workspaceId", m."userId", k.kind, k.cadence, $1
FROM "Member" m CROSS JOIN jsonb_to_recordset($2::jsonb) AS k(kind text, cadence text)
ON CONFLICT DO NOTHING`;

const DUE = `
SELECT ms."workspaceId", w.name AS "workspaceName", ms."userId", u.email, ms.kind, ms.cadence,
  ms."toldUntil" AS since, x.until
FROM "MailSetting" ms
  JOIN "Workspace" w ON w.id = ms."workspaceId"
  JOIN "User" u ON u.id = ms."userId"
  CROSS JOIN LATERAL (SELECT COALESCE(w.handoff #>> '{hours,timeZone}', 'UTC') AS zone) z
  CROSS JOIN LATERAL (SELECT date_trunc('day', $1::timestamptz AT TIME ZONE z.zone) + interval '${DAILY_AT}' AS eight) e
  CROSS JOIN LATERAL (SELECT CASE
    WHEN ms.cadence = 'now' THEN $1::timestamptz - make_interval(secs => ${SETTLED_SECONDS})
    WHEN e.eight AT TIME ZONE z.zone <= $1 THEN e.eight AT TIME ZONE z.zone
    ELSE (e.eight - interval '1 day') AT TIME ZONE z.zone END AS until) x
WHERE ms.cadence <> 'off' AND ms."toldUntil" < x.until
ORDER BY ms."workspaceId", ms."userId", ms.kind`;

/** Who is to be told by now, and of which time. */
export async function dueMail({ pool }: Database, now: number): Promise<DueMail[]> {
  const kinds = mailKinds.map((kind) => ({ kind, cadence: usual[kind] }));
  await pool.query({ name: 'mail-begin', text: BEGIN, values: [new Date(now), JSON.stringify(kinds)] });
  const { rows } = await pool.query({ name: 'mail-due', text: DUE, values: [new Date(now)] });
  return z.array(dueSchema).parse(rows);
}

const itemSchema = z.object({
  conversationId: z.string(),
  contact: z.string(),
  channel: z.string(),
  about: z.string(),
  answers: z.array(z.object({ label: z.string(), value: z.string() })),
});
/** A conversation that somebody is told about. */
export type MailItem = z.infer<typeof itemSchema>;

/** As many as a letter lists. */
const LISTED = 50;

const place = `JOIN "Conversation" c ON c."workspaceId" = $1 AND c.id = x."conversationId"
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
  JOIN "Channel" ch ON ch."workspaceId" = $1 AND ch.id = c."channelId"`;

export const MAIL_ITEMS: Readonly<Record<MailKind, string>> = {
  missed: `
SELECT x."conversationId", co.name AS contact, ch.name AS channel, x.reason AS about,
  x."formAnswers" || COALESCE((SELECT s.answers FROM "Submission" s
    WHERE s."workspaceId" = $1 AND s."conversationId" = x."conversationId" AND s.origin = 'lead'
      AND s."createdAt" >= x."requestedAt" ORDER BY s.number DESC LIMIT 1), '[]') AS answers
FROM "HandoffRequest" x ${place}
WHERE x."workspaceId" = $1 AND x."closedAt" >= $2 AND x."closedAt" < $3 AND x.state IN ('expired', 'rejected')
ORDER BY x."closedAt" LIMIT ${LISTED}`,
  review: `
SELECT x."conversationId", co.name AS contact, ch.name AS channel, x.title AS about, x.answers
FROM "Submission" x ${place}
WHERE x."workspaceId" = $1 AND x."updatedAt" >= $2 AND x."updatedAt" < $3 AND x.status = 'needs_review'
ORDER BY x."updatedAt" LIMIT ${LISTED}`,
};

/** What happened in the time that a letter is about. */
export async function mailItems({ pool }: Database, { workspaceId, kind, since, until }: DueMail): Promise<MailItem[]> {
  const { rows } = await pool.query({
    name: `mail-${kind}`,
    text: MAIL_ITEMS[kind],
    values: [workspaceId, since, until],
  });
  return z.array(itemSchema).parse(rows);
}

/** Notes that somebody was told, or why not. A choice that was changed meanwhile stays. */
export async function settleMail(
  { pool }: Database,
  { workspaceId, userId, kind, since, until }: DueMail,
  { told, problem }: { readonly told: boolean; readonly problem: string | null },
): Promise<void> {
  await pool.query({
    name: 'mail-settle',
    text: `UPDATE "MailSetting" SET problem = $6, "toldUntil" = CASE WHEN $7::boolean THEN $5 ELSE "toldUntil" END
      WHERE "workspaceId" = $1 AND "userId" = $2 AND kind = $3 AND "toldUntil" = $4`,
    values: [workspaceId, userId, kind, since, until, problem, told],
  });
}
