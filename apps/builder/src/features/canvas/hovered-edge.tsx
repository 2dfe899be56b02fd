import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';

interface Hovered {
  edgeId: string | null;
}

/** Long enough for the pointer to get from the line to its buttons. */
const LEAVE_MS = 250;

/** Which edge the pointer is on, with a moment's patience when it leaves. */
export function createHoveredEdge() {
  const store = createStore<Hovered>()(() => ({ edgeId: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    store,
    enter: (edgeId: string) => {
      clearTimeout(timer);
      store.setState({ edgeId });
    },
    leave: () => {
      clearTimeout(timer);
      timer = setTimeout(() => store.setState({ edgeId: null }), LEAVE_MS);
    },
  };
}

export type HoveredEdge = ReturnType<typeof createHoveredEdge>;

const none: HoveredEdge = { store: createEmpty(), enter: () => {}, leave: () => {} };

export const HoveredEdgeContext = createContext<HoveredEdge>(none);

export function useHoveredEdge(edgeId: string) {
  const { store, enter, leave } = use(HoveredEdgeContext);
  const hovered = useStore(store, (state) => state.edgeId === edgeId);
  return { hovered, keep: () => enter(edgeId), leave };
}

function createEmpty(): StoreApi<Hovered> {
  return createStore<Hovered>()(() => ({ edgeId: null }));
}
