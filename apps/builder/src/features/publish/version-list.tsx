import type { FlowVersion } from '@baton/contracts';
import { api, errorMessage, RelativeTime } from '@baton/ui';
import { Badge, Button, Group, Loader, ScrollArea, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useFlowSession } from '../../editor/flow-session.tsx';
import classes from './publish.module.css';

interface VersionListProps {
  versions: readonly FlowVersion[] | undefined;
  error: unknown;
  onRestored: () => void;
}

/** What was published, newest first; any of it can become the draft again. */
export function VersionList({ versions, error, onRestored }: VersionListProps) {
  const { draft, store, queue } = useFlowSession();
  const restore = useMutation({
    mutationFn: async (version: FlowVersion) => {
      await queue.flush();
      const { revision } = queue.state.getState();
      return { version, restored: await api.flows.restore({ id: draft.id, versionId: version.id, revision }) };
    },
    onSuccess: ({ version, restored }) => {
      queue.adopt(restored.document, restored.revision, restored.changed);
      store.getState().apply({ kind: 'replace', document: restored.document });
      onRestored();
      notifications.show({
        color: 'teal',
        title: `Version ${version.number} is in the draft`,
        message: 'Publish to make it live. Undo brings back what you had.',
      });
    },
    onError: (cause) =>
      notifications.show({ color: 'red', title: 'The version was not restored', message: errorMessage(cause) }),
  });

  if (error) return <Text p="md">{errorMessage(error)}</Text>;
  if (!versions) return <Loader m="md" size="sm" aria-label="Loading versions" />;
  if (versions.length === 0) {
    return (
      <Text p="md" c="dimmed">
        Never published. Customers see nothing of this flow until you publish it.
      </Text>
    );
  }
  return (
    <ScrollArea.Autosize mah={360} viewportProps={{ tabIndex: 0, 'aria-label': 'Versions' }}>
      <ul className={classes.versions}>
        {versions.map((version, index) => (
          <li key={version.id} className={classes.version}>
            <div>
              <Group gap={6}>
                <Text fw={500}>Version {version.number}</Text>
                {index === 0 && <Badge color="green">Live</Badge>}
              </Group>
              <Text size="xs" c="dimmed" component="div">
                <RelativeTime at={version.publishedAt} /> · {version.publishedBy}
                {version.openConversations > 0 && ` · ${version.openConversations} open`}
              </Text>
            </div>
            <Button
              variant="subtle"
              size="compact-sm"
              loading={restore.isPending && restore.variables.id === version.id}
              onClick={() => restore.mutate(version)}
              aria-label={`Restore version ${version.number} into the draft`}
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </ScrollArea.Autosize>
  );
}
