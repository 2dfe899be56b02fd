import type { StaffServerEvents } from '@baton/contracts';
import { Button, Group, Text } from '@mantine/core';
import { useConversationActions } from '../../shared/use-conversation-actions.ts';

interface HandoffAlertProps {
  news: Parameters<StaffServerEvents['handoff.ringing']>[0];
  /** Closes the alert and shows the conversation. */
  onOpen: (options: { write: boolean }) => void;
}

/** What a request is about, and Accept without looking for it first. */
export function HandoffAlert({ news, onOpen }: HandoffAlertProps) {
  const { accept, pending, problem } = useConversationActions(news.conversationId);
  return (
    <>
      {news.reason && <Text dir="auto">{news.reason}</Text>}
      {problem && (
        <Text c="red" mt={4}>
          {problem.message}
        </Text>
      )}
      <Group gap="xs" mt="xs">
        {!problem && (
          <Button loading={pending !== null} onClick={() => accept(() => onOpen({ write: true }))}>
            Accept
          </Button>
        )}
        <Button variant="default" onClick={() => onOpen({ write: false })}>
          Open
        </Button>
      </Group>
    </>
  );
}
