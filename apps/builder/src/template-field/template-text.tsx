import { labelOfNode } from '@baton/engine';
import { ReferenceChip } from './reference-chip.tsx';
import { tokensOf } from './tokens.ts';

/** A template to be read: its references as chips. */
export function TemplateText({ template, isKnown }: { template: string; isKnown: (nodeId: string) => boolean }) {
  return tokensOf(template).map((token, index) =>
    'text' in token ? (
      token.text.replace(/\\(<<|\{\{)/g, '$1')
    ) : (
      <ReferenceChip
        key={index}
        label={labelOfReference(token.reference)}
        known={isKnown(token.reference.nodeId)}
        reference={token.reference}
        source={token.source}
      />
    ),
  );
}

function labelOfReference({ nodeId, field }: { nodeId: string; field: string | null }): string {
  return field === null ? labelOfNode(nodeId) : `${labelOfNode(nodeId)}: ${field}`;
}
