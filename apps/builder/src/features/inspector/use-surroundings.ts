import { answersAvailableAt } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { useDeferredValue, useMemo } from 'react';
import { useEditor } from '../../editor/editor-context.tsx';
import { problemsOfNode } from '../../editor/problems-of-node.ts';
import type { TemplateSurroundings } from '../../template-field/template-context.tsx';

/** What the text fields of a node know: the answers that can exist there, and what is wrong with it. */
export function useSurroundings(nodeId: string, readOnly: boolean): TemplateSurroundings {
  // A step behind while somebody types fast: the picker can wait, the key cannot.
  const document = useDeferredValue(useEditor((state) => state.document));
  const problems = useEditor((state) => state.problems);
  const answers = useMemo(() => answersAvailableAt(document, nodeDefinitions, nodeId), [document, nodeId]);
  const all = useMemo(() => answersAvailableAt(document, nodeDefinitions, null), [document]);
  return useMemo(() => {
    const own = problemsOfNode(problems, nodeId).filter(({ severity }) => severity === 'error');
    return { answers, all, readOnly, errorAt: (path) => own.find((problem) => problem.path === path)?.message };
  }, [answers, all, problems, nodeId, readOnly]);
}
