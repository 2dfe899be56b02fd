import { Bubble, Markdown } from '@baton/chat-ui';
import { type Answer, renderTemplate } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import '@baton/chat-ui/chat.css';
import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useEditor } from '../../editor/editor-context.tsx';
import classes from './configure.module.css';
import { sampleAnswers } from './sample-answers.ts';

/** A text as the customer will read it, with made-up answers. */
export function MessagePreview({ template }: { template: string }) {
  const scheme = useComputedColorScheme('light');
  const nodes = useEditor(({ document }) => document.nodes);
  const answers: Record<string, Answer> = useMemo(() => sampleAnswers(nodes, nodeDefinitions), [nodes]);
  const text = renderTemplate(template, answers);
  return (
    <div className={`chat ${classes.preview}`} data-scheme={scheme} style={{ fontSize: 14 }}>
      {text.trim() === '' ? (
        <span className={classes.nothing}>Nothing is sent</span>
      ) : (
        <Bubble tone="system" side="start" label="The customer reads">
          <Markdown text={text} />
        </Bubble>
      )}
    </div>
  );
}
