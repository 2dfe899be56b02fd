import { contract } from '@baton/contracts';
import { createORPCClient, onError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { isSignedOut } from './error-message.ts';
import { leaveForSignIn } from './sign-in.ts';

/** Every route of the contract as a typed function. */
export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>;

export interface ApiOptions {
  /** Where the server is: "https://example.com". */
  origin: string;
  /** Called when the server no longer knows who asks. */
  onSignedOut: () => void;
}

/** A client of the API that sends the session's cookie along. */
export function createApi({ origin, onSignedOut }: ApiOptions): Api {
  return createORPCClient(
    new OpenAPILink(contract, {
      url: `${origin}/api`,
      fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
      interceptors: [
        onError((error) => {
          if (isSignedOut(error)) onSignedOut();
        }),
      ],
    }),
  );
}

const origin = typeof location === 'undefined' ? 'http://127.0.0.1' : location.origin;

/** The API of the server that this page came from. Signed out, it leaves for /sign-in and comes back. */
export const api: Api = createApi({ origin, onSignedOut: leaveForSignIn });

/** Query and mutation options of every route, for TanStack Query. */
export const orpc = createTanstackQueryUtils(api);
