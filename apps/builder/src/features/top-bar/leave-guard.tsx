import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from 'react-router';
import { useFlowSession } from '../../editor/flow-session.tsx';

/** Asks before another page of the app is opened while changes can't be saved. */
export function LeaveGuard() {
  const { queue } = useFlowSession();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname &&
      ['conflict', 'refused', 'offline'].includes(queue.state.getState().status),
  );
  const isAsking = blocker.state === 'blocked';
  return (
    <Modal opened={isAsking} onClose={() => blocker.reset?.()} title="Leave without saving?">
      <Stack>
        <Text>Your last changes are not on the server, and would be lost.</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => blocker.reset?.()}>
            Stay here
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            Leave
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
