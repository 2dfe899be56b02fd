import { labelOfNode } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { CloseButton, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import classes from './canvas.module.css';
import { searchNodes } from './search-nodes.ts';

/** Finds nodes by what they are called and what they say, and goes there. */
export function NodeSearch({ onClose }: { onClose: () => void }) {
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const found = searchNodes(document, nodeDefinitions, query);

  function goTo(nodeId: string | undefined) {
    if (nodeId === undefined) return;
    store.getState().select({ nodes: [nodeId] });
    store.getState().requestFocus({ nodeId });
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter') goTo(found[active]?.id);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }

  return (
    <search className={`${classes.search} ${classes.searchBox} nowheel`}>
      <TextInput
        // Opened by the person, to be typed into.
        autoFocus
        role="combobox"
        aria-label="Find a node"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        placeholder="Find a node by its name or words"
        leftSection={<IconSearch size={16} stroke={1.75} />}
        rightSection={<CloseButton aria-label="Close the search" size="sm" onClick={onClose} />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {query.trim() !== '' && found.length === 0 && (
        <Text size="xs" c="dimmed" p={8}>
          No node has these words.
        </Text>
      )}
      {found.length > 0 && (
        <div id={listId} role="listbox" aria-label="Nodes found" className={classes.found}>
          {found.map(({ id, title, words }, index) => (
            <div
              key={id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes.foundLine}
              onMouseDown={(event) => {
                event.preventDefault();
                goTo(id);
              }}
            >
              <Text fw={500} truncate flex="none" maw={160}>
                {labelOfNode(id)}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {words || title}
              </Text>
            </div>
          ))}
        </div>
      )}
    </search>
  );
}
