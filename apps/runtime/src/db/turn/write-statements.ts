/** Every column of a conversation that a turn writes, and what its rows need to know of it. `i` joins them. */
const DATA = `
data AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($3::jsonb) AS d(i int, id text, version int, at timestamptz, address text,
    "channelId" text, "contactId" text, "contactName" text, "newContact" boolean, "writableUntil" timestamptz,
    "eventKey" text, "commandId" text, "operatorId" text, assignments int, alerts jsonb, state jsonb,
    "flowVersionId" text, mode text, phase text, "ownerId" text, "teamId" text, "askedId" text, "submissionStatus" text, "needsReview" boolean, stalled boolean,
    "waitingSince" timestamptz, archived boolean, "lastSeq" int, "lastText" text, "lastAuthor" jsonb,
    "lastAt" timestamptz)
  -- So that every statement takes the same parameters.
  WHERE $4::jsonb IS NOT NULL
)`;

/**
 * The operator's row, locked and swapped. A conversation that was not swapped gives nobody anything: its row is locked
 * first, where there is one.
 */
const assigned = (source: string) => `
assigned AS (
  INSERT INTO "Operator" AS o ("workspaceId", id, assignments, "assignedAt")
  SELECT $1, d."operatorId", 1, d.at FROM ${source}
  ON CONFLICT ("workspaceId", id) DO UPDATE SET assignments = o.assignments + 1, "assignedAt" = EXCLUDED."assignedAt"
  WHERE o."workspaceId" = $1 AND o.assignments = COALESCE((SELECT d.assignments FROM data d), o.assignments)
  RETURNING o.id
)`;

const UNMOVED = `
unmoved AS (
  SELECT c.id FROM "Conversation" c
  WHERE c."workspaceId" = $1 AND c.id = ($2::text[])[1] AND c.version = (SELECT d.version FROM data d) FOR UPDATE
)`;

const IF_ASSIGNED = 'AND EXISTS (SELECT 1 FROM assigned)';

const swap = (source: string, which: string, where = '') => `
turn AS (
  UPDATE "Conversation" c SET
    version = c.version + 1, state = d.state, "flowVersionId" = COALESCE(d."flowVersionId", c."flowVersionId"),
    mode = d.mode, phase = d.phase, "ownerId" = d."ownerId", "submissionStatus" = d."submissionStatus",
    "teamId" = d."teamId", "askedId" = d."askedId",
    "needsReview" = d."needsReview", stalled = d.stalled, "waitingSince" = d."waitingSince", archived = d.archived, "lastSeq" = d."lastSeq",
    "lastText" = COALESCE(d."lastText", c."lastText"), "lastAuthor" = COALESCE(d."lastAuthor", c."lastAuthor"),
    "lastAt" = COALESCE(d."lastAt", c."lastAt"), "updatedAt" = d.at
  FROM ${source}
  WHERE c."workspaceId" = $1 AND c.id = ${which} AND c.version = d.version ${where}
  RETURNING c."workspaceId", c.id, c."channelId", c.version
)`;

const SWAP_ONE = swap('data d', '($2::text[])[1]');
const SWAP_ASSIGNED = swap('data d', '($2::text[])[1]', IF_ASSIGNED);

/**
 * Locks what nobody else is writing just now: a statement of many turns never waits for a row, so that
 * two of them can't wait for each other, and one conversation can't keep the others waiting.
 */
const LOCK = `
free AS MATERIALIZED (
  SELECT c.id FROM unnest($2::text[]) AS q(id)
    CROSS JOIN LATERAL (SELECT c.id FROM "Conversation" c
      WHERE c."workspaceId" = $1 AND c.id = q.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) c
)`;

const SWAP_FREE = swap('free f JOIN data d ON d.id = f.id', 'f.id');

const open = (where = '') => `
contact AS (
  INSERT INTO "Contact" ("workspaceId", id, "channelId", address, name, "writableUntil", "createdAt")
  SELECT $1, d."contactId", d."channelId", d.address, d."contactName", d."writableUntil", d.at
  FROM data d WHERE d."newContact" AND d.id = ANY ($2::text[]) ${where}
  ORDER BY d."channelId", d.address
),
turn AS (
  INSERT INTO "Conversation" ("workspaceId", id, "channelId", "contactId", "flowVersionId", version, state, mode, phase,
    "ownerId", "teamId", "askedId", "submissionStatus", "needsReview", stalled, "waitingSince", archived, "lastSeq", "lastText",
    "lastAuthor", "lastAt", "createdAt", "updatedAt")
  SELECT $1, d.id, d."channelId", d."contactId", d."flowVersionId", 1, d.state, d.mode, d.phase, d."ownerId",
    d."teamId", d."askedId", d."submissionStatus", d."needsReview", d.stalled, d."waitingSince", d.archived, d."lastSeq", d."lastText", d."lastAuthor",
    COALESCE(d."lastAt", d.at), d.at, d.at
  FROM data d
  WHERE true ${where}
  ORDER BY d."channelId", d."contactId"
  RETURNING "workspaceId", id, "channelId", version
)`;

const WRITTEN = `
written AS MATERIALIZED (
  SELECT t."workspaceId", t.id, t."channelId", t.version, d.i, d.at, d.address, d."eventKey", d."commandId",
    d.mode, d.alerts
  FROM turn t JOIN data d ON d.id = t.id
)`;

/**
 * Everything else is selected FROM the swapped rows, so that a swap that was lost keeps nothing; events and results of
 * commands go in without ON CONFLICT, so that a repeat of one undoes everything else. Where two statements may want
 * the same new keys, both take them in the same order.
 */
const parts = {
  events: `
event AS (
  INSERT INTO "InboundEvent" ("workspaceId", "channelId", key, "conversationId", at)
  SELECT t."workspaceId", t."channelId", t."eventKey", t.id, t.at FROM written t WHERE t."eventKey" IS NOT NULL
  ORDER BY t."channelId", t."eventKey"
)`,
  results: `
result AS (
  INSERT INTO "CommandResult" ("workspaceId", "commandId", "conversationId", result, at)
  SELECT t."workspaceId", t."commandId", t.id, '{}', t.at FROM written t WHERE t."commandId" IS NOT NULL
  ORDER BY t."commandId"
)`,
  messages: `
message AS (
  INSERT INTO "Message" ("workspaceId", "conversationId", seq, author, content, epoch, delivery, "clientId", at)
  SELECT t."workspaceId", t.id, m.seq, m.author, m.content, m.epoch, m.delivery, m."clientId", m.at
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'messages') AS m(i int, seq int, author jsonb, content jsonb,
    epoch int, delivery text, "clientId" text, at timestamptz) ON m.i = t.i
)`,
  // Found by the conversation first: what else is on its way may be a lot.
  discards: `
discarded AS (
  UPDATE "OutboxRow" o SET status = 'discarded'
  FROM written t
    CROSS JOIN LATERAL (SELECT x.seq FROM "OutboxRow" x
      WHERE x."workspaceId" = t."workspaceId" AND x."conversationId" = t.id OFFSET 0) x
  WHERE o."workspaceId" = $1 AND o."conversationId" = ($2::text[])[1] AND o.seq = x.seq
    AND o.status = 'pending' AND o.kind = 'flow'
  RETURNING o.seq
),
silenced AS (
  UPDATE "Message" m SET delivery = 'discarded' FROM discarded d
  WHERE m."workspaceId" = $1 AND m."conversationId" = ($2::text[])[1] AND m.seq = d.seq
)`,
  outbox: `
outbox AS (
  INSERT INTO "OutboxRow" ("workspaceId", "conversationId", seq, "channelId", address, kind, epoch, "dueAt", "createdAt")
  SELECT t."workspaceId", t.id, o.seq, t."channelId", t.address, o.kind, o.epoch, t.at, t.at
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'outbox') AS o(i int, seq int, kind text, epoch int) ON o.i = t.i
  ORDER BY t.i, o.seq
)`,
  // Operators are told after this write, and by it: a crash in between loses nothing.
  operators: `
operators AS (
  INSERT INTO "OperatorTask" AS ot ("workspaceId", "conversationId", version, alerts, "dueAt")
  SELECT t."workspaceId", t.id, t.version, t.alerts, t.at
  FROM written t JOIN "OperatorBot" ob ON ob."workspaceId" = t."workspaceId"
  WHERE ob."groupId" IS NOT NULL OR t.mode <> 'bot' OR jsonb_array_length(t.alerts) > 0
    OR EXISTS (SELECT 1 FROM "OperatorConversation" oc
      WHERE oc."workspaceId" = t."workspaceId" AND oc."conversationId" = t.id AND oc.holder IS NOT NULL)
  ON CONFLICT ("workspaceId", "conversationId") DO UPDATE SET version = EXCLUDED.version,
    alerts = ot.alerts || EXCLUDED.alerts, "dueAt" = EXCLUDED."dueAt"
  RETURNING ot."conversationId"
)`,
  // A file belongs to the conversation it was sent in first.
  files: `
file AS (
  UPDATE "File" f SET "conversationId" = t.id
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'files') AS m(i int, "fileId" text) ON m.i = t.i
  WHERE f."workspaceId" = $1 AND f.id = m."fileId" AND f."conversationId" IS NULL AND NOT f.shared
)`,
  // Until when they can be written to, and what they said about themselves: a name that is vouched for stays.
  contacts: `
known AS (
  UPDATE "Contact" co SET
    "writableUntil" = CASE WHEN NOT x."setsWindow" THEN co."writableUntil" WHEN x.until IS NULL THEN NULL
      ELSE GREATEST(co."writableUntil", x.until) END,
    name = CASE WHEN co."verifiedId" IS NULL THEN COALESCE(x.name, co.name) ELSE co.name END,
    attributes = jsonb_strip_nulls(jsonb_build_object('Also called', x."alsoCalled")) || co.attributes || x.attributes
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'contacts')
    AS x(i int, "contactId" text, "setsWindow" boolean, until timestamptz, name text, "alsoCalled" text,
      attributes jsonb) ON x.i = t.i
  WHERE co."workspaceId" = $1 AND co.id = x."contactId"
)`,
  timersSet: `
timer AS (
  INSERT INTO "Timer" ("workspaceId", "conversationId", kind, epoch, "dueAt")
  SELECT t."workspaceId", t.id, x.kind, x.epoch, x."dueAt"
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'timersSet')
    AS x(i int, kind text, epoch int, "dueAt" timestamptz) ON x.i = t.i
  ON CONFLICT ("workspaceId", "conversationId", kind) DO UPDATE SET epoch = EXCLUDED.epoch, "dueAt" = EXCLUDED."dueAt"
)`,
  timersOff: `
timer_off AS (
  DELETE FROM "Timer" x
  USING written t JOIN jsonb_to_recordset($4::jsonb -> 'timersOff') AS off(i int, kind text) ON off.i = t.i
  WHERE x."workspaceId" = $1 AND x."conversationId" = t.id AND x.kind = off.kind
)`,
  requests: `
request AS (
  INSERT INTO "HandoffRequest" ("workspaceId", "conversationId", number, trigger, reason, state, "nodeId", "operatorId",
    "operatorName", "teamId", "teamName", "formAnswers", "requestedAt", "ringingAt", "acceptedAt", "closedAt")
  SELECT t."workspaceId", t.id, r.number, r.trigger, r.reason, r.state, r."nodeId", r."operatorId", r."operatorName",
    r."teamId", r."teamName", r."formAnswers", r."requestedAt", r."ringingAt", r."acceptedAt", r."closedAt"
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'requests')
    AS r(i int, number int, trigger text, reason text, state text, "nodeId" text, "operatorId" text,
      "operatorName" text, "teamId" text, "teamName" text, "formAnswers" jsonb, "requestedAt" timestamptz, "ringingAt" timestamptz,
      "acceptedAt" timestamptz, "closedAt" timestamptz) ON r.i = t.i
  ORDER BY t.i, r.number
  ON CONFLICT ("workspaceId", "conversationId", number) DO UPDATE SET state = EXCLUDED.state,
    "operatorId" = EXCLUDED."operatorId", "operatorName" = EXCLUDED."operatorName",
    "teamId" = EXCLUDED."teamId", "teamName" = EXCLUDED."teamName",
    "formAnswers" = COALESCE(NULLIF(EXCLUDED."formAnswers", '[]'), "HandoffRequest"."formAnswers"),
    "ringingAt" = EXCLUDED."ringingAt", "acceptedAt" = EXCLUDED."acceptedAt", "closedAt" = EXCLUDED."closedAt"
)`,
  submissions: `
submission AS (
  INSERT INTO "Submission" ("workspaceId", "conversationId", number, origin, status, title, answers, "decidedBy",
    "createdAt", "updatedAt")
  SELECT t."workspaceId", t.id, s.number, s.origin, s.status, s.title, s.answers, s."decidedBy", t.at, t.at
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'submissions')
    AS s(i int, number int, origin text, status text, title text, answers jsonb, "decidedBy" text) ON s.i = t.i
  ON CONFLICT ("workspaceId", "conversationId", number) DO UPDATE SET status = EXCLUDED.status,
    title = EXCLUDED.title, answers = EXCLUDED.answers,
    "decidedBy" = COALESCE(EXCLUDED."decidedBy", "Submission"."decidedBy"), "updatedAt" = EXCLUDED."updatedAt"
)`,
  audit: `
audit AS (
  INSERT INTO "AuditEntry" ("workspaceId", at, "actorId", "actorName", action, detail, "conversationId")
  SELECT t."workspaceId", t.at, a."actorId", a."actorName", a.action, a.detail, t.id
  FROM written t JOIN jsonb_to_recordset($4::jsonb -> 'audit')
    AS a(i int, "actorId" text, "actorName" text, action text, detail text) ON a.i = t.i
)`,
} as const;

/** The rows that a statement can write besides the conversation. */
export type TurnPart = keyof typeof parts;
export const turnParts: readonly TurnPart[] = [
  'events',
  'results',
  'messages',
  'discards',
  'outbox',
  'timersSet',
  'timersOff',
  'requests',
  'submissions',
  'audit',
  'files',
  'contacts',
  'operators',
];

/**
 * What happens to the conversations. `one` swaps one, and waits for whoever writes it just now; `several` leaves out
 * those that somebody else is writing, or has written; `open` makes them, and contacts that are not known yet.
 * `assign` and `openAssigned` do so for one that comes to an operator.
 */
const turns = {
  one: [SWAP_ONE],
  several: [LOCK, SWAP_FREE],
  assign: [UNMOVED, assigned('unmoved u, data d'), SWAP_ASSIGNED],
  open: [open()],
  openAssigned: [assigned('data d'), open(IF_ASSIGNED)],
} as const;
export type TurnKind = keyof typeof turns;
export const turnKinds: readonly TurnKind[] = ['one', 'several', 'assign', 'open', 'openAssigned'];

/** The one write, with the parts that have rows: most turns have few, and each costs, also when it is empty. */
export function turnStatement(kind: TurnKind, present: ReadonlySet<TurnPart>): { name: string; text: string } {
  const written = turnParts.filter((part) => present.has(part));
  const discarded = present.has('discards') ? 'ARRAY(SELECT d.seq FROM discarded d)' : `'{}'::int[]`;
  const told = present.has('operators')
    ? 'EXISTS (SELECT 1 FROM operators o WHERE o."conversationId" = t.id)'
    : 'false';
  return {
    name: ['turn', kind, ...written.map((part) => turnParts.indexOf(part))].join('-'),
    text: `
WITH ${[DATA, ...turns[kind], WRITTEN, ...written.map((part) => parts[part])].join(',')}
SELECT t.i, t.version, ${discarded} AS discarded, ${told} AS told FROM written t`,
  };
}
