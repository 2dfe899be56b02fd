import { randomUUID } from 'node:crypto';
import type { SecretBox, Secrets } from '../../channels/secret-box.ts';
import { storeConnection } from '../../db/channel-connections.ts';
import type { Database } from '../../db/client.ts';
import { chooseOperatorBot, removeOperatorBot } from '../../db/telegram/bots.ts';
import type { Env } from '../../env.ts';
import type { Logger } from '../../logging.ts';
import type { Clock, Providers } from '../../services.ts';

interface EnvironmentBotDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly providers: Pick<Providers, 'check' | 'seal'>;
  readonly secretBox: Pick<SecretBox, 'open'>;
  readonly channelChanged: (workspaceId: string, channelId: string) => Promise<void>;
}

/** Telegram may be out of reach when we start. */
const RETRY_MS = 30_000;
const TYPE = 'telegram';
const WAY = 'bot';

/**
 * The operators' bot that the environment names is that of the installation's first workspace, unless its Settings
 * name another. The same bot may serve customers: then it is the one of that channel.
 */
export function createEnvironmentBot(deps: EnvironmentBotDeps, bot: Env['operatorBot']) {
  const { database, clock, log } = deps;
  let cancelRetry = () => {};

  async function use(): Promise<void> {
    cancelRetry();
    try {
      const done = bot ? await choose(bot) : await forget();
      if (!done) retry('Telegram can’t be reached, or does not know it');
    } catch (error) {
      retry(error);
    }
  }

  function retry(why: unknown): void {
    log.error({ err: why }, 'The bot of TELEGRAM_BOT_TOKEN can’t be used yet: trying again');
    cancelRetry = clock.after(RETRY_MS, () => void use());
  }

  async function choose({ token, webhookSecret }: NonNullable<Env['operatorBot']>): Promise<boolean> {
    const workspace = await database.prisma.workspace.findFirst({ orderBy: { createdAt: 'asc' } });
    // It is chosen once there is somebody to be alerted.
    if (!workspace) return true;
    const workspaceId = workspace.id;
    const chosen = await database.prisma.operatorBot.findUnique({ where: { workspaceId } });
    if (chosen && chosen.source !== 'environment') return true;
    const secrets: Secrets = { token, ...(webhookSecret !== undefined && { webhookSecret }) };
    const checked = await deps.providers.check(TYPE, WAY, { token });
    if (!checked?.ok || !checked.account) return false;
    const { account } = checked;
    const accountId = `${TYPE}:${account.id}`;
    const serving = await database.prisma.channelConnection.findFirst({
      where: { workspaceId, accountId, secrets: { not: null } },
      include: { channel: { select: { staffOnly: true } } },
    });
    const channelId = serving?.channelId ?? randomUUID();
    const channel = { workspaceId, channelId };
    const known = serving?.secrets ? sameSecrets(deps.secretBox, channel, serving.secrets, secrets) : false;
    await database.prisma.$transaction(async (tx) => {
      if (!serving) {
        await removeOperatorBot(tx, workspaceId);
        await tx.channel.create({
          data: { workspaceId, id: channelId, type: TYPE, name: 'Operators', settings: {}, staffOnly: true },
        });
      }
      if (!known)
        await storeConnection(tx, channel, {
          way: WAY,
          keeperSends: false,
          secrets: deps.providers.seal(channel, secrets),
          account,
          accountId,
        });
      await chooseOperatorBot(tx, { ...channel, source: 'environment' });
      await tx.channel.deleteMany({ where: { workspaceId, staffOnly: true, operatorBot: null } });
    });
    if (!known) await deps.channelChanged(workspaceId, channelId);
    return true;
  }

  /** The variable is not set any more. */
  async function forget(): Promise<boolean> {
    const chosen = await database.prisma.operatorBot.findMany({ where: { source: 'environment' } });
    for (const { workspaceId } of chosen) {
      await database.prisma.$transaction(async (tx) => {
        await removeOperatorBot(tx, workspaceId);
        await tx.channel.deleteMany({ where: { workspaceId, staffOnly: true, operatorBot: null } });
      });
    }
    return true;
  }

  return { use, stop: () => cancelRetry() };
}

function sameSecrets(
  box: Pick<SecretBox, 'open'>,
  channel: { readonly workspaceId: string; readonly channelId: string },
  sealed: string,
  wanted: Secrets,
): boolean {
  try {
    const { token, webhookSecret } = box.open(channel, sealed);
    return token === wanted.token && webhookSecret === wanted.webhookSecret;
  } catch {
    return false;
  }
}
