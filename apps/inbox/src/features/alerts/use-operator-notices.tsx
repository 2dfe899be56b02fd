import type { StaffServerEvents } from '@baton/contracts';
import { useStaffEvents } from '@baton/ui';
import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { preferenceOf } from '../../shared/preferences.ts';
import { playChime } from './play-chime.ts';
import { showDesktopAlert } from './show-desktop-alert.ts';

type Notice = Parameters<StaffServerEvents['operator.notice']>[0];

interface Options {
  /** The conversation on screen: its composer asks about an offer by itself. */
  shownId: string | null;
  onOpen: (conversationId: string) => void;
}

/** Tells this member what happens to a conversation that was or will be theirs, wherever they are in the inbox. */
export function useOperatorNotices({ shownId, onOpen }: Options): void {
  /** Conversations that are offered to me: once they are not any more, nothing is left to answer. */
  const offers = useRef(new Set<string>());
  useStaffEvents({
    'conversation.changed': ({ row: { id, mode } }) => {
      if (mode.transfer === null && offers.current.delete(id)) notifications.hide(`notice-${id}`);
    },
    'operator.notice': (news) => {
      const { conversationId } = news;
      const { title, text, urgent } = wordsOf(news);
      const id = `notice-${conversationId}`;
      const open = () => {
        notifications.hide(id);
        onOpen(conversationId);
      };
      showDesktopAlert({ title, body: text, tag: id, onClick: open });
      if (urgent && preferenceOf('sound')) playChime();
      if (news.notice === 'transfer_offered') offers.current.add(conversationId);
      // A newer notice of the same conversation takes the place of an older one.
      notifications.hide(id);
      notifications.show({
        id,
        color: urgent ? 'amber' : 'gray',
        autoClose: urgent ? false : 10_000,
        title,
        message: (
          <>
            <Text dir="auto">{text}</Text>
            {shownId !== conversationId && (
              <Button variant="default" mt="xs" onClick={open}>
                Open
              </Button>
            )}
          </>
        ),
      });
    },
  });
}

function wordsOf({ notice, by, contact }: Notice): { title: string; text: string; urgent: boolean } {
  const somebody = by ?? 'A colleague';
  switch (notice) {
    case 'taken_from_you':
      return {
        title: `${somebody} took over from you`,
        text: `The conversation with ${contact} is theirs now.`,
        urgent: false,
      };
    case 'transfer_offered':
      return {
        title: `${somebody} would like to pass you a conversation`,
        text: `It is with ${contact}. It stays with ${somebody} unless you accept.`,
        urgent: true,
      };
    case 'transfer_refused':
      return {
        title: `${somebody} did not take the conversation`,
        text: `${contact} stays where they were.`,
        urgent: true,
      };
    case 'reply_due':
      return {
        title: `${contact} is waiting for your reply`,
        text: 'In a minute the conversation goes to somebody else.',
        urgent: true,
      };
  }
}
