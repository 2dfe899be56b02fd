import type { FlowSummary } from '@baton/contracts';
import { type Command, EmptyState, errorMessage, orpc, useCommands, useSession } from '@baton/ui';
import { Button, Center, Group, Loader, Title } from '@mantine/core';
import { IconAlertTriangle, IconFileImport, IconPlus, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import classes from './flow-list.module.css';
import { FlowRow } from './flow-row.tsx';
import { ImportFlow } from './import-flow.tsx';
import { NewFlow } from './new-flow.tsx';

/** Every flow of the workspace, with what can be done to it. */
export function FlowList() {
  const { canEdit } = useSession();
  const flows = useQuery(orpc.flows.list.queryOptions({ refetchInterval: 30_000 }));
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  useOpenCommands(flows.data);
  const newFlow = (
    <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => setDialog('new')}>
      New flow
    </Button>
  );

  return (
    <main className={classes.page}>
      <header className={classes.header}>
        <Title order={1} size="h2">
          Flows
        </Title>
        {canEdit && (
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconFileImport size={18} stroke={1.75} />}
              onClick={() => setDialog('import')}
            >
              Import
            </Button>
            {newFlow}
          </Group>
        )}
      </header>
      {flows.isPending && (
        <Center mih={240}>
          <Loader aria-label="Loading flows" />
        </Center>
      )}
      {flows.isError && (
        <EmptyState
          icon={<IconAlertTriangle size={32} stroke={1.5} />}
          title="The flows could not be loaded"
          action={<Button onClick={() => void flows.refetch()}>Try again</Button>}
        >
          {errorMessage(flows.error)}
        </EmptyState>
      )}
      {flows.data?.length === 0 && (
        <EmptyState
          icon={<IconRoute size={32} stroke={1.5} />}
          title="Flows appear here"
          action={canEdit ? newFlow : undefined}
        >
          A flow is what the bot says and asks, and when it passes the conversation to a person.
        </EmptyState>
      )}
      {flows.data && flows.data.length > 0 && (
        <ul className={classes.list} aria-label="Flows">
          {flows.data.map((flow) => (
            <FlowRow key={flow.id} flow={flow} canEdit={canEdit} />
          ))}
        </ul>
      )}
      <NewFlow opened={dialog === 'new'} onClose={() => setDialog(null)} />
      <ImportFlow opened={dialog === 'import'} onClose={() => setDialog(null)} />
    </main>
  );
}

/** Every flow in the command bar, by its name. */
function useOpenCommands(flows: readonly FlowSummary[] | undefined): void {
  const navigate = useNavigate();
  const commands = useMemo(
    () =>
      (flows ?? []).map(
        ({ id, name }): Command => ({
          id: `open-${id}`,
          label: name,
          group: 'Open a flow',
          run: () => void navigate(`/flows/${id}`),
        }),
      ),
    [flows, navigate],
  );
  useCommands(commands);
}
