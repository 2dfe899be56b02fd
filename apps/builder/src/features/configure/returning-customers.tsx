import { nodeDefinitions } from '@baton/nodes/definitions';
import { useEditor } from '../../editor/editor-context.tsx';
import classes from './configure.module.css';
import { NodeSelect } from './node-select.tsx';
import type { SectionProps } from './section-props.ts';

/** Where the flow begins for somebody who has been helped before. */
export function ReturningCustomers({ settings, change }: SectionProps) {
  const nodes = useEditor(({ document }) => document.nodes);
  return (
    <section className={classes.section}>
      <h3>Returning customers</h3>
      <p>When a customer writes again within 72 hours of a resolved conversation, the bot answers anew.</p>
      <NodeSelect
        label="Begin at"
        description="Such a customer need not be greeted a second time"
        noneLabel="The start of the flow"
        nodes={nodes.filter(({ type }) => !nodeDefinitions[type]?.entry)}
        chosen={settings.reentryNode}
        onChange={(reentryNode) => change({ reentryNode })}
        path="configure.reentryNode"
      />
    </section>
  );
}
