import type { Database } from '../../apps/runtime/src/db/client.ts';
import type { Place } from '../workload.ts';

type Model = { readonly workspaceId: string; readonly conversationId: string };

/** The rows that one turn of the product leaves, as PostgreSQL writes them down. */
interface TurnRows {
  readonly state: string;
  readonly messages: readonly { readonly author: string; readonly content: string; readonly delivery: string | null }[];
  readonly answers: string;
}

/** What the product wrote in the last turn of a conversation. */
async function lastTurn({ pool }: Database, { workspaceId, conversationId }: Model): Promise<TurnRows> {
  const key = [workspaceId, conversationId];
  const { rows } = await pool.query<{ state: string; seq: number }>(
    'SELECT state::text, "lastSeq" AS seq FROM "Conversation" WHERE "workspaceId" = $1 AND id = $2',
    key,
  );
  const messages = await pool.query<TurnRows['messages'][number]>(
    `SELECT author::text, content::text, delivery FROM "Message"
     WHERE "workspaceId" = $1 AND "conversationId" = $2 AND seq > $3 - 3 ORDER BY seq`,
    [...key, rows[0]?.seq],
  );
  const submission = await pool.query<{ answers: string }>(
    'SELECT answers::text FROM "Submission" WHERE "workspaceId" = $1 AND "conversationId" = $2',
    key,
  );
  return {
    state: rows[0]?.state ?? '',
    messages: messages.rows,
    answers: submission.rows[0]?.answers ?? '',
  };
}

/**
 * The same rows, written the ordinary way: a transaction that locks the conversation, reads it, inserts and updates.
 * pgbench fills in the variables; the conversations of two clients are never the same, as in the product's run.
 */
export async function ordinaryTurn(database: Database, place: Place, model: Model): Promise<string> {
  const { state, messages, answers } = await lastTurn(database, model);
  const [said] = messages;
  const line = said ? JSON.parse(said.content).text : '';
  const workspace = quote(place.workspaceId);
  const channel = quote(place.channelId);
  const conversation = `'conversation-' || :k`;
  const entries = messages.map(
    ({ author, content, delivery }, index) =>
      `(${workspace}, ${conversation}, :seq + ${index + 1}, ${quote(author)}, ${quote(content)}, 0, ${quote(delivery)}, ` +
      `${index === 0 ? `:run || '-' || :client_id || '-' || :n` : 'NULL'}, now())`,
  );
  const sends = messages.flatMap(({ delivery }, index) =>
    delivery === null
      ? []
      : [`(${workspace}, ${conversation}, :seq + ${index + 1}, ${channel}, 'address-' || :k, 'flow', 0, now(), now())`],
  );
  return `\\set n :n + 1
\\set k 1 + :client_id + :clients * random(0, :conversations / :clients - 1)
BEGIN;
SELECT version, state, "lastSeq" AS seq FROM "Conversation"
  WHERE "workspaceId" = ${workspace} AND id = ${conversation} FOR UPDATE \\gset
INSERT INTO "InboundEvent" ("workspaceId", "channelId", key, "conversationId", at)
  VALUES (${workspace}, ${channel}, :run || '-' || :client_id || '-' || :n, ${conversation}, now());
INSERT INTO "Message" ("workspaceId", "conversationId", seq, author, content, epoch, delivery, "clientId", at)
  VALUES ${entries.join(', ')};
INSERT INTO "OutboxRow" ("workspaceId", "conversationId", seq, "channelId", address, kind, epoch, "dueAt", "createdAt")
  VALUES ${sends.join(', ')};
INSERT INTO "Submission" ("workspaceId", "conversationId", number, origin, status, title, answers, "decidedBy")
  VALUES (${workspace}, ${conversation}, 1, 'run', 'in_progress', '', ${quote(answers)}, NULL)
  ON CONFLICT ("workspaceId", "conversationId", number) DO UPDATE SET status = EXCLUDED.status, title = EXCLUDED.title,
    answers = EXCLUDED.answers, "decidedBy" = EXCLUDED."decidedBy", "updatedAt" = now();
UPDATE "Conversation" SET version = version + 1, state = ${quote(state)}, mode = 'bot', phase = NULL, "ownerId" = NULL,
  "submissionStatus" = 'in_progress', "needsReview" = false, "waitingSince" = NULL, archived = false,
  "lastSeq" = :seq + ${messages.length}, "lastText" = ${quote(line)}, "lastAuthor" = ${quote(said?.author ?? null)},
  "lastAt" = now(), "updatedAt" = now()
  WHERE "workspaceId" = ${workspace} AND id = ${conversation};
COMMIT;
`
    .replaceAll(/,\n +/g, ', ')
    .replaceAll(/\n +/g, ' ');
}

function quote(text: string | null): string {
  return text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
}
