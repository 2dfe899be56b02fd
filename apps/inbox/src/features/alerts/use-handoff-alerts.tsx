import type { Ringing } from '@baton/contracts';
import { useSession, useStaffEvents, useStaffSocket } from '@baton/ui';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { preferenceOf } from '../../shared/preferences.ts';
import { ringingQuery } from '../../shared/queries.ts';
import { HandoffAlert } from './handoff-alert.tsx';
import { playChime } from './play-chime.ts';
import { showDesktopAlert } from './show-desktop-alert.ts';

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
  const { generation } = useStaffSocket();
  const desktop = useRef(new Map<string, Notification>());
  const ringing = useRef(new Set<string>());
  /** What the server has said since the connection stood: newer than what is asked for then. */
  const heard = useRef(new Set<string>());

  function close(conversationId: string) {
    ringing.current.delete(conversationId);
    notifications.hide(toastId(conversationId));
    desktop.current.get(conversationId)?.close();
    desktop.current.delete(conversationId);
  }

  function show(news: Ringing) {
    const { conversationId } = news;
    ringing.current.add(conversationId);
    showDesktop(news);
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
      heard.current.add(news.conversationId);
      close(news.conversationId);
      show(news);
      if (preferenceOf('sound')) playChime();
    },
    'handoff.settled': ({ conversationId }) => {
      heard.current.add(conversationId);
      close(conversationId);
    },
  });

  // What began to ring, or stopped, while there was no connection.
  const { data: now } = useQuery({ ...ringingQuery(generation), enabled: canHandoff && generation > 0 });
  useEffect(() => {
    if (generation > 0) heard.current.clear();
  }, [generation]);
  const catchUp = useEffectEvent((all: readonly Ringing[]) => {
    const missed = all.filter((news) => !heard.current.has(news.conversationId));
    for (const id of ringing.current) {
      if (!heard.current.has(id) && missed.every(({ conversationId }) => conversationId !== id)) close(id);
    }
    const fresh = missed.filter(({ conversationId }) => !ringing.current.has(conversationId));
    for (const news of fresh) show(news);
    // A page that has just been loaded may make no sound yet.
    if (fresh.length > 0 && generation > 1 && preferenceOf('sound')) playChime();
  });
  useEffect(() => {
    if (now) catchUp(now);
  }, [now]);
}
