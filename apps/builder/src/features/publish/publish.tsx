import type { FlowVersion } from '@baton/contracts';
import { type Command, orpc, useCommands } from '@baton/ui';
import { ActionIcon, Button, Group, Popover, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useFlowSession, useSaving } from '../../editor/flow-session.tsx';
import { finishing } from './finishing.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { VersionList } from './version-list.tsx';

/** Makes the draft live, and shows what was live before. */
export function Publish() {
  const { draft } = useFlowSession();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isListing, setListing] = useState(false);
  const versions = useQuery(orpc.flows.versions.queryOptions({ input: { id: draft.id } }));
  // The revision that is live, as far as this page knows: it was not told which one an older page published.
  const [live, setLive] = useState(draft.changed || draft.publishedVersion === null ? null : draft.revision);
  const revision = useSaving((state) => state.revision);
  const isSaved = useSaving((state) => state.status === 'saved');
  const again = useSaving((state) => state.live);
  const isCurrent = isSaved && (live === revision || again === revision);

  useCommands(
    useMemo((): Command[] => [{ id: 'publish', label: 'Publish', group: 'This flow', run: () => setAsking(true) }], []),
  );

  async function onPublished(version: FlowVersion, at: number) {
    setLive(at);
    setAsking(false);
    const before = versions.data ?? [];
    const rest = finishing(before.filter(({ id }) => id !== version.id));
    const message = rest ? `New conversations start on it. ${rest}` : 'New conversations start on it from now on.';
    notifications.show({ color: 'green', title: `Version ${version.number} is live`, message });
    await queries.invalidateQueries({ queryKey: orpc.flows.key() });
  }

  return (
    <Group gap={1} wrap="nowrap">
      <Tooltip label="What is live is what you see" disabled={!isCurrent}>
        <Button
          size="sm"
          h={34}
          style={{ borderStartEndRadius: 0, borderEndEndRadius: 0 }}
          variant={isCurrent ? 'light' : 'filled'}
          onClick={() => setAsking(true)}
        >
          {isCurrent ? 'Published' : 'Publish'}
        </Button>
      </Tooltip>
      <Popover opened={isListing} onChange={setListing} position="bottom-end" width={360} trapFocus shadow="md">
        <Popover.Target>
          <ActionIcon
            variant={isCurrent ? 'light' : 'filled'}
            color="teal"
            h={34}
            w={30}
            style={{ borderStartStartRadius: 0, borderEndStartRadius: 0 }}
            aria-label="Versions"
            aria-expanded={isListing}
            onClick={() => setListing(!isListing)}
          >
            <IconChevronDown size={18} stroke={1.75} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <VersionList versions={versions.data} error={versions.error} onRestored={() => setListing(false)} />
        </Popover.Dropdown>
      </Popover>
      <PublishDialog
        opened={isAsking}
        versions={versions.data ?? []}
        isCurrent={isCurrent}
        onClose={() => setAsking(false)}
        onPublished={onPublished}
      />
    </Group>
  );
}
