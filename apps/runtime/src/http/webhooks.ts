import type { ChannelAdapter } from '@baton/channels/channel-adapter';
import { type RequestHandler, Router, raw } from 'express';
import { z } from 'zod';
import type { ChannelSupervisor } from '../channels/channel-supervisor.ts';
import { findPublicChannel } from '../db/channels.ts';
import type { Database } from '../db/client.ts';
import type { Logger } from '../logging.ts';
import { bodyErrors, jsonBody, storableBody } from './body-parser.ts';

interface WebhookDeps {
  readonly database: Database;
  readonly channels: Pick<ChannelSupervisor, 'adapter' | 'providerTypes'>;
  readonly log: Logger;
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks: "payloads can be up to 3 MB". */
const SIGNED_BODY_LIMIT = '3mb';

/**
 * Where providers bring what customers do: `/<channel type>/<channel id>`. Whether a request is the provider's is
 * settled before its body is understood, and where a header proves it before it is read; the answer comes when the
 * event is stored, so what is lost comes again.
 */
export function webhookRoutes({ database, channels, log }: WebhookDeps): Router {
  const router = Router();
  /** The channel of a request. */
  const adapters = new WeakMap<object, ChannelAdapter>();

  function find(type: string): RequestHandler<{ channelId: string }> {
    return async (req, res, next) => {
      res.setHeader('cache-control', 'no-store');
      const { channelId } = req.params;
      const channel = channelId.includes('\0') ? null : await findPublicChannel(database, channelId);
      if (channel?.type !== type) return void res.sendStatus(404);
      const adapter = await channels.adapter({ workspaceId: channel.workspaceId, channelId });
      if (adapter) adapters.set(req, adapter);
      next();
    };
  }

  const readJson = Router().use(jsonBody);
  const readSigned = raw({ type: () => true, limit: SIGNED_BODY_LIMIT });

  const authentic: RequestHandler = (req, res, next) => {
    const adapter = adapters.get(req);
    if (adapter?.isAuthentic) {
      if (!adapter.isAuthentic(req.headers)) return void res.sendStatus(401);
      return void readJson(req, res, next);
    }
    if (!adapter?.isSigned) return void res.sendStatus(401);
    readSigned(req, res, (error?: unknown) => {
      if (error) return next(error);
      const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      if (!adapter.isSigned?.(req.headers, bytes)) return void res.sendStatus(401);
      req.body = storableBody(bytes);
      next();
    });
  };

  const take: RequestHandler = async (req, res) => {
    try {
      await adapters.get(req)?.receive?.(req.body);
    } catch (error) {
      // What can't be read will not be readable the next time either.
      if (!(error instanceof z.ZodError)) throw error;
      log.warn({ err: error }, 'A webhook brought something that can’t be read');
    }
    res.sendStatus(200);
  };

  const shakeHands: RequestHandler = (req, res) => {
    const answer = adapters.get(req)?.answerHandshake?.(new URL(req.originalUrl, 'http://localhost').searchParams);
    if (answer === undefined || answer === null) return void res.sendStatus(403);
    res.type('text').send(answer);
  };

  for (const type of channels.providerTypes) {
    router.post(`/${type}/:channelId`, find(type), authentic, take);
    router.get(`/${type}/:channelId`, find(type), shakeHands);
  }
  return router.use(bodyErrors);
}
