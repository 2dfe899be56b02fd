import { getAiSettings, updateAiSettings } from '../settings/ai-settings.ts';
import { editorRoutes, memberRoutes } from './routes.ts';

/** What the workspace's AI answers from, and how often it may be asked. */
export function aiRoutes(deps: Parameters<typeof getAiSettings>[0]) {
  return {
    get: memberRoutes.ai.get.handler(({ context: { session } }) => getAiSettings(deps, session.workspace.id)),
    update: editorRoutes.ai.update.handler(({ input, context: { session } }) => updateAiSettings(deps, session, input)),
  };
}
