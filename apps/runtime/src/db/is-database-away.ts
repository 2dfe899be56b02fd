/** Failures to reach the server, or a server that is coming up or going down: worth trying again soon. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // SQLSTATE: connection exceptions, too many connections, shutdowns, starting up.
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  // Its disk is full: whoever looks after it will see to that.
  '53100',
  '57P01',
  '57P02',
  '57P03',
  // A statement, or the pause between two of a transaction, that took too long.
  '57014',
  '25P03',
  // Undone for the sake of another one: a deadlock, or a conflict between transactions.
  '40P01',
  '40001',
  // Prisma: can't reach the server, timed out, closed the connection, no connection free in time, for a transaction, undone.
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
]);
const kinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
// What the driver throws without a code.
const words =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/;

/** Whether `thrown`, or what caused it, says that the database can't be reached at the moment. */
export function isDatabaseAway(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return false;
  if ('code' in thrown && typeof thrown.code === 'string' && codes.has(thrown.code)) return true;
  if ('originalCode' in thrown && typeof thrown.originalCode === 'string' && codes.has(thrown.originalCode))
    return true;
  if ('kind' in thrown && typeof thrown.kind === 'string' && kinds.has(thrown.kind)) return true;
  if ('message' in thrown && typeof thrown.message === 'string' && words.test(thrown.message)) return true;
  if (thrown instanceof AggregateError && thrown.errors.some((error) => isDatabaseAway(error, depth + 1))) return true;
  if ('cause' in thrown && isDatabaseAway(thrown.cause, depth + 1)) return true;
  // Where Prisma keeps what the driver said.
  if ('meta' in thrown && isDatabaseAway(thrown.meta, depth + 1)) return true;
  return 'driverAdapterError' in thrown && isDatabaseAway(thrown.driverAdapterError, depth + 1);
}
