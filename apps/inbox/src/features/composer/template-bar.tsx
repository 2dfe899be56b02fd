import type { ConversationDetail } from '@baton/contracts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClockOff, IconTemplate } from '@tabler/icons-react';
import { Bar } from './bars.tsx';
import type { ComposerDialog } from './composer-state.ts';
import { MoreMenu } from './more-menu.tsx';
import { TemplateDialog } from './template-dialog.tsx';

interface TemplateBarProps {
  detail: ConversationDetail;
  /** The conversation is mine: I may also give it away. */
  mine: boolean;
  onAsk: (dialog: ComposerDialog) => void;
}

/** The provider takes no more words of our own: only what it has approved before. */
export function TemplateBar({ detail, mine, onAsk }: TemplateBarProps) {
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Bar
        icon={<IconClockOff size={18} stroke={1.75} aria-hidden />}
        title="More than 24 hours have passed"
        text="Until the customer writes again, only approved templates get through."
        conversationId={detail.id}
      >
        <Button leftSection={<IconTemplate size={18} stroke={1.75} />} onClick={dialog.open}>
          Send a template
        </Button>
        {mine && <MoreMenu onAsk={onAsk} handBack />}
      </Bar>
      <TemplateDialog opened={opened} onClose={dialog.close} conversationId={detail.id} />
    </>
  );
}
