import type { Abilities } from '@baton/contracts';
import type { Database } from '../db/client.ts';
import { createFlow, duplicateFlow } from '../flows/create-flow.ts';
import { getDraft } from '../flows/flow-view.ts';
import { listFlows } from '../flows/list-flows.ts';
import { listVersions } from '../flows/list-versions.ts';
import { publishFlow } from '../flows/publish-flow.ts';
import { removeFlow } from '../flows/remove-flow.ts';
import { renameFlow, restoreVersion, saveDraft } from '../flows/save-draft.ts';
import type { ConversationRuntime } from '../services.ts';
import { editorRoutes, memberRoutes } from './routes.ts';

/** Everybody in the workspace may look at flows; owners and admins edit them. */
export function flowRoutes(database: Database, live: Pick<ConversationRuntime, 'rulesChanged'>, abilities: Abilities) {
  const member = memberRoutes.flows;
  const editor = editorRoutes.flows;

  return {
    abilities: member.abilities.handler(() => abilities),
    list: member.list.handler(({ context: { session } }) => listFlows(database, session.workspace.id)),
    get: member.get.handler(({ input, context: { session } }) => getDraft(database, session.workspace.id, input.id)),
    versions: member.versions.handler(({ input, context: { session } }) =>
      listVersions(database, session.workspace.id, input.id),
    ),
    create: editor.create.handler(({ input, context: { session } }) =>
      createFlow(database, session.workspace.id, input),
    ),
    duplicate: editor.duplicate.handler(({ input, context: { session } }) =>
      duplicateFlow(database, session.workspace.id, input.id),
    ),
    save: editor.save.handler(({ input, context: { session } }) => saveDraft(database, session.workspace.id, input)),
    rename: editor.rename.handler(({ input, context: { session } }) =>
      renameFlow(database, session.workspace.id, input),
    ),
    restore: editor.restore.handler(({ input, context: { session } }) =>
      restoreVersion(database, session.workspace.id, input),
    ),
    publish: editor.publish.handler(({ input, context: { session } }) =>
      publishFlow({ database, live }, session, input),
    ),
    remove: editor.remove.handler(async ({ input, context: { session } }) => {
      await removeFlow(database, session, input.id);
      return { ok: true } as const;
    }),
  };
}
