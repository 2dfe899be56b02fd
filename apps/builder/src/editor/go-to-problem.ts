import type { Problem } from '@baton/engine';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { useEditorStore } from './editor-context.tsx';

/** The tabs of an open flow; the address names the one that is not Design. */
export type EditorTab = 'design' | 'configure';

/** Which tab is open, and how to open another. */
export function useTab(): [EditorTab, (tab: EditorTab) => void] {
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'configure' ? 'configure' : 'design';
  const open = useCallback(
    (next: EditorTab) => setSearch(next === 'design' ? {} : { tab: next }, { replace: true }),
    [setSearch],
  );
  return [tab, open];
}

/** Leads to the place of a problem: the right tab, the node in the middle, its field ready to be typed in. */
export function useGoToProblem(): (problem: Pick<Problem, 'nodeId' | 'path' | 'exit'>) => void {
  const store = useEditorStore();
  const [, openTab] = useTab();
  return useCallback(
    ({ nodeId, path, exit }) => {
      const { select, requestFocus } = store.getState();
      if (nodeId !== undefined) {
        openTab('design');
        select({ nodes: [nodeId] });
        requestFocus({ nodeId, path: path ?? null, exit: exit ?? null });
      } else if (path?.startsWith('configure.')) {
        openTab('configure');
        requestFocus({ path });
      } else {
        openTab('design');
      }
    },
    [store, openTab],
  );
}
