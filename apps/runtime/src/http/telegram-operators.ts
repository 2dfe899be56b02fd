import { chooseBot, removeBot } from '../operators/settings/operator-bot.ts';
import { makeGroupLink, removeGroup } from '../operators/settings/operator-group.ts';
import {
  makePersonLink,
  type OperatorSettingsDeps,
  revokeOperator,
  setAvailability,
  viewTelegramOperators,
} from '../operators/settings/telegram-operators.ts';
import { testAlerts } from '../operators/settings/test-alerts.ts';
import { editorRoutes, memberRoutes } from './routes.ts';

/** Who is alerted on Telegram. Everybody sees it and may connect themselves; owners and admins set it up. */
export function telegramOperatorRoutes(deps: OperatorSettingsDeps) {
  const member = memberRoutes.telegramOperators;
  const editor = editorRoutes.telegramOperators;

  return {
    get: member.get.handler(({ context: { session } }) => viewTelegramOperators(deps, session)),
    chooseBot: editor.chooseBot.handler(({ input, context: { session } }) => chooseBot(deps, session, input)),
    removeBot: editor.removeBot.handler(({ context: { session } }) => removeBot(deps, session)),
    link: member.link.handler(({ input, context: { session } }) => makePersonLink(deps, session, input.userId)),
    groupLink: editor.groupLink.handler(({ context: { session } }) => makeGroupLink(deps, session)),
    removeGroup: editor.removeGroup.handler(({ context: { session } }) => removeGroup(deps, session)),
    update: member.update.handler(({ input, context: { session } }) => setAvailability(deps, session, input)),
    revoke: member.revoke.handler(({ input, context: { session } }) => revokeOperator(deps, session, input.operatorId)),
    test: editor.test.handler(({ context: { session } }) => testAlerts(deps, session.workspace.id)),
  };
}
