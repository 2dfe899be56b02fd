import { EmptyState, errorMessage, useSession } from '@baton/ui';
import { Alert, Button, Group, Loader, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconExternalLink, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { channelsQuery, flowsQuery } from '../../shared/queries.ts';
import { AddChannelDialog } from './add-channel-dialog.tsx';
import { ChannelCard } from './channel-card.tsx';
import classes from './settings.module.css';

/** /inbox/settings/channels: where customers write, which flow answers, and how it looks there. */
export function ChannelsPage() {
  const { canEdit } = useSession();
  // Connections come and go by themselves.
  const channels = useQuery({ ...channelsQuery, refetchInterval: 2_000 });
  const [adding, add] = useDisclosure(false);
  const [addedId, setAddedId] = useState<string | null>(null);
  const flows = useQuery(flowsQuery);
  const error = channels.error ?? flows.error;

  if (error) return <Alert color="red" title={errorMessage(error)} />;
  if (!channels.data || !flows.data) return <Loader size="sm" aria-label="Loading the channels" />;
  return (
    <>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            Channels
          </Title>
          <Text c="dimmed">Where customers write to you, and which flow answers them.</Text>
        </div>
        <Group gap="xs">
          <Button
            component="a"
            href="/demo"
            target="_blank"
            variant="default"
            leftSection={<IconExternalLink size={18} stroke={1.75} />}
          >
            Try it as a visitor
          </Button>
          {canEdit && (
            <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={add.open}>
              Add a channel
            </Button>
          )}
        </Group>
      </div>
      {channels.data.length === 0 && (
        <EmptyState icon={<IconPlugConnected size={28} stroke={1.5} />} title="No channels yet">
          The chat for your website appears here once a flow is published.
        </EmptyState>
      )}
      {channels.data.map((channel) => (
        <ChannelCard
          key={channel.id}
          channel={channel}
          flows={flows.data}
          canEdit={canEdit}
          added={channel.id === addedId}
        />
      ))}
      <AddChannelDialog opened={adding} onClose={add.close} onAdded={setAddedId} flows={flows.data} />
    </>
  );
}
