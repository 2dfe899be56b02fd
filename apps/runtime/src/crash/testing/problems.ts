/** What a crash must never do, in the words of the report. */
export type ProblemKind = 'lost' | 'doubled' | 'outOfOrder' | 'other';

export interface Problem {
  readonly kind: ProblemKind;
  readonly what: string;
}

/** Everything that was found wrong, each once. */
export class Problems {
  readonly #found = new Map<string, Problem>();

  add(kind: ProblemKind, what: string): void {
    this.#found.set(`${kind}: ${what}`, { kind, what });
  }

  count(kind: ProblemKind): number {
    return [...this.#found.values()].filter((problem) => problem.kind === kind).length;
  }

  get all(): string[] {
    return [...this.#found.keys()];
  }
}
