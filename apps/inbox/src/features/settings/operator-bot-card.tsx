import { channelDefinitions } from '@baton/channels/definitions';
import type { TelegramOperatorsView } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Anchor, Badge, Button, Group, Select, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { channelsQuery } from '../../shared/queries.ts';
import { connectionWords } from './connection-words.ts';
import { SecretInputs } from './secret-inputs.tsx';
import classes from './settings.module.css';

type Bot = NonNullable<TelegramOperatorsView['bot']>;

const OWN = 'own';
const deliveryWords = {
  webhook: 'Telegram brings messages here by webhook.',
  polling: 'Messages are fetched from Telegram.',
};
const sourceWords = {
  channel: 'This bot serves customers too. Operators’ own chats with it are never conversations.',
  token: 'This bot is for operators only.',
  environment: 'This bot is set by TELEGRAM_BOT_TOKEN, where Baton is started.',
} satisfies Record<Bot['source'], string>;

/** The bot that alerts operators: how it is, and which one it should be. */
export function OperatorBotCard({ bot, canEdit }: { bot: Bot | null; canEdit: boolean }) {
  const [choosing, setChoosing] = useState(false);
  return (
    <section className={classes.card} aria-label="The operators’ bot">
      <div>
        <Title order={3}>The operators’ bot</Title>
        <Text c="dimmed">{bot ? sourceWords[bot.source] : 'Choose the bot that sends alerts to your operators.'}</Text>
      </div>
      {bot && <BotState bot={bot} />}
      {canEdit && (bot === null || choosing) && (
        <ChooseBot onDone={() => setChoosing(false)} onCancel={bot ? () => setChoosing(false) : undefined} />
      )}
      {!canEdit && bot === null && <Text>An owner or admin of the workspace chooses it here.</Text>}
      {canEdit && bot && !choosing && <Actions bot={bot} onChoose={() => setChoosing(true)} />}
    </section>
  );
}

function BotState({ bot }: { bot: Bot }) {
  const { state, error, account } = bot.connection;
  const { label, color } = connectionWords[state];
  return (
    <>
      <Group gap="xs">
        <Badge color={color} role="status">
          {label}
        </Badge>
        {account?.url && (
          <Anchor href={account.url} target="_blank" rel="noreferrer" fw={500}>
            {account.name}
          </Anchor>
        )}
        <Text size="sm" c="dimmed">
          {deliveryWords[bot.delivery]}
        </Text>
      </Group>
      {error !== null && (
        <Alert color={state === 'connected' ? 'amber' : 'red'} p="sm" role="alert">
          {error.replace(/\.?$/, '.')}
        </Alert>
      )}
    </>
  );
}

function ChooseBot({ onDone, onCancel }: { onDone: () => void; onCancel: (() => void) | undefined }) {
  const queryClient = useQueryClient();
  const channels = useQuery(channelsQuery);
  const bots = (channels.data ?? []).filter(
    ({ type, connection }) => type === 'telegram' && connection !== null && connection.state !== 'disconnected',
  );
  const [picked, setPicked] = useState<string | null>(null);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const choice = picked ?? bots[0]?.id ?? OWN;
  const choose = useMutation({
    mutationFn: () =>
      api.telegramOperators.chooseBot(choice === OWN ? { token: secrets.token ?? '' } : { channelId: choice }),
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.telegramOperators.key() }),
  });
  return (
    <>
      <Select
        label="Bot"
        allowDeselect={false}
        data={[
          ...bots.map(({ id, name, connection }) => ({
            value: id,
            label: `${connection?.account?.name ?? name} (${name})`,
          })),
          { value: OWN, label: 'A bot of its own' },
        ]}
        value={choice}
        onChange={(next) => {
          setPicked(next);
          choose.reset();
        }}
      />
      {choice === OWN && (
        <SecretInputs
          fields={channelDefinitions.telegram?.ways[0]?.secrets ?? []}
          values={secrets}
          onChange={(typed) => {
            setSecrets(typed);
            choose.reset();
          }}
        />
      )}
      {choose.error && <Alert color="red" role="alert" title={errorMessage(choose.error)} />}
      <Group gap="xs">
        <Button loading={choose.isPending} onClick={() => choose.mutate()}>
          Use this bot
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

function Actions({ bot, onChoose }: { bot: Bot; onChoose: () => void }) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.telegramOperators.removeBot(),
    onError: (error) => notifications.show({ color: 'red', title: 'Not done', message: errorMessage(error) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.telegramOperators.key() }),
  });

  function confirm() {
    modals.openConfirmModal({
      title: 'No more alerts on Telegram?',
      children: (
        <Text>
          Nobody is alerted on Telegram any more.{' '}
          {bot.source === 'channel' ? 'The bot goes on serving customers.' : 'The token of the bot is deleted.'}
        </Text>
      ),
      labels: { confirm: 'Stop alerts', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate(),
    });
  }

  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={onChoose}>
        Use another bot
      </Button>
      {bot.source !== 'environment' && (
        <Button size="xs" variant="default" c="red" loading={remove.isPending} onClick={confirm}>
          Stop alerts
        </Button>
      )}
    </Group>
  );
}
