import { type ApiErrorCode, apiErrors } from '@baton/contracts';
import type { z } from 'zod';

type Table = typeof apiErrors;
type DataOf<Code extends ApiErrorCode> = Table[Code] extends { data: infer Schema extends z.ZodType }
  ? z.input<Schema>
  : undefined;

interface Details<Data> {
  /** In place of the table's sentence, where one can be more exact. */
  readonly message?: string;
  readonly cause?: unknown;
  readonly data?: Data;
}

type Arguments<Data> = undefined extends Data ? [details?: Details<Data>] : [details: Details<Data> & { data: Data }];

/**
 * A refusal that a client is told as it is: a code of the contracts' table, which gives the status and the
 * sentence. Whatever else is thrown is a fault, and answers 500 without its details.
 */
export class AppError<Code extends ApiErrorCode = ApiErrorCode> extends Error {
  override readonly name = 'AppError';
  readonly code: Code;
  readonly data: DataOf<Code> | undefined;

  constructor(code: Code, ...[details]: Arguments<DataOf<Code>>) {
    super(details?.message ?? apiErrors[code].message, { cause: details?.cause });
    this.code = code;
    this.data = details?.data;
  }

  get status(): number {
    return apiErrors[this.code].status;
  }
}
