import { nodeIdSchema } from '@baton/engine';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useEditorStore } from '../../editor/editor-context.tsx';
import { nodeIdsOf } from '../../editor/node-ids.ts';

/** A node's id: what texts insert its answer by. Every `<<reference>>` follows when it changes. */
export function NodeId({ nodeId, leavesAnswer }: { nodeId: string; leavesAnswer: boolean }) {
  const store = useEditorStore();
  const [wish, setWish] = useState(nodeId);
  const error = wish === nodeId ? null : reasonAgainst(wish);

  function reasonAgainst(id: string): string | null {
    const checked = nodeIdSchema.safeParse(id);
    if (!checked.success) return checked.error.issues[0]?.message ?? 'This can’t be an id';
    return nodeIdsOf(store.getState().document).has(id) ? 'Another node has this id' : null;
  }

  function commit(goOn: boolean) {
    if (wish === nodeId) return;
    if (error) return setWish(nodeId);
    const { apply, requestFocus } = store.getState();
    apply({ kind: 'rename', from: nodeId, to: wish });
    // The inspector begins anew under the new id; the cursor comes along.
    if (goOn) requestFocus({ nodeId: wish, path: 'id', centre: false });
  }

  return (
    <TextInput
      label="Id"
      description={
        leavesAnswer
          ? `Texts insert the answer as <<${nodeId}>>, and follow when you change it.`
          : 'What the list of problems calls this node.'
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      data-path="id"
      maxLength={64}
      spellCheck={false}
      autoCapitalize="off"
      value={wish}
      error={error}
      onChange={(event) => setWish(slugWhileTyping(event.currentTarget.value))}
      onBlur={() => commit(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(true);
        if (event.key !== 'Escape' || wish === nodeId) return;
        event.preventDefault();
        setWish(nodeId);
      }}
    />
  );
}

/** "Preferred date" becomes `preferred-date` while it is typed; a hyphen at the end may be followed by more. */
function slugWhileTyping(text: string): string {
  return text.toLowerCase().replace(/[\s_]+/g, '-');
}
