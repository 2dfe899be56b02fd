import { type Exit, labelOfNode, nodeGroups } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import { besides, freeSpot, newNode } from '../../editor/new-node.ts';
import classes from './inspector.module.css';

const nowhere = 'nowhere:';
const isNew = /^new:/;
const newTypes = nodeGroups.flatMap((group) =>
  Object.values(nodeDefinitions).filter((definition) => definition.group === group && !definition.entry),
);

/** Where each exit leads: what the lines of the canvas show, for the keyboard. */
export function ExitTargets({ nodeId }: { nodeId: string }) {
  const node = useEditor(({ document }) => document.nodes.find((each) => each.id === nodeId));
  const parsed = node ? nodeDefinitions[node.type]?.parse(node.data) : undefined;
  const exits = parsed?.ok ? parsed.node.exits : [];
  const targets = useTargets(nodeId);
  if (exits.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>Then go to</h3>
      {exits.map((exit) => (
        <ExitTarget key={exit.id} nodeId={nodeId} exit={exit} targets={targets} isOnly={exits.length === 1} />
      ))}
    </section>
  );
}

function useTargets(nodeId: string) {
  const nodes = useEditor(({ document }) => document.nodes);
  return useMemo(() => {
    const existing = nodes.filter(({ id, type }) => id !== nodeId && !nodeDefinitions[type]?.entry);
    return [
      { value: nowhere, label: 'Nowhere' },
      { group: 'Nodes', items: existing.map(({ id }) => ({ value: id, label: labelOfNode(id) })) },
      {
        group: 'Add a node',
        items: newTypes.map(({ type, title }) => ({ value: `new:${type}`, label: `New ${title}` })),
      },
    ];
  }, [nodes, nodeId]);
}

interface ExitTargetProps {
  nodeId: string;
  exit: Exit;
  targets: ReturnType<typeof useTargets>;
  isOnly: boolean;
}

function ExitTarget({ nodeId, exit, targets, isOnly }: ExitTargetProps) {
  const store = useEditorStore();
  const target = useEditor(
    ({ document }) => document.edges.find((edge) => edge.from === nodeId && edge.exit === exit.id)?.to,
  );
  const problem = useEditor(
    ({ problems }) =>
      problems.find((each) => each.nodeId === nodeId && each.exit === exit.id && each.severity === 'error')?.message,
  );

  function choose(value: string | null) {
    const { document, apply } = store.getState();
    const start = { from: nodeId, exit: exit.id };
    if (value === null || value === nowhere) return apply({ kind: 'remove', nodes: [], edges: [start] });
    if (!isNew.test(value)) return apply({ kind: 'connect', edge: { ...start, to: value } });
    const from = document.nodes.find((node) => node.id === nodeId);
    if (!from) return;
    const node = newNode(document, nodeDefinitions, value.slice('new:'.length), freeSpot(document, besides(from)));
    apply({ kind: 'add', nodes: [node], edges: [{ ...start, to: node.id }] }, { select: { nodes: [node.id] } });
    store.getState().requestFocus({ nodeId: node.id, centre: false });
  }

  return (
    <Select
      label={exit.label}
      labelProps={isOnly ? { style: { position: 'absolute', clipPath: 'inset(50%)' } } : undefined}
      data-path={`exit:${exit.id}`}
      placeholder={exit.optional ? 'The flow ends here' : 'Choose a node'}
      searchable
      // What is typed searches anew, instead of going behind the name that is chosen.
      onFocus={(event) => event.currentTarget.select()}
      allowDeselect={false}
      limit={60}
      nothingFoundMessage="No node of that name"
      data={targets}
      value={target ?? null}
      error={problem}
      onChange={choose}
    />
  );
}
