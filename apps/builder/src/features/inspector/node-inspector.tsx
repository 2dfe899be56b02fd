import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeEditors } from '@baton/nodes/editors';
import { Alert, Button, Group } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { copyNodes, pasteNodes } from '../../editor/clipboard.ts';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import { focusField } from '../../editor/focus-field.ts';
import { teamsQuery } from '../../editor/teams-query.ts';
import { useAiState } from '../../editor/use-abilities.ts';
import { useHandoff } from '../../editor/use-handoff.ts';
import { TemplateProvider } from '../../template-field/template-context.tsx';
import { TemplateField } from '../../template-field/template-field.tsx';
import { ExitTargets } from './exit-targets.tsx';
import { FileField } from './file-field.tsx';
import classes from './inspector.module.css';
import { InspectorHeader } from './inspector-header.tsx';
import { NodeId } from './node-id.tsx';
import { NodeProblems } from './node-problems.tsx';
import { useSurroundings } from './use-surroundings.ts';

interface NodeInspectorProps {
  nodeId: string;
  readOnly: boolean;
  onClose: () => void;
}

const icon = { size: 18, stroke: 1.75 };

/** One node: its id, its settings by its type's editor, where each exit leads. */
export function NodeInspector({ nodeId, readOnly, onClose }: NodeInspectorProps) {
  const store = useEditorStore();
  const node = useEditor(({ document }) => document.nodes.find((each) => each.id === nodeId));
  const surroundings = useSurroundings(nodeId, readOnly);
  const ai = useAiState();
  const handoff = useHandoff();
  const body = useFocusedField(nodeId);
  const { data: teams = [] } = useQuery(teamsQuery);
  if (!node) return null;

  const definition = nodeDefinitions[node.type];
  const editor = nodeEditors[node.type];
  const parsed = definition?.parse(node.data);
  const leavesAnswer = parsed?.ok === true && parsed.node.answer !== null;
  const { answers, errorAt } = surroundings;
  const context = { teams, nodeId, answers, TemplateField, FileField, errorAt, ai, handoff };
  const { apply } = store.getState();

  return (
    <>
      <InspectorHeader
        icon={editor && <editor.icon {...icon} color={`var(--group-${definition?.group})`} aria-hidden />}
        title={definition?.title ?? 'Unknown type'}
        onClose={onClose}
      />
      {/* A fieldset switches off everything that people without the right to edit would try in vain. */}
      <fieldset disabled={readOnly} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <div className={classes.body} ref={body}>
          <NodeProblems nodeId={nodeId} />
          <TemplateProvider value={surroundings}>
            {editor ? (
              <div data-settings>
                <editor.Editor
                  data={node.data}
                  onChange={(data) => apply({ kind: 'set_data', nodeId, data }, { group: `data ${nodeId}` })}
                  context={context}
                />
              </div>
            ) : (
              <Alert color="red">There is no node type “{node.type}” here. Delete this node.</Alert>
            )}
          </TemplateProvider>
          <ExitTargets nodeId={nodeId} />
          <section className={classes.section}>
            <NodeId nodeId={nodeId} leavesAnswer={leavesAnswer} />
            {!definition?.entry && (
              <Group gap="xs">
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconCopy size={16} stroke={1.75} />}
                  onClick={() => duplicate()}
                >
                  Duplicate
                </Button>
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconTrash size={16} stroke={1.75} />}
                  onClick={() => apply({ kind: 'remove', nodes: [nodeId], edges: [] })}
                >
                  Delete
                </Button>
              </Group>
            )}
          </section>
        </div>
      </fieldset>
    </>
  );

  function duplicate() {
    const { document } = store.getState();
    const copied = pasteNodes(copyNodes(document, nodeDefinitions, [nodeId]) ?? '', document, nodeDefinitions);
    if (copied) apply({ kind: 'add', ...copied }, { select: { nodes: copied.nodes.map((each) => each.id) } });
  }
}

/** Goes to the field that was asked for, once it is there. */
function useFocusedField(nodeId: string) {
  const body = useRef<HTMLDivElement>(null);
  const focus = useEditor((state) => state.focus);
  useEffect(() => {
    if (focus?.nodeId !== nodeId) return;
    // Text editors come to life after the first paint.
    const frame = requestAnimationFrame(() => {
      if (!body.current) return;
      const path = focus.exit === null ? focus.path : `exit:${focus.exit}`;
      focusField(
        path === null ? (body.current.querySelector<HTMLElement>('[data-settings]') ?? body.current) : body.current,
        path,
      );
    });
    return () => cancelAnimationFrame(frame);
  }, [focus, nodeId]);
  return body;
}
