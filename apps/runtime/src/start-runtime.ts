import { createHash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAuth } from './accounts/auth.ts';
import { createAuthenticate } from './accounts/authenticate.ts';
import { ensureOwner, isSetupNeeded, issueSetupToken } from './accounts/setup.ts';
import { createAi } from './ai/create-ai.ts';
import { createSecretBox } from './channels/secret-box.ts';
import { type Closers, createClosers } from './closers.ts';
import {
  type ConversationServiceDeps,
  createConversationService,
} from './conversations/create-conversation-service.ts';
import { moodLanguages } from './conversations/judge-mood.ts';
import type { Database } from './db/client.ts';
import { connectDatabase } from './db/connect.ts';
import { faultPointFrom } from './effects/fault-point.ts';
import type { Env } from './env.ts';
import { accountRoutes } from './http/account.ts';
import { aiRoutes } from './http/ai.ts';
import { channelRoutes } from './http/channels.ts';
import { conversationRoutes } from './http/conversations.ts';
import { createApp } from './http/create-app.ts';
import { fileRoutes } from './http/files.ts';
import { flowRoutes } from './http/flows.ts';
import { handoffRoutes } from './http/handoff.ts';
import { NotReady, type Readiness } from './http/health.ts';
import { notificationRoutes } from './http/notifications.ts';
import { listen } from './http/server.ts';
import { telegramOperatorRoutes } from './http/telegram-operators.ts';
import { widgetRoutes } from './http/widget.ts';
import { cleanUpJob } from './jobs/clean-up.ts';
import { createJobs } from './jobs/jobs.ts';
import { loadSecret } from './load-secret.ts';
import type { Logger } from './logging.ts';
import { createMailer } from './mail/create-mailer.ts';
import { mailJob } from './mail/mail-job.ts';
import { createEnvironmentBot } from './operators/settings/environment-bot.ts';
import type { Clock } from './services.ts';
import { connectRedis } from './sockets/redis-peers.ts';
import { systemClock } from './system-clock.ts';

const READY_WITHIN_MS = 2_000;

export interface Runtime {
  /** Where people open it: PUBLIC_URL, or this machine; without a slash at its end. */
  readonly url: string;
  /** Where it listens on this machine. */
  readonly port: number;
  /** Set while nobody owns the installation. */
  readonly setupToken: string | undefined;
  /** Takes no new work, finishes what is under way, and ends everything that was started. */
  stop(): Promise<void>;
}

interface Options {
  readonly env: Env;
  readonly log: Logger;
  /** Called with a sentence when something the runtime can't live without is lost; it should be stopped. */
  readonly onLost: (reason: string) => void;
  /** In place of the machine's own, for tests. */
  readonly clock?: Clock;
  /** Connections in place of the product's own, for tests that play the provider. */
  readonly provider?: Pick<ConversationServiceDeps, 'channels' | 'idempotentSend'>;
}

/** Puts the product together: the only place that knows all its parts. What has been started is ended on a failure. */
export async function startRuntime(options: Options): Promise<Runtime> {
  const closers = createClosers(options.log);
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function start({ env, log, onLost, clock, provider }: Options, closers: Closers): Promise<Runtime> {
  const http = await listen(env.port, env.host);
  closers.add('web server', http.close);
  const quiet = { info: (message: string) => log.debug(message), warn: (message: string) => log.warn(message) };
  const database = await connectDatabase({ env, log: quiet, onLost, onClose: closers.add });
  const secret = await loadSecret(env, log);
  const redis = env.redisUrl === undefined ? undefined : await connectRedis(env.redisUrl, installationOf(secret));
  const auth = createAuth({ database, secret, publicUrl: env.publicUrl, log });
  const authenticate = createAuthenticate(auth, database);
  const conversations = createConversationService({
    database,
    secret,
    log,
    authenticate,
    publicUrl: env.publicUrl,
    apiRoots: { telegram: env.telegramApiRoot, whatsapp: env.whatsappApiRoot },
    browser: {
      folder: path.join(env.dataDir, 'channels'),
      program: env.whatsappChromium ?? null,
      limit: env.whatsappWebAccounts,
      args: env.whatsappWebArgs,
    },
    alone: env.databaseUrl === undefined,
    shared: env.databaseUrl !== undefined,
    redis,
    ai: env.ai === undefined ? null : createAi(env.ai),
    clock,
    faultPoint: faultPointFrom(env.faultPoint, env.nodeEnv),
    ...provider,
  });
  const environmentBot = createEnvironmentBot(
    { ...conversations, log, secretBox: createSecretBox(secret) },
    env.operatorBot,
  );
  const mailer = env.mail && createMailer(env.mail);
  if (mailer) closers.add('mail', async () => mailer.close());
  const url = env.publicUrl ?? `http://${urlHost(env.host)}:${http.port}`;
  const routes = {
    account: accountRoutes({
      database,
      auth,
      live: conversations,
      publicUrl: env.publicUrl,
      onSetUp: environmentBot.use,
    }),
    flows: flowRoutes(database, conversations, {
      sentiment: { languages: moodLanguages },
    }),
    ai: aiRoutes({ database, clock: conversations.clock, model: env.ai?.model ?? null }),
    channels: channelRoutes({ database, live: conversations }),
    conversations: conversationRoutes(conversations),
    ...handoffRoutes(conversations),
    telegramOperators: telegramOperatorRoutes({
      ...conversations,
      publicUrl: env.publicUrl,
      apiRoot: env.telegramApiRoot,
    }),
    notifications: notificationRoutes({ database, clock: conversations.clock, mailer }),
    widget: widgetRoutes(conversations),
  };

  const jobs = createJobs({
    databaseUrl: database.url,
    clock: systemClock,
    log,
    kinds: [
      cleanUpJob(database, env.keepDays),
      ...(mailer ? [mailJob({ database, clock: conversations.clock, log, mailer, url })] : []),
    ],
  });
  closers.add('jobs', jobs.stop);
  jobs.start();
  if (env.owner !== undefined) await ensureOwner(database, env.owner);
  const setupToken = (await isSetupNeeded(database)) ? await issueSetupToken(database) : undefined;

  let stopping = false;
  const readiness = readinessOf(database, () => stopping);
  closers.add('conversations', async () => {
    // Nothing new is accepted while what is under way ends.
    const closed = http.close();
    await conversations.stop();
    await closed;
  });
  // What a stopped process left behind comes first, then what is new.
  await conversations.start();
  closers.add('bot of the environment', async () => environmentBot.stop());
  await environmentBot.use();
  conversations.attach(http.server);
  http.serve(
    createApp({
      publicUrl: env.publicUrl,
      log,
      readiness,
      database,
      auth,
      authenticate,
      routes,
      files: fileRoutes({ service: conversations, authenticate: (req) => authenticate(req.headers) }),
      channels: conversations.channels,
    }),
  );
  return {
    url,
    port: http.port,
    setupToken,
    stop() {
      stopping = true;
      return closers.closeAll();
    },
  };
}

/** A name that is the same in all processes of an installation, and in no other. */
function installationOf(secret: string): string {
  return `baton-${createHash('sha256').update(`installation:${secret}`).digest('hex').slice(0, 12)}`;
}

function readinessOf(database: Database, isStopping: () => boolean): Readiness {
  return {
    async check() {
      if (isStopping()) throw new NotReady('The server is stopping.');
      const answer = database.pool.query('SELECT 1');
      // Whoever asks wants to know now: a database that takes this long is not ready.
      const late = delay(READY_WITHIN_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('Too slow')));
      await Promise.race([answer, late]);
    },
  };
}

/** What to type into a browser on this machine: an address that stands for all of its own is none. */
function urlHost(host: string): string {
  if (['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
