import { orpc } from '@baton/ui';

/** The teams that nodes may ask; they change in the inbox's Settings. */
export const teamsQuery = orpc.teams.list.queryOptions({ staleTime: 10_000 });
