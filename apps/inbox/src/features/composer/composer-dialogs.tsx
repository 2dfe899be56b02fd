import type { ConversationDetail } from '@baton/contracts';
import { Blockquote, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ConversationActions } from '../../shared/use-conversation-actions.ts';
import type { ComposerDialog } from './composer-state.ts';
import { TransferForm } from './transfer-form.tsx';

interface ComposerDialogsProps {
  open: ComposerDialog;
  detail: ConversationDetail;
  actions: ConversationActions;
  onClose: () => void;
}

const titles = {
  'hand back': 'Hand back to the bot',
  transfer: 'Transfer the conversation',
  resolve: 'Resolve the conversation',
  end: 'End the conversation',
} satisfies Record<Exclude<ComposerDialog, null>, string>;

/** What is asked before a conversation leaves a person's hands: the customer reads something, or loses something. */
export function ComposerDialogs({ open, detail, actions, onClose }: ComposerDialogsProps) {
  // Kept while the dialog fades away.
  const [last, setLast] = useState<Exclude<ComposerDialog, null>>('hand back');
  if (open !== null && open !== last) setLast(open);
  const shown = open ?? last;
  return (
    <Modal opened={open !== null} onClose={onClose} title={titles[shown]} size="md">
      {shown === 'hand back' && <HandBack detail={detail} actions={actions} onClose={onClose} />}
      {shown === 'transfer' && <TransferForm detail={detail} actions={actions} onClose={onClose} />}
      {shown === 'resolve' && <Resolve actions={actions} onClose={onClose} />}
      {shown === 'end' && <End detail={detail} actions={actions} onClose={onClose} />}
    </Modal>
  );
}

type DialogProps = Omit<ComposerDialogsProps, 'open'>;

function HandBack({ detail, actions, onClose }: DialogProps) {
  const text = detail.transitionTexts.botResumes;
  return (
    <Stack gap="sm">
      {text === '' ? (
        <Text>The bot goes on where it stopped. The customer is not told.</Text>
      ) : (
        <>
          <Text>The bot goes on where it stopped. The customer will read:</Text>
          <Blockquote p="sm" m={0} radius="md" color="violet" dir="auto">
            {text}
          </Blockquote>
        </>
      )}
      <Buttons onClose={onClose}>
        <Button
          data-autofocus
          onClick={() => {
            actions.handBack();
            onClose();
          }}
        >
          Hand back
        </Button>
      </Buttons>
    </Stack>
  );
}

function Resolve({ actions, onClose }: Omit<DialogProps, 'detail'>) {
  const [note, setNote] = useState('');
  return (
    <Stack gap="sm">
      <Text>The bot answers again when the customer writes. Nothing is lost.</Text>
      <Textarea
        label="Resolution note"
        description="For your colleagues, not for the customer"
        placeholder="What was the solution?"
        autosize
        minRows={3}
        maxRows={8}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
      <Buttons onClose={onClose}>
        <Button
          onClick={() => {
            actions.resolve(note.trim());
            onClose();
          }}
        >
          Resolve
        </Button>
      </Buttons>
    </Stack>
  );
}

function End({ detail, actions, onClose }: DialogProps) {
  return (
    <Stack gap="sm">
      <Text>
        <bdi>{detail.contact.name}</bdi> sees that the chat is over, and what they had not finished is cancelled. You
        can reopen it later.
      </Text>
      <Buttons onClose={onClose}>
        <Button
          color="red"
          data-autofocus
          onClick={() => {
            actions.end();
            onClose();
          }}
        >
          End conversation
        </Button>
      </Buttons>
    </Stack>
  );
}

function Buttons({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <Group justify="flex-end" gap="xs" mt="xs">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      {children}
    </Group>
  );
}
