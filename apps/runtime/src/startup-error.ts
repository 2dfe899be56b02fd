/** A reason why Baton can't start, in sentences the person who starts it can act on: shown without a stack. */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}
