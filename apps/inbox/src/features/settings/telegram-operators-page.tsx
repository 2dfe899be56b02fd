import { errorMessage, useSession } from '@baton/ui';
import { Alert, Button, Group, Loader, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { membersQuery, telegramOperatorsQuery } from '../../shared/queries.ts';
import { ConnectLinkDialog } from './connect-link-dialog.tsx';
import { OperatorBotCard } from './operator-bot-card.tsx';
import { OperatorGroupCard } from './operator-group-card.tsx';
import classes from './settings.module.css';
import { TelegramOperatorItem } from './telegram-operator-item.tsx';
import { TestAlerts } from './test-alerts.tsx';

/** /inbox/settings/telegram: who is alerted on Telegram and answers there, and by which bot. */
export function TelegramOperatorsPage() {
  const { canEdit, canHandoff } = useSession();
  // People connect in Telegram, and connections come and go by themselves.
  const view = useQuery({ ...telegramOperatorsQuery, refetchInterval: 3_000 });
  const people = useQuery(membersQuery);
  const [linking, link] = useDisclosure(false);
  const error = view.error ?? people.error;

  if (error) return <Alert color="red" title={errorMessage(error)} />;
  if (!view.data || !people.data) return <Loader size="sm" aria-label="Loading the operators" />;
  const { bot, operators } = view.data;
  const reachable = operators.filter(({ problem, availability }) => problem === null && availability === 'available');
  return (
    <>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            Telegram operators
          </Title>
          <Text c="dimmed">People who are alerted on Telegram when a customer wants a person, and answer there.</Text>
        </div>
        {bot && (canEdit || canHandoff) && (
          <Button leftSection={<IconLink size={18} stroke={1.75} />} onClick={link.open}>
            Connect someone
          </Button>
        )}
      </div>
      {bot && reachable.length < 2 && (
        <Alert color="amber" mb="md" p="sm">
          {reachable.length === 0
            ? 'Nobody can be reached on Telegram now. Connect someone, so that customers are not left waiting.'
            : `Only ${reachable[0]?.name} can be reached. With a second person, somebody is there when the first is away.`}
        </Alert>
      )}
      <OperatorBotCard bot={bot} canEdit={canEdit} />
      {bot && <OperatorGroupCard group={view.data.group} canEdit={canEdit} />}
      {operators.length > 0 && (
        <section aria-label="People on Telegram" className={classes.block}>
          <ul className={classes.list}>
            {operators.map((operator) => (
              <TelegramOperatorItem key={operator.id} operator={operator} members={people.data.members} />
            ))}
          </ul>
        </section>
      )}
      {bot && canEdit && (operators.length > 0 || view.data.group) && (
        <Group justify="flex-end" mt="md">
          <TestAlerts />
        </Group>
      )}
      <ConnectLinkDialog opened={linking} onClose={link.close} members={people.data.members} />
    </>
  );
}
