import type { Exit, ParsedNode, Problem } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeEditors } from '@baton/nodes/editors';
import { IconAlertTriangle, IconQuestionMark } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { Handle, type NodeProps, Position, useUpdateNodeInternals } from 'reactflow';
import { useEditor } from '../../editor/editor-context.tsx';
import { nodeIdsOf } from '../../editor/node-ids.ts';
import { problemsOfNode } from '../../editor/problems-of-node.ts';
import { TemplateText } from '../../template-field/template-text.tsx';
import type { CanvasNode } from './canvas-store.ts';
import classes from './node-card.module.css';

const MAX_PREVIEW = 2;

/** A node on the canvas: what it is, what it says, and a handle for every way out. */
export const NodeCard = memo(function NodeCard({ id, data }: NodeProps<CanvasNode>) {
  const { type } = data.node;
  const definition = nodeDefinitions[type];
  const Icon = nodeEditors[type]?.icon ?? IconQuestionMark;
  const parsed = definition?.parse(data.node.data);
  const node = parsed?.ok ? parsed.node : null;
  const isHandoff = definition?.group === 'people' && !definition.preHandoffForm;

  return (
    <div className={classes.card} data-group={definition?.group ?? 'unknown'} data-handoff={isHandoff || undefined}>
      {!definition?.entry && <Handle type="target" position={Position.Left} className={classes.entry} />}
      <div className={classes.head}>
        <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} />
        <span className={classes.title}>{definition?.title ?? `Unknown type “${type}”`}</span>
        <ProblemBadge nodeId={id} />
      </div>
      <div className={classes.id} dir="ltr">
        {id}
      </div>
      {node && <Preview node={node} />}
      {node && node.exits.length > 0 && <Exits nodeId={id} exits={node.exits} />}
    </div>
  );
});

function Preview({ node }: { node: ParsedNode }) {
  const ids = useEditor(({ document }) => nodeIdsOf(document));
  const lines = node.preview.filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  return (
    <div className={classes.preview}>
      {lines.slice(0, MAX_PREVIEW).map((line) => (
        <p key={line} dir="auto" data-only={lines.length === 1 || undefined}>
          <TemplateText template={withoutMarks(line)} isKnown={(nodeId) => ids.has(nodeId)} />
        </p>
      ))}
    </div>
  );
}

/** Markdown's marks for emphasis are not the words. */
function withoutMarks(line: string): string {
  return line.replace(/\*\*|__|`/g, '');
}

function Exits({ nodeId, exits }: { nodeId: string; exits: readonly Exit[] }) {
  const update = useUpdateNodeInternals();
  const order = exits.map((exit) => exit.id).join(' ');
  // The canvas measures handles when a card changes its size; exits that swap places don't.
  const measured = useRef(order);
  useEffect(() => {
    if (measured.current === order) return;
    measured.current = order;
    update(nodeId);
  }, [update, nodeId, order]);
  return (
    <ul className={classes.exits}>
      {exits.map((exit) => (
        <li key={exit.id} className={classes.exit} data-optional={exit.optional || undefined}>
          <span dir="auto">{exit.label}</span>
          <Handle type="source" id={exit.id} position={Position.Right} className={classes.handle} data-exit={exit.id} />
        </li>
      ))}
    </ul>
  );
}

function ProblemBadge({ nodeId }: { nodeId: string }) {
  // A string, so that the card renders again only when its own problems change.
  const summary = useEditor(({ problems }) => summarise(problems, nodeId));
  if (summary === '') return null;
  const isError = summary.startsWith('error');
  const words = summary.slice(summary.indexOf(':') + 1);
  return (
    <span className={classes.problem} data-severity={isError ? 'error' : 'warning'} title={words}>
      <IconAlertTriangle size={14} stroke={2} aria-hidden />
      <span className={classes.hidden}>{isError ? 'Has a problem' : 'Has a warning'}</span>
    </span>
  );
}

function summarise(problems: readonly Problem[], nodeId: string): string {
  const own = problemsOfNode(problems, nodeId);
  const [first] = own;
  return first ? `${first.severity}:${own.map((problem) => problem.message).join('\n')}` : '';
}
