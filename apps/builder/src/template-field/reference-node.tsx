import { Node } from '@tiptap/core';
import { type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react';
import { ReferenceChip } from './reference-chip.tsx';
import { referencePlugin } from './reference-plugin.ts';
import { describeReference, useTemplateSurroundings } from './template-context.tsx';
import { tokensOf } from './tokens.ts';

/** `<<node-id>>` in the text editor: one character wide, shown as a chip. */
export const ReferenceNode = Node.create({
  name: 'reference',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({ source: { default: '' } }),
  parseHTML: () => [],
  renderHTML: ({ node }) => ['span', {}, String(node.attrs.source)],
  renderText: ({ node }) => String(node.attrs.source),
  addNodeView: () => ReactNodeViewRenderer(ReferenceView, { as: 'span' }),
  addProseMirrorPlugins: () => [referencePlugin],
});

function ReferenceView({ node, selected }: NodeViewProps) {
  const { all } = useTemplateSurroundings();
  const source = String(node.attrs.source);
  const [token] = tokensOf(source);
  if (!token || !('reference' in token)) return <NodeViewWrapper as="span">{source}</NodeViewWrapper>;
  return (
    <NodeViewWrapper as="span" data-selected={selected || undefined}>
      <ReferenceChip {...describeReference(all, token.reference)} reference={token.reference} source={source} />
    </NodeViewWrapper>
  );
}
