import type { StaffServerEvents } from '@baton/contracts';
import { useSession, useStaffEvents } from '@baton/ui';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { preferenceOf } from '../../shared/preferences.ts';
import { HandoffAlert } from './handoff-alert.tsx';
import { playChime } from './play-chime.ts';
import { showDesktopAlert } from './show-desktop-alert.ts';

type Ringing = Parameters<StaffServerEvents['handoff.ringing']>[0];

const toastId = (conversationId: string) => `handoff-${conversationId}`;

interface Options {
  /** The conversation on screen: its own composer rings. */
  shownId: string | null;
  /** Shows a conversation; `write` when it was just accepted, and the next thing is to answer. */
  onOpen: (conversationId: string, options: { write: boolean }) => void;
}

/** Tells this member, wherever they are in the inbox, that a customer wants a person; until it is settled. */
export function useHandoffAlerts({ shownId, onOpen }: Options): void {
  const { canHandoff } = useSession();
  const desktop = useRef(new Map<string, Notification>());

  function close(conversationId: string) {
    notifications.hide(toastId(conversationId));
    desktop.current.get(conversationId)?.close();
    desktop.current.delete(conversationId);
  }

  function showDesktop({ conversationId, contact, reason }: Ringing) {
    const shown = showDesktopAlert({
      title: `${contact} wants a person`,
      body: reason,
      tag: toastId(conversationId),
      onClick: () => onOpen(conversationId, { write: false }),
    });
    if (shown) desktop.current.set(conversationId, shown);
  }

  // Opened by its row: the alert would lie over the head of the conversation that rings below.
  useEffect(() => {
    if (shownId !== null) notifications.hide(toastId(shownId));
  }, [shownId]);

  useStaffEvents({
    'handoff.ringing': (news) => {
      if (!canHandoff) return;
      const { conversationId } = news;
      close(conversationId);
      showDesktop(news);
      if (preferenceOf('sound')) playChime();
      if (shownId === conversationId && document.visibilityState === 'visible') return;
      notifications.show({
        id: toastId(conversationId),
        color: 'amber',
        autoClose: false,
        title: `${news.contact} wants a person`,
        message: (
          <HandoffAlert
            news={news}
            onOpen={(options) => {
              close(conversationId);
              onOpen(conversationId, options);
            }}
          />
        ),
      });
    },
    'handoff.settled': ({ conversationId }) => close(conversationId),
  });
}
