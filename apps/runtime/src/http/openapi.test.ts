import { type Channel, contract, type FlowDraft } from '@baton/contracts';
import { createORPCClient, isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { contractRoutes } from '../testing/contract-routes.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

const { runtime, client, signedIn } = await startTestRuntime({ owner });

describe('the typed client', () => {
  test('gets values and errors as the contract says them', async () => {
    const { cookies } = await signedIn(owner);
    const link = new OpenAPILink(contract, { url: `${runtime.url}/api`, headers: { cookie: cookies } });
    const api: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link);

    const flow = await api.flows.create({ name: 'Typed' });
    expectTypeOf(flow).toEqualTypeOf<FlowDraft>();
    expectTypeOf(await api.channels.list()).toEqualTypeOf<Channel[]>();
    expect((await api.conversations.list({ view: 'open', limit: 5 })).rows).toEqual([]);

    const { error } = await safe(api.flows.save({ id: flow.id, revision: 9, document: flow.document }));
    if (!isDefinedError(error) || error.code !== 'CONFLICT') throw new Error('Expected the declared error CONFLICT');
    expect(error.data.revision).toBe(1);
  });
});

describe('/api/openapi.json', () => {
  test('is OpenAPI 3.1 and has every route with its errors', async () => {
    const answer = await client().get('/api/openapi.json');
    const document = z
      .object({
        openapi: z.string().startsWith('3.1'),
        paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))),
      })
      .parse(answer.body);
    for (const { method, path, name } of contractRoutes()) {
      const operation = document.paths[path]?.[method.toLowerCase()];
      expect(operation, name).toBeDefined();
      expect(Object.keys(operation?.responses ?? {}), name).toContain('200');
    }
    expect(document.paths['/flows/{id}/publish']?.post?.responses).toHaveProperty('422');
  });
});
