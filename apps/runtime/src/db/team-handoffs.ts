/** SQL for what the teams of a workspace say about handoffs, as JSON by their ids; null where none says anything. */
export function teamHandoffs(workspaceId: string): string {
  return `(SELECT jsonb_object_agg(t.id, t.handoff)::text FROM "Team" t
    WHERE t."workspaceId" = ${workspaceId} AND t.handoff <> '{}')`;
}
