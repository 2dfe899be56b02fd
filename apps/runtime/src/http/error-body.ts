import { type ApiErrorCode, apiErrors } from '@baton/contracts';

/** The one shape of every error the API answers, whichever part of the server refuses. */
export interface ErrorBody {
  /** Whether the route's contract lists this code. */
  readonly defined: boolean;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly data?: unknown;
}

export function errorBody(code: ApiErrorCode, message: string = apiErrors[code].message): ErrorBody {
  return { defined: false, code, status: apiErrors[code].status, message };
}
