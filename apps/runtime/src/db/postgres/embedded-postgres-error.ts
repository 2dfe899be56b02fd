/** A reason why the embedded PostgreSQL can't run, in a sentence the person who started Baton can act on. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
