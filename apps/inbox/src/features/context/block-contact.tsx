import type { ConversationDetail } from '@baton/contracts';
import { useSession } from '@baton/ui';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan } from '@tabler/icons-react';
import type { ConversationActions } from '../../shared/use-conversation-actions.ts';

interface BlockContactProps {
  detail: ConversationDetail;
  actions: ConversationActions;
}

/** Blocks who must not write any more, once that was asked; or lets them write again. */
export function BlockContact({ detail, actions }: BlockContactProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const { canHandoff } = useSession();
  const { blocked } = detail.contactDetail;
  // Whoever may answer customers may also refuse to.
  if (!canHandoff) return null;
  return (
    <>
      <Button
        variant="subtle"
        color={blocked ? undefined : 'red'}
        leftSection={<IconBan size={18} stroke={1.75} />}
        loading={actions.pending === 'block'}
        onClick={blocked ? () => actions.block(false) : open}
      >
        {blocked ? 'Unblock' : 'Block'}
      </Button>
      <Modal opened={opened} onClose={close} title={`Block ${detail.contact.name}`} size="md">
        <Stack gap="sm">
          <Text>
            What <bdi>{detail.contact.name}</bdi> writes on this channel is dropped from now on, and nobody is told. The
            conversation ends. You can unblock them here later.
          </Text>
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              color="red"
              data-autofocus
              onClick={() => {
                actions.block(true);
                close();
              }}
            >
              Block
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
