import { channelDefinitions } from '@baton/channels/definitions';
import type { Channel, ChannelConnection as Connection } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConnectionFields, type ConnectionWish, emptyWish } from './connection-fields.tsx';
import { connectionWords } from './connection-words.ts';
import { PairingSteps } from './pairing-steps.tsx';
import classes from './settings.module.css';
import { WebhookSteps } from './webhook-steps.tsx';

interface ChannelConnectionProps {
  channel: Channel;
  connection: Connection;
  canEdit: boolean;
}

/** The account that a channel is connected to: how it is, what is wrong, and what can be done about it. */
export function ChannelConnection({ channel, connection, canEdit }: ChannelConnectionProps) {
  const { state, error, account, webhook, pairing } = connection;
  const way = channelDefinitions[channel.type]?.ways.find(({ key }) => key === connection.way);
  const { label, color } = connectionWords[state];
  const [replacing, setReplacing] = useState(false);
  const forgotten = state === 'disconnected' && error === null;
  return (
    <section className={classes.connection} aria-label={`Connection of ${channel.name}`}>
      <Group gap="xs">
        <Badge color={color} role="status">
          {label}
        </Badge>
        {account && !forgotten && <AccountName account={account} />}
        {way && (channelDefinitions[channel.type]?.ways.length ?? 0) > 1 && <Text c="dimmed">by {way.title}</Text>}
      </Group>
      {error !== null && !replacing && (
        <Alert color={state === 'connected' ? 'amber' : 'red'} p="sm" role="alert">
          {error.replace(/\.?$/, '.')}
        </Alert>
      )}
      {pairing && <PairingSteps pairing={pairing} />}
      {webhook && way?.webhookSteps && (
        <WebhookSteps steps={way.webhookSteps} url={webhook.url} verifyToken={webhook.verifyToken} />
      )}
      {canEdit && (forgotten || replacing) && (
        <ConnectForm
          channel={channel}
          onDone={() => setReplacing(false)}
          onCancel={forgotten ? undefined : () => setReplacing(false)}
        />
      )}
      {canEdit && !forgotten && !replacing && <Actions channel={channel} onReplace={() => setReplacing(true)} />}
    </section>
  );
}

function AccountName({ account: { name, url } }: { account: NonNullable<Connection['account']> }) {
  if (url === null) return <Text fw={500}>{name}</Text>;
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" fw={500}>
      {name}
    </Anchor>
  );
}

/** Where the secrets are pasted. What is typed stays when it was refused. */
function ConnectForm(props: { channel: Channel; onDone: () => void; onCancel: (() => void) | undefined }) {
  const { channel, onDone, onCancel } = props;
  const [wish, setWish] = useState(() => emptyWish(channel.type, channel.connection?.way));
  const connect = useChannelAction(() => api.channels.connect({ id: channel.id, ...wish }), onDone);

  /** What was refused is no longer what stands there. */
  function fillIn(next: ConnectionWish) {
    setWish(next);
    connect.reset();
  }

  return (
    <>
      <ConnectionFields type={channel.type} wish={wish} onChange={fillIn} />
      {connect.error && <Alert color="red" role="alert" title={errorMessage(connect.error)} />}
      <Group gap="xs">
        {/* Not a submit: the form around it saves the settings. */}
        <Button onClick={() => connect.mutate()} loading={connect.isPending}>
          Connect
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </Group>
    </>
  );
}

function Actions({ channel, onReplace }: { channel: Channel; onReplace: () => void }) {
  const reconnect = useChannelAction(() => api.channels.reconnect({ id: channel.id }));
  const disconnect = useChannelAction(() => api.channels.disconnect({ id: channel.id }));

  function confirm() {
    modals.openConfirmModal({
      title: `Disconnect ${channel.name}?`,
      children: (
        <Text>
          Customers are no longer answered there, and what is stored to open the account is deleted. Conversations stay.
        </Text>
      ),
      labels: { confirm: 'Disconnect', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => disconnect.mutate(),
    });
  }

  return (
    <Group gap="xs">
      <Button size="xs" variant="default" loading={reconnect.isPending} onClick={() => reconnect.mutate()}>
        Reconnect
      </Button>
      <Button size="xs" variant="default" onClick={onReplace}>
        Replace
      </Button>
      <Button size="xs" variant="default" c="red" loading={disconnect.isPending} onClick={confirm}>
        Disconnect
      </Button>
    </Group>
  );
}

function useChannelAction(action: () => Promise<Channel>, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: action,
    onError: (error) => notifications.show({ color: 'red', title: 'Not done', message: errorMessage(error) }),
    async onSettled(_channel, error) {
      await queryClient.invalidateQueries({ queryKey: orpc.channels.key() });
      // Not before: what was wrong until now would be shown once more.
      if (!error) onDone?.();
    },
  });
}
