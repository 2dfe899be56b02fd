import type { ConversationDetail } from '@baton/contracts';
import { api } from '@baton/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { applyRead, refreshLists } from '../../shared/live-cache.ts';

/**
 * Tells the server how far this member has read, when it is really on screen. Answers the seq after which
 * everything was new when the conversation was opened or the tab came back; null when nothing was.
 */
export function useReadMark(detail: ConversationDetail, lastSeq: number, atBottom: boolean): number | null {
  const queryClient = useQueryClient();
  const visible = useVisible();
  const { id } = detail;
  const [newAfter, setNewAfter] = useState(detail.unread > 0 ? detail.lastSeq - detail.unread : null);
  const read = useRef(detail.lastSeq - detail.unread);

  useEffect(() => {
    if (!visible || !atBottom || lastSeq <= read.current) return;
    read.current = lastSeq;
    // Lost, it is told again with the next message: nothing to bother anybody with.
    api.conversations.markRead({ id, seq: lastSeq }).then(
      () => {
        applyRead(queryClient, id);
        void refreshLists(queryClient);
      },
      () => undefined,
    );
  }, [visible, atBottom, lastSeq, id, queryClient]);

  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === 'hidden') setNewAfter(read.current);
    };
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, []);

  return newAfter;
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const update = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  return visible;
}
