import { takesWebhook } from '@baton/channels/telegram-staff';
import type { Session, TelegramOperator, TelegramOperatorsView } from '@baton/contracts';
import { availabilitySchema } from '@baton/contracts';
import { recordAudit } from '../../accounts/audit.ts';
import { AppError } from '../../app-error.ts';
import type { ConversationService } from '../../conversations/create-conversation-service.ts';
import { saveOperator } from '../../db/operators.ts';
import { type OperatorBotRow, readOperatorBot } from '../../db/telegram/bots.ts';
import { makeOperatorLink } from '../../db/telegram/links.ts';
import { findOperator, type OperatorRow, readOperators } from '../../db/telegram/people.ts';
import { viewChannel } from '../../settings/channels.ts';
import { actorOf, problemOf } from '../operator-actor.ts';

type Availability = TelegramOperator['availability'];

/** What settings of Telegram operators need of the rest of the runtime. */
export type OperatorSettingsDeps = Pick<
  ConversationService,
  | 'database'
  | 'clock'
  | 'telegram'
  | 'providers'
  | 'identities'
  | 'channelChanged'
  | 'operatorsChanged'
  | 'operatorLeft'
> & {
  readonly publicUrl: string | undefined;
  /** Where the Bot API is, if not at its usual place. */
  readonly apiRoot: string | undefined;
};

/** Everything that Settings show about alerts on Telegram. */
export async function viewTelegramOperators(
  deps: OperatorSettingsDeps,
  session: Session,
): Promise<TelegramOperatorsView> {
  const { database, publicUrl, apiRoot } = deps;
  const workspaceId = session.workspace.id;
  const [bot, operators] = await Promise.all([
    readOperatorBot(database, workspaceId),
    readOperators(database, workspaceId),
  ]);
  const channel = bot && (await viewChannel({ database, live: deps }, session, bot.channelId));
  return {
    bot:
      bot && channel?.connection
        ? {
            source: bot.source,
            channelId: bot.channelId,
            connection: channel.connection,
            delivery: publicUrl !== undefined && takesWebhook(publicUrl, apiRoot ?? null) ? 'webhook' : 'polling',
          }
        : null,
    operators: operators.filter(({ revokedAt }) => revokedAt === null).map(view),
    group: bot && groupView(bot),
  };
}

function view(operator: OperatorRow): TelegramOperator {
  const { telegramId, username, userId, availability } = operator;
  return {
    id: telegramId,
    name: actorOf(operator).name,
    username,
    userId,
    availability: availabilitySchema.parse(availability),
    problem: problemOf(operator),
  };
}

function groupView({ groupTitle, groupMode, groupProblem }: OperatorBotRow): TelegramOperatorsView['group'] {
  return groupTitle === null || groupMode === null
    ? null
    : { title: groupTitle, mode: groupMode, problem: groupProblem };
}

/** A link that makes whoever opens it first an operator; for oneself, or as an owner or admin for anybody. */
export async function makePersonLink(
  deps: OperatorSettingsDeps,
  session: Session,
  userId: string | null,
): Promise<{ url: string; expiresAt: string }> {
  const { database, telegram, clock } = deps;
  const workspaceId = session.workspace.id;
  if (userId !== session.user.id && !session.canEdit) throw new AppError('FORBIDDEN');
  const where = { workspaceId_userId: { workspaceId, userId: userId ?? '' } };
  if (userId !== null && !(await database.prisma.member.findUnique({ where }))) throw new AppError('NOT_FOUND');
  const bot = await telegram.bots.of(workspaceId);
  if (!bot) throw new AppError('BAD_REQUEST', { message: 'Choose the bot that alerts operators first.' });
  const wish = { workspaceId, kind: 'person', userId, createdById: session.user.id } as const;
  const { payload, expiresAt } = await makeOperatorLink(database, wish, clock.now());
  return { url: `https://t.me/${bot.username}?start=${payload}`, expiresAt: expiresAt.toISOString() };
}

/** Whether alerts are sent to an operator; in the inbox it is the same. */
export async function setAvailability(
  deps: OperatorSettingsDeps,
  session: Session,
  { operatorId, availability }: { readonly operatorId: string; readonly availability: Availability },
): Promise<TelegramOperatorsView> {
  const operator = await ownOrEditors(deps, session, operatorId);
  await saveOperator(deps.database, session.workspace.id, actorOf(operator).id, { availability });
  await deps.operatorsChanged(session.workspace.id);
  return viewTelegramOperators(deps, session);
}

/** Ends what somebody may do on Telegram. What they answered there rings for others, unless they have the inbox. */
export async function revokeOperator(
  deps: OperatorSettingsDeps,
  session: Session,
  operatorId: string,
): Promise<TelegramOperatorsView> {
  const workspaceId = session.workspace.id;
  const operator = await ownOrEditors(deps, session, operatorId);
  await deps.database.prisma.$transaction(async (tx) => {
    await tx.telegramOperator.updateMany({
      where: { workspaceId, telegramId: operatorId },
      data: { revokedAt: new Date(deps.clock.now()) },
    });
    await recordAudit(tx, session, 'operator.revoked', operator.name);
  });
  if (operator.userId === null) await deps.operatorLeft(workspaceId, actorOf(operator).id);
  await deps.operatorsChanged(workspaceId);
  return viewTelegramOperators(deps, session);
}

async function ownOrEditors(
  { database }: OperatorSettingsDeps,
  session: Session,
  telegramId: string,
): Promise<OperatorRow> {
  const operator = await findOperator(database, session.workspace.id, telegramId);
  if (!operator || operator.revokedAt !== null) throw new AppError('NOT_FOUND');
  if (operator.userId !== session.user.id && !session.canEdit) throw new AppError('FORBIDDEN');
  return operator;
}
