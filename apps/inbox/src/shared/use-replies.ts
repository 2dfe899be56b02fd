import type { FileFacts } from '@baton/engine';
import { api, errorMessage, isNetworkFailure, newId, useStaffSocket } from '@baton/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { attachmentsOf } from './attachments.ts';
import { draftKey } from './draft-key.ts';
import { applyDetail } from './live-cache.ts';
import { addOutgoing, changeOutgoing, type Outgoing, removeOutgoing, useOutgoing } from './outgoing.ts';
import { conversationQuery } from './queries.ts';
import { readStored, writeStored } from './stored.ts';
import { withRetries } from './use-command.ts';
import { refreshTranscript } from './use-transcript.ts';

export interface Replies {
  /** On their way, oldest first. */
  outgoing: readonly Outgoing[];
  /** A text, files, or files with the text under the first of them. */
  send: (text: string, files?: readonly FileFacts[]) => void;
  retry: (message: Outgoing) => void;
  /** Takes a reply that did not get through back into the draft. */
  takeBack: (message: Outgoing) => void;
  /** Why the server did not take the last reply: its text is in the draft again. */
  refusal: string | null;
}

/** Replies of mine in one conversation: sent in order, never lost. */
export function useReplies(conversationId: string): Replies {
  const queryClient = useQueryClient();
  const all = useOutgoing();
  const outgoing = useMemo(
    () => all.filter((message) => message.conversationId === conversationId),
    [all, conversationId],
  );
  const [refusal, setRefusal] = useState<string | null>(null);
  const queue = useRef(Promise.resolve());

  useEffect(() => {
    setRefusal(null);
    queue.current = Promise.resolve();
  }, [conversationId]);

  const deliver = useCallback(
    async (message: Outgoing) => {
      const { conversationId: id, commandId, clientId, text, file } = message;
      const fileId = file?.fileId;
      try {
        applyDetail(
          queryClient,
          await withRetries(() => api.conversations.reply({ id, commandId, clientId, text, fileId })),
        );
        await refreshTranscript(queryClient, id);
        removeOutgoing(clientId);
      } catch (error) {
        if (isNetworkFailure(error)) return changeOutgoing(clientId, errorMessage(error));
        returnToDraft(message);
        setRefusal(errorMessage(error));
        void queryClient.invalidateQueries({ queryKey: conversationQuery(id).queryKey });
      }
    },
    [queryClient],
  );

  const enqueue = useCallback(
    (message: Outgoing) => {
      setRefusal(null);
      addOutgoing({ ...message, problem: null });
      // One after the other: two replies typed in a row arrive in that order.
      queue.current = queue.current.then(() => deliver(message));
    },
    [deliver],
  );

  // Back online: what may not have arrived goes out again, under the ids it had.
  const { generation } = useStaffSocket();
  const onReconnect = useEffectEvent(() => {
    for (const message of outgoing) if (message.problem !== null) enqueue(message);
  });
  useEffect(() => onReconnect(), [generation]);

  const send = useCallback(
    (text: string, files: readonly FileFacts[] = []) => {
      const [first = null, ...more] = files;
      const at = new Date().toISOString();
      const message = (words: string, file: FileFacts | null): Outgoing => ({
        conversationId,
        clientId: newId(),
        commandId: newId(),
        text: words,
        file,
        at,
        problem: null,
      });
      enqueue(message(text, first));
      for (const file of more) enqueue(message('', file));
    },
    [conversationId, enqueue],
  );

  return { outgoing, send, retry: enqueue, takeBack: returnToDraft, refusal };
}

/** In front of what has been typed since. */
function returnToDraft({ conversationId, clientId, text, file }: Outgoing): void {
  removeOutgoing(clientId);
  if (file) attachmentsOf(conversationId).restore(file);
  if (text === '') return;
  const typed = readStored(draftKey(conversationId));
  writeStored(draftKey(conversationId), typed === '' ? text : `${text}\n${typed}`);
}
