import { contract } from '@baton/contracts';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { RequestHandler } from 'express';

/** The contract as OpenAPI 3.1, made at the first request for it. */
export function openApiDocument(): RequestHandler {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  let document: ReturnType<typeof generate> | undefined;

  function generate() {
    return generator.generate(contract, {
      info: {
        title: 'Baton',
        version: '1.0.0',
        description:
          'Everything the builder, the inbox and the widget do. Staff sign in at POST /auth/sign-in/email and send the cookie; visitors send the token of POST /widget/{channelId}/session.',
      },
      servers: [{ url: '/api' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'baton.session_token' },
          visitor: { type: 'http', scheme: 'bearer' },
        },
      },
    });
  }

  return async (_req, res) => {
    document ??= generate();
    res.json(await document);
  };
}
