import { type FlowNode, labelOfNode } from '@baton/engine';
import { Select } from '@mantine/core';
import { useTemplateSurroundings } from '../../template-field/template-context.tsx';

/** No id of a node looks like this. */
const none = 'none:';

interface NodeSelectProps {
  label: string;
  description: string;
  /** What is chosen when no node is. */
  noneLabel: string;
  nodes: readonly FlowNode[];
  chosen: string | null;
  onChange: (nodeId: string | null) => void;
  /** Where problems with the choice point to. */
  path: string;
}

/** Chooses a node of the flow; one that is gone stays to be seen until another is chosen. */
export function NodeSelect({ label, description, noneLabel, nodes, chosen, onChange, path }: NodeSelectProps) {
  const { errorAt } = useTemplateSurroundings();
  const isLost = chosen !== null && !nodes.some(({ id }) => id === chosen);
  return (
    <Select
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maw={420}
      allowDeselect={false}
      searchable={nodes.length > 8}
      nothingFoundMessage="No node is called that"
      data-path={path}
      error={errorAt(path)}
      data={[
        { value: none, label: noneLabel },
        ...nodes.map(({ id }) => ({ value: id, label: labelOfNode(id) })),
        ...(isLost ? [{ value: chosen, label: `${chosen} (gone)` }] : []),
      ]}
      value={chosen ?? none}
      onChange={(value) => onChange(value === none ? null : value)}
    />
  );
}
