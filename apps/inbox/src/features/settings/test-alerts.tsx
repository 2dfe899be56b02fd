import type { AlertTest } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, List, Modal, Text, ThemeIcon } from '@mantine/core';
import { IconBellRinging, IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** Sends everybody and the group a test alert, and says what came of each. */
export function TestAlerts() {
  const queryClient = useQueryClient();
  const test = useMutation({
    mutationFn: () => api.telegramOperators.test(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.telegramOperators.key() }),
  });
  const close = () => test.reset();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBellRinging size={18} stroke={1.75} />}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        Test my alerts
      </Button>
      <Modal opened={test.data !== undefined || test.error !== null} onClose={close} title="Test alerts">
        {test.error && <Alert color="red" role="alert" title={errorMessage(test.error)} />}
        {test.data && <Results tests={test.data} />}
      </Modal>
    </>
  );
}

function Results({ tests }: { tests: readonly AlertTest[] }) {
  const failed = tests.filter(({ ok }) => !ok).length;
  return (
    <>
      <Text mb="sm">
        {failed === 0
          ? 'Every test alert arrived at Telegram.'
          : `${failed} of ${tests.length} test alerts found a problem.`}
      </Text>
      <List spacing="xs" center>
        {tests.map(({ kind, name, ok, problem, news }, at) => (
          <List.Item
            key={`${kind}:${name}:${at}`}
            icon={
              <ThemeIcon color={ok ? 'green' : 'red'} size={24} radius="xl" variant="light">
                {ok ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
              </ThemeIcon>
            }
          >
            <Text fw={500}>{kind === 'group' ? `${name} (the group)` : name}</Text>
            <Text size="sm" c={ok ? 'dimmed' : 'red'}>
              {ok ? 'Sent' : problem}
            </Text>
            {news && <Text size="sm">{news}</Text>}
          </List.Item>
        ))}
      </List>
    </>
  );
}
