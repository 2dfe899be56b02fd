import { channelDefinitions } from '@baton/channels/definitions';
import type { FlowDraft } from '@baton/contracts';
import type { ChannelLimits } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { EditorProvider } from './editor-context.tsx';
import { createEditorStore, type EditorStore } from './editor-store.ts';
import { leaveBehind } from './load-draft.ts';
import { createSaveQueue, type SaveQueue, type SaveState } from './save-queue.ts';
import { fitsLeaving, sendDraft } from './send-draft.ts';
import { teamsQuery } from './teams-query.ts';
import { watchProblems } from './watch-problems.ts';

/** One open flow: what was loaded, its editor state, and the queue that saves it. */
export interface FlowSession {
  draft: FlowDraft;
  store: EditorStore;
  queue: SaveQueue;
  /** Whether this person may change the flow. */
  canEdit: boolean;
}

const SessionContext = createContext<FlowSession | null>(null);

interface FlowSessionProviderProps {
  draft: FlowDraft;
  canEdit: boolean;
  children: ReactNode;
}

/** Opens a flow: saves what is edited, validates it, and keeps a page that goes away from losing anything. */
export function FlowSessionProvider({ draft, canEdit, children }: FlowSessionProviderProps) {
  const [session] = useState(() => openSession(draft, canEdit));
  const { data: teams = null } = useQuery(teamsQuery);
  useEffect(() => keepSession(session), [session]);
  useEffect(() => {
    // Teams are checked once they are known: until then none is missing.
    return watchProblems(session.store, nodeDefinitions, limitsOf(session.draft), teams);
  }, [session, teams]);
  return (
    <SessionContext value={session}>
      <EditorProvider store={session.store}>{children}</EditorProvider>
    </SessionContext>
  );
}

export function useFlowSession(): FlowSession {
  const session = use(SessionContext);
  if (!session) throw new Error('Outside of a FlowSessionProvider');
  return session;
}

/** A part of the saving state. */
export function useSaving<Part>(selector: (state: SaveState) => Part): Part {
  return useStore(useFlowSession().queue.state, selector);
}

function openSession(draft: FlowDraft, canEdit: boolean): FlowSession {
  const { id, document, revision } = draft;
  const store = createEditorStore({ document, types: nodeDefinitions });
  const queue = createSaveQueue({
    document,
    revision,
    send: (next, at, leaving) => sendDraft(id, next, at, leaving),
  });
  return { draft, store, queue, canEdit };
}

/** What the channels that use the flow can show: its texts and options are checked against it. */
function limitsOf({ channels }: FlowDraft): ChannelLimits[] {
  const types = new Set(channels.map((channel) => channel.type));
  return [...types].flatMap((type) => {
    const definition = channelDefinitions[type];
    if (!definition) return [];
    const { buttons, textLength } = definition.capabilities;
    return [{ name: definition.title, buttons, textLength }];
  });
}

function keepSession({ draft, store, queue, canEdit }: FlowSession): () => void {
  if (!canEdit) return () => undefined;

  const stopSaving = store.subscribe(({ document }) => queue.changed(document));
  const flush = () => void queue.flush();
  const isSafe = () =>
    queue.state.getState().status === 'saved' || (queue.isReady() && fitsLeaving(store.getState().document));
  const onHide = () => document.visibilityState === 'hidden' && flush();
  const onLeave = () =>
    queue.isReady() && fitsLeaving(store.getState().document) && void queue.flush({ leaving: true });
  // A browser asks "Leave this page?" only where the last words can't be sent on the way out.
  const onBeforeLeave = (event: BeforeUnloadEvent) => !isSafe() && event.preventDefault();

  window.addEventListener('online', flush);
  window.addEventListener('pagehide', onLeave);
  window.addEventListener('beforeunload', onBeforeLeave);
  document.addEventListener('visibilitychange', onHide);
  return () => {
    stopSaving();
    window.removeEventListener('online', flush);
    window.removeEventListener('pagehide', onLeave);
    window.removeEventListener('beforeunload', onBeforeLeave);
    document.removeEventListener('visibilitychange', onHide);
    leaveBehind(draft.id, queue.flush());
  };
}
