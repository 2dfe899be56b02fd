import { AppError } from '../app-error.ts';
import type { ConversationService } from '../conversations/create-conversation-service.ts';
import { saveOperator } from '../db/operators.ts';
import { getHandoffSettings, updateHandoffSettings } from '../routing/handoff-settings.ts';
import { getResponseTimes, listRequests } from '../routing/list-requests.ts';
import { operatorStatus } from '../routing/operator-directory.ts';
import { ringingFor } from '../routing/ringing-for.ts';
import { createTeam, listTeams, removeTeam, updateTeam } from '../routing/teams.ts';
import { editorRoutes, memberRoutes } from './routes.ts';

/** Who answers customers, and how a request finds them. */
export function handoffRoutes(live: ConversationService) {
  const { database, operators } = live;
  const deps = { database, live };

  return {
    handoff: {
      get: memberRoutes.handoff.get.handler(({ context: { session } }) =>
        getHandoffSettings(database, session.workspace.id),
      ),
      update: editorRoutes.handoff.update.handler(({ input, context: { session } }) =>
        updateHandoffSettings(deps, session, input),
      ),
    },
    requests: {
      list: memberRoutes.requests.list.handler(({ input, context: { session } }) =>
        listRequests(database, session, input),
      ),
      ringing: memberRoutes.requests.ringing.handler(({ context: { session } }) => ringingFor(live, session)),
      responseTimes: memberRoutes.requests.responseTimes.handler(({ context: { session } }) =>
        getResponseTimes(database, live.clock, session),
      ),
    },
    operators: {
      list: memberRoutes.operators.list.handler(async ({ context: { session } }) =>
        (await operators.list(session.workspace.id)).map(operatorStatus),
      ),
      setAvailability: memberRoutes.operators.setAvailability.handler(async ({ input, context: { session } }) => {
        await saveOperator(database, session.workspace.id, session.user.id, input);
        await live.operatorsChanged(session.workspace.id);
        return { ok: true } as const;
      }),
      setCapacity: editorRoutes.operators.setCapacity.handler(async ({ input, context: { session } }) => {
        const workspaceId = session.workspace.id;
        const { operatorId, capacity } = input;
        if (!(await operators.list(workspaceId)).some(({ id }) => id === operatorId)) throw new AppError('NOT_FOUND');
        await saveOperator(database, workspaceId, operatorId, { capacity });
        await live.operatorsChanged(workspaceId);
        return { ok: true } as const;
      }),
    },
    teams: {
      list: memberRoutes.teams.list.handler(({ context: { session } }) => listTeams(database, session.workspace.id)),
      create: editorRoutes.teams.create.handler(({ input, context: { session } }) => createTeam(deps, session, input)),
      update: editorRoutes.teams.update.handler(({ input, context: { session } }) => updateTeam(deps, session, input)),
      remove: editorRoutes.teams.remove.handler(async ({ input, context: { session } }) => {
        await removeTeam(deps, session, input.id);
        return { ok: true } as const;
      }),
    },
  };
}
