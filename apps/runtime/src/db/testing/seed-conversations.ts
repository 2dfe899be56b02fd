import pg from 'pg';

export interface Seed {
  readonly workspaceId: string;
  readonly channelId: string;
  /** A conversation of another channel or of this one: the new ones get its state, and its first entries. */
  readonly like: { readonly workspaceId: string; readonly conversationId: string };
  /** The version that the new ones run on. */
  readonly flowVersionId: string;
  readonly count: number;
  /** How many of them go on: the rest has ended, and collected nothing. All of them, unless said. */
  readonly open?: number;
}

const SEED_CONTACTS = `
INSERT INTO "Contact" ("workspaceId", id, "channelId", address, name)
SELECT $1, 'contact-' || n, $2, 'address-' || n, 'Visitor ' || n FROM generate_series(1, $3::int) n`;

/** One in forty waits for a review. The first are the newest. */
const SEED_CONVERSATIONS = `
INSERT INTO "Conversation" ("workspaceId", id, "channelId", "contactId", "flowVersionId", version, state, mode,
  "submissionStatus", "needsReview", archived, "lastSeq", "lastText", "lastAuthor", "lastAt", "createdAt")
SELECT $1, 'conversation-' || n, $2, 'contact-' || n, $4, c.version,
  CASE WHEN n > $7 THEN jsonb_set(s.state, '{mode}', '{"kind": "ended", "at": 0, "by": "staff"}') ELSE s.state END,
  CASE WHEN n > $7 THEN 'ended' ELSE c.mode END,
  c."submissionStatus", n % 40 = 0, n > $7, c."lastSeq", c."lastText", c."lastAuthor",
  now() - n * interval '1 second', now() - n * interval '1 second'
FROM generate_series(1, $3::int) n, "Conversation" c,
  LATERAL (SELECT jsonb_set(c.state, '{run,flowVersionId}', to_jsonb($4::text)) AS state) s
WHERE c."workspaceId" = $5 AND c.id = $6`;

const SEED_MESSAGES = `
INSERT INTO "Message" ("workspaceId", "conversationId", seq, author, content, epoch, delivery, "clientId", at)
SELECT $1, 'conversation-' || n, m.seq, m.author, m.content, m.epoch, m.delivery, m."clientId", m.at
FROM generate_series(1, $2::int) n, "Message" m WHERE m."workspaceId" = $3 AND m."conversationId" = $4`;

const SEED_OUTBOX = `
INSERT INTO "OutboxRow" ("workspaceId", "conversationId", seq, "channelId", address, kind, epoch, status)
SELECT $1, 'conversation-' || n, o.seq, $5, 'address-' || n, o.kind, o.epoch, 'sent'
FROM generate_series(1, $2::int) n, "OutboxRow" o WHERE o."workspaceId" = $3 AND o."conversationId" = $4`;

const SEED_SUBMISSIONS = `
INSERT INTO "Submission" ("workspaceId", "conversationId", number, origin, status, title, answers)
SELECT $1, 'conversation-' || n, s.number, s.origin, s.status, s.title, s.answers
FROM generate_series(1, $2::int) n, "Submission" s WHERE s."workspaceId" = $3 AND s."conversationId" = $4`;

const SEED_EVENTS = `
INSERT INTO "InboundEvent" ("workspaceId", "channelId", key, "conversationId")
SELECT $1, $2, 'event-' || n, 'conversation-' || n FROM generate_series(1, $3::int) n`;

/**
 * Fills a workspace with copies of a conversation, as years of use would: `conversation-1` (the newest) to
 * `conversation-<count>`, of `address-1` to `address-<count>`. A hundred thousand take some seconds.
 */
export async function seedConversations(pool: pg.Pool, seed: Seed): Promise<void> {
  const { workspaceId, channelId, flowVersionId, count, like, open = count } = seed;
  // A connection of its own, which may take as long as it takes.
  const client = new pg.Client({ connectionString: pool.options.connectionString });
  await client.connect();
  try {
    // Foreign keys hold by construction; checking each of some million rows would take most of the time.
    await client.query('SET session_replication_role = replica');
    const original = [like.workspaceId, like.conversationId];
    await client.query(SEED_CONTACTS, [workspaceId, channelId, count]);
    await client.query(SEED_CONVERSATIONS, [workspaceId, channelId, count, flowVersionId, ...original, open]);
    await client.query(SEED_MESSAGES, [workspaceId, count, ...original]);
    await client.query(SEED_OUTBOX, [workspaceId, open, ...original, channelId]);
    await client.query(SEED_SUBMISSIONS, [workspaceId, open, ...original]);
    await client.query(SEED_EVENTS, [workspaceId, channelId, count]);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
