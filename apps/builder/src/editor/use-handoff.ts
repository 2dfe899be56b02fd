import type { HandoffView } from '@baton/nodes/editors';
import { orpc } from '@baton/ui';
import { useQuery } from '@tanstack/react-query';
import { useEditor } from './editor-context.tsx';
import { teamsQuery } from './teams-query.ts';

/** What requests for a person meet in this flow; undefined until the workspace's part of it is known. */
export function useHandoff(): HandoffView | undefined {
  const { data: workspace } = useQuery(orpc.handoff.get.queryOptions({ staleTime: 10_000 }));
  const { data: teams = [] } = useQuery(teamsQuery);
  const { handoff, hours } = useEditor(({ document }) => document.configure);
  if (!workspace) return undefined;

  function peopleAre(teamId: string | null): string {
    const own = teams.find(({ id }) => id === teamId)?.handoff.hours ?? null;
    if ((own ?? hours ?? workspace?.hours ?? 'always') === 'always') return 'at any time';
    if (own !== null) return 'at the team’s own hours';
    return hours === null ? 'at the workspace’s hours' : 'at the hours of this flow';
  }

  return { off: workspace.enabled ? (handoff ? null : 'flow') : 'workspace', peopleAre };
}
