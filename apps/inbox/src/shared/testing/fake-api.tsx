import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { vi } from 'vitest';

interface Call {
  path: string;
  body: Record<string, unknown>;
}

type Answer = { status: number; body: unknown } | 'no connection';

/** A server in place of `fetch`: commands take the next of `answers`, what is read is in `reads` by its path, or empty. */
export function fakeApi() {
  const reads = new Map<string, unknown>();
  const commands: Call[] = [];
  const answers: Answer[] = [];
  vi.stubGlobal('fetch', async (input: Request) => {
    const path = new URL(input.url).pathname.replace('/api', '');
    if (input.method === 'GET') {
      return respond({ status: 200, body: reads.get(path) ?? { messages: [], lastSeq: 0 } });
    }
    commands.push({ path, body: await input.json() });
    return respond(answers.shift() ?? { status: 500, body: {} });
  });
  return { reads, commands, answers };
}

function respond(answer: Answer): Response {
  if (answer === 'no connection') throw new TypeError('Failed to fetch');
  return Response.json(answer.body, { status: answer.status });
}

export const takenByAna: Answer = {
  status: 409,
  body: { defined: true, code: 'TAKEN_BY', status: 409, message: 'Taken.', data: { name: 'Ana' } },
};

/** What hooks that ask the server stand in. */
export function withQueries({ children }: { children: ReactNode }) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** What components stand in, without the time that things take to open. */
export function withApp({ children }: { children: ReactNode }) {
  return <MantineProvider env="test">{withQueries({ children })}</MantineProvider>;
}
