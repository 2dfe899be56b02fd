import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * Leads to the reply's field as soon as there is one: a conversation that was just taken over gets it a moment
 * later, and one that was accepted from an alert elsewhere only once it is loaded.
 */
export function useFocusEditor(editorRef: RefObject<HTMLTextAreaElement | null>): () => void {
  const state: unknown = useLocation().state;
  const wanted = useRef(typeof state === 'object' && state !== null && 'write' in state && state.write === true);

  // After every render: the field appears with one of them.
  useEffect(() => {
    if (!wanted.current || !editorRef.current) return;
    wanted.current = false;
    editorRef.current.focus();
  });

  return useCallback(() => {
    if (editorRef.current) editorRef.current.focus();
    else wanted.current = true;
  }, [editorRef]);
}
