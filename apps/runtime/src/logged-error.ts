/** What the log keeps of an error. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** Causes have causes; a few of them tell the story. */
const DEPTH = 5;

/** SQLSTATE: errors about a value, or a row, whose message or detail may quote it. */
const ABOUT_DATA = /^2[23]\w{3}$/;

/**
 * An error as it is logged. Only what is named here: libraries hang requests, rows and whole messages on their
 * errors, and a customer's words are nobody's business.
 */
export function loggedError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'Not an error' };
  const code = textOf(thrown, 'code');
  const quotes = code !== undefined && ABOUT_DATA.test(code);
  return {
    type: thrown.constructor.name,
    message: quotes ? `The database refused a value (${code})` : thrown.message,
    code,
    table: textOf(thrown, 'table'),
    constraint: textOf(thrown, 'constraint'),
    stack: quotes ? placesOf(thrown) : thrown.stack,
    cause: thrown.cause === undefined || depth === DEPTH ? undefined : loggedError(thrown.cause, depth + 1),
  };
}

function textOf(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/** The stack without the message above it. */
function placesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
