import { channelDefinitions } from '@baton/channels/definitions';
import type { Channel, FlowSummary } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ChannelIcon } from '../../shared/channel-icon.tsx';
import { ChannelConnection } from './channel-connection.tsx';
import { EmbedSnippet } from './embed-snippet.tsx';
import { FlowSelect } from './flow-select.tsx';
import { IdentityKey } from './identity-key.tsx';
import { SettingInput } from './setting-input.tsx';
import classes from './settings.module.css';
import { WidgetPreview } from './widget-preview.tsx';

interface ChannelCardProps {
  channel: Channel;
  flows: readonly FlowSummary[];
  canEdit: boolean;
  /** It was added just now: what to do next stands in it. */
  added: boolean;
}

/** One channel: its name, its flow, and the settings that its type has. */
export function ChannelCard({ channel, flows, canEdit, added }: ChannelCardProps) {
  const definition = channelDefinitions[channel.type];
  const queryClient = useQueryClient();
  const [name, setName] = useState(channel.name);
  const [flowId, setFlowId] = useState(channel.flowId);
  const [settings, setSettings] = useState(() => {
    const parsed = definition?.parseSettings(channel.settings);
    return parsed?.ok ? parsed.settings : channel.settings;
  });
  const [problems, setProblems] = useState<readonly string[]>([]);
  const save = useMutation({
    mutationFn: () => api.channels.update({ id: channel.id, name: name.trim(), flowId, settings }),
    onSuccess: () =>
      notifications.show({
        color: 'teal',
        message: channel.type === 'widget' ? 'Saved. Visitors see it when they load the page again.' : 'Saved.',
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.channels.key() }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const checked = definition?.parseSettings(settings);
    const found = [
      ...(name.trim() === '' ? ['Give the channel a name.'] : []),
      ...(checked?.ok === false ? checked.problems : []),
    ];
    setProblems(found);
    if (found.length === 0) save.mutate();
  }

  return (
    <form className={classes.card} onSubmit={submit} noValidate ref={added ? show : undefined}>
      <div>
        <Group gap="xs">
          <ChannelIcon type={channel.type} size={18} stroke={1.75} />
          <Title order={3}>{channel.name}</Title>
        </Group>
        <Text c="dimmed">{definition?.description ?? channel.type}</Text>
      </div>
      {channel.type === 'widget' && <EmbedSnippet channelId={channel.id} />}
      {channel.connection && <ChannelConnection channel={channel} connection={channel.connection} canEdit={canEdit} />}
      <div className={classes.fields}>
        <TextInput
          label="Name"
          description="For you and your colleagues"
          value={name}
          maxLength={100}
          disabled={!canEdit}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FlowSelect flows={flows} value={flowId} disabled={!canEdit} onChange={setFlowId} />
        {definition?.settingsFields().map((field) => (
          <SettingInput
            key={field.key}
            field={field}
            value={settings[field.key]}
            disabled={!canEdit}
            onChange={(value) => setSettings((before) => ({ ...before, [field.key]: value }))}
          />
        ))}
      </div>
      {channel.type === 'widget' && <WidgetPreview settings={settings} />}
      {channel.type === 'widget' && canEdit && <IdentityKey channelId={channel.id} />}
      {problems.length > 0 && (
        <Alert color="red" role="alert">
          {problems.join(' ')}
        </Alert>
      )}
      {save.error && <Alert color="red" role="alert" title={errorMessage(save.error)} />}
      {canEdit && (
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      )}
    </form>
  );
}

/** New cards come last, below the long one of a website. */
function show(card: HTMLElement | null): void {
  card?.scrollIntoView({ block: 'start' });
}
