import { errorMessage, useSession } from '@baton/ui';
import { Alert, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { handoffQuery, operatorsQuery, teamsQuery } from '../../shared/queries.ts';
import { CapacityList } from './capacity-list.tsx';
import { HandoffSwitches } from './handoff-switches.tsx';
import { TeamList } from './team-list.tsx';

/** /inbox/settings/teams: whether customers reach people, whom a request asks, and how much each takes. */
export function TeamsPage() {
  const { canEdit } = useSession();
  const settings = useQuery(handoffQuery);
  const operators = useQuery(operatorsQuery);
  const teams = useQuery(teamsQuery);
  const failed = settings.error ?? operators.error ?? teams.error;
  if (failed) return <Alert color="red" title={errorMessage(failed)} />;
  if (!settings.data || !operators.data || !teams.data) return <Loader size="sm" aria-label="Loading the teams" />;
  return (
    <>
      <TeamList teams={teams.data} operators={operators.data} workspace={settings.data} />
      <HandoffSwitches settings={settings.data} canEdit={canEdit} />
      <CapacityList operators={operators.data} canEdit={canEdit} />
    </>
  );
}
