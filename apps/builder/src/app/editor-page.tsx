import { EmptyState, errorCode, errorMessage, useSession } from '@baton/ui';
import { Button, Center, Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { FlowSessionProvider } from '../editor/flow-session.tsx';
import { loadDraft } from '../editor/load-draft.ts';
import { Workbench } from './workbench.tsx';

/** `/builder/flows/:flowId`: one open flow. */
export function EditorPage() {
  const { flowId = '' } = useParams();
  const { canEdit } = useSession();
  const draft = useQuery({
    queryKey: ['open flow', flowId],
    queryFn: () => loadDraft(flowId),
    // What is loaded is edited from then on: nothing may replace it, and the next opening begins afresh.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

  if (draft.isPending) {
    return (
      <Center h="100%">
        <Loader aria-label="Loading the flow" />
      </Center>
    );
  }
  if (draft.isError) {
    const isMissing = errorCode(draft.error) === 'NOT_FOUND';
    return (
      <EmptyState
        icon={<IconAlertTriangle size={32} stroke={1.5} />}
        title={isMissing ? 'This flow does not exist' : 'The flow could not be loaded'}
        action={
          isMissing ? (
            <Button component={Link} to="/">
              All flows
            </Button>
          ) : (
            <Button onClick={() => void draft.refetch()}>Try again</Button>
          )
        }
      >
        {isMissing ? 'It may have been deleted.' : errorMessage(draft.error)}
      </EmptyState>
    );
  }
  return (
    <FlowSessionProvider key={flowId} draft={draft.data} canEdit={canEdit}>
      <Workbench />
    </FlowSessionProvider>
  );
}
