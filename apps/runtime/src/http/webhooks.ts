import type { ChannelAdapter } from '@baton/channels/channel-adapter';
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { ChannelSupervisor } from '../channels/channel-supervisor.ts';
import { findPublicChannel } from '../db/channels.ts';
import type { Database } from '../db/client.ts';
import type { Logger } from '../logging.ts';
import { bodyErrors, jsonBody } from './body-parser.ts';

interface WebhookDeps {
  readonly database: Database;
  readonly channels: Pick<ChannelSupervisor, 'adapter' | 'providerTypes'>;
  readonly log: Logger;
}

/**
 * Where providers bring what customers do: `/<channel type>/<channel id>`. Whether a request is the provider's is
 * settled before its body is read; the answer comes when the event is stored, so what is lost comes again.
 */
export function webhookRoutes({ database, channels, log }: WebhookDeps): Router {
  const router = Router();
  /** The channel of a request that was found authentic. */
  const proven = new WeakMap<object, ChannelAdapter>();

  function authentic(type: string): RequestHandler<{ channelId: string }> {
    return async (req, res, next) => {
      res.setHeader('cache-control', 'no-store');
      const { channelId } = req.params;
      const channel = channelId.includes('\0') ? null : await findPublicChannel(database, channelId);
      if (channel?.type !== type) return void res.sendStatus(404);
      const adapter = await channels.adapter({ workspaceId: channel.workspaceId, channelId });
      if (!adapter?.isAuthentic?.(req.headers)) return void res.sendStatus(401);
      proven.set(req, adapter);
      next();
    };
  }

  const take: RequestHandler = async (req, res) => {
    try {
      await proven.get(req)?.receive?.(req.body);
    } catch (error) {
      // What can't be read will not be readable the next time either.
      if (!(error instanceof z.ZodError)) throw error;
      log.warn({ err: error }, 'A webhook brought something that can’t be read');
    }
    res.sendStatus(200);
  };

  for (const type of channels.providerTypes) router.post(`/${type}/:channelId`, authentic(type), jsonBody, take);
  return router.use(bodyErrors);
}
