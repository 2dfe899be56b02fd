import { type NodeGroup, nodeGroups } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeEditors } from '@baton/nodes/editors';
import { type Command, useCommands } from '@baton/ui';
import { Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { addNode } from '../../editor/add-node.ts';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import { nodeTypeFormat } from '../../editor/new-node.ts';
import { groupLabels } from '../../editor/node-groups.ts';
import classes from './palette.module.css';

const types = Object.values(nodeDefinitions);

/** Every kind of node: dragged onto the canvas, or clicked to follow the selected node. */
export function Palette() {
  const store = useEditorStore();
  const [query, setQuery] = useState('');
  // A flow begins in one place: Start is offered only while there is none.
  const hasEntry = useEditor(({ document }) => document.nodes.some(({ type }) => nodeDefinitions[type]?.entry));
  useAddCommands(hasEntry);
  const wanted = query.trim().toLowerCase();
  const shown = types.filter(
    ({ title, description, entry }) => !(entry && hasEntry) && `${title} ${description}`.toLowerCase().includes(wanted),
  );

  return (
    <nav className={classes.palette} aria-label="Palette">
      <TextInput
        className={classes.search}
        aria-label="Search nodes to add"
        placeholder="Add a node"
        size="xs"
        leftSection={<IconSearch size={14} stroke={1.75} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key === 'Enter' && first && wanted !== '') addNode(store, first.type);
        }}
      />
      {nodeGroups.map((group) => (
        <PaletteGroup key={group} group={group} types={shown.filter((type) => type.group === group)} />
      ))}
      {shown.length === 0 && (
        <Text size="xs" c="dimmed" p={8}>
          No node does that.
        </Text>
      )}
    </nav>
  );
}

function useAddCommands(hasEntry: boolean): void {
  const store = useEditorStore();
  const commands = useMemo(
    () =>
      types
        .filter(({ entry }) => !(entry && hasEntry))
        .map(
          ({ type, title, description }): Command => ({
            id: `add-${type}`,
            label: `Add ${title}`,
            description,
            group: 'Add a node',
            run: () => addNode(store, type),
          }),
        ),
    [store, hasEntry],
  );
  useCommands(commands);
}

function PaletteGroup({ group, types: members }: { group: NodeGroup; types: typeof types }) {
  const store = useEditorStore();
  if (members.length === 0) return null;
  return (
    <div className={classes.group}>
      <h2 className={classes.heading}>{groupLabels[group]}</h2>
      {members.map(({ type, title, description }) => {
        const Icon = nodeEditors[type]?.icon;
        return (
          <Tooltip key={type} label={description} position="right" multiline maw={240}>
            <UnstyledButton
              className={classes.entry}
              draggable
              aria-label={`Add ${title}`}
              onDragStart={(event) => {
                event.dataTransfer.setData(nodeTypeFormat, type);
                event.dataTransfer.effectAllowed = 'copy';
              }}
              onClick={() => addNode(store, type)}
            >
              {Icon && <Icon size={18} stroke={1.75} color={`var(--group-${group})`} aria-hidden />}
              <span className={classes.title}>{title}</span>
            </UnstyledButton>
          </Tooltip>
        );
      })}
    </div>
  );
}
