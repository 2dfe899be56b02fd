import type { Actor } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { idOnTelegram, type OperatorRow, readOperators } from '../db/telegram/people.ts';
import type { OperatorSource } from '../routing/operator-directory.ts';

/** Somebody on Telegram as the conversation machine knows them: the member they are, with the rights they have now. */
export function actorOf(operator: OperatorRow): Actor {
  const { userId, telegramId, name, memberName, role } = operator;
  const canHandoff = mayAnswer(operator);
  return {
    id: userId ?? idOnTelegram(telegramId),
    name: memberName ?? name,
    canHandoff,
    supervisor: canHandoff && (role === 'owner' || role === 'admin'),
  };
}

/** Asked at every message and tap: a right that was taken away counts at once. */
function mayAnswer({ revokedAt, userId, canHandoff }: OperatorRow): boolean {
  return revokedAt === null && (userId === null || canHandoff === true);
}

/** Why no alert reaches an operator, as a sentence; null where alerts do. */
export function problemOf(operator: OperatorRow): string | null {
  if (operator.userId !== null && operator.canHandoff !== true)
    return 'May not answer: give them the Handoff permission';
  if (operator.botId !== operator.presentBotId) return 'Has not started this bot yet: make them a new link';
  if (operator.blockedAt !== null) return operator.problem ?? 'Has blocked the bot';
  return null;
}

/** Whether the bot can write to an operator, as far as it is known. */
export function isReachable(operator: OperatorRow): boolean {
  return operator.revokedAt === null && problemOf(operator) === null;
}

/** People on Telegram as operators: members among them are the same operators that the inbox knows. */
export function telegramOperators(database: Database): OperatorSource {
  return async (workspaceId) => {
    const operators = await readOperators(database, workspaceId);
    return operators
      .filter(({ revokedAt }) => revokedAt === null)
      .map((each) => {
        const { id, name, canHandoff } = actorOf(each);
        return { id, name, canHandoff, reachable: isReachable(each) };
      });
  };
}
