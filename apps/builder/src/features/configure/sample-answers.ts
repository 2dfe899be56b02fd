import { type Answer, type FlowNode, labelOfNode, type NodeDefinitions, type ParsedNode } from '@baton/engine';

/** For previews: nobody in particular, some window, some place. */
const own: Record<string, Answer> = {
  operator: { kind: 'value', value: 'Ana' },
  hours: { kind: 'value', value: 'Mon 09:00–18:00' },
  position: { kind: 'value', value: '2' },
};

/** Made-up answers for every node: an option where there are some, else the words that stand for the answer. */
export function sampleAnswers(nodes: readonly FlowNode[], types: NodeDefinitions): Record<string, Answer> {
  const answers = nodes.flatMap(({ id, type, data }): [string, Answer][] => {
    const parsed = types[type]?.parse(data);
    const answer = parsed?.ok ? sampleAnswer(id, parsed.node) : null;
    return answer ? [[id, answer]] : [];
  });
  return { ...Object.fromEntries(answers), ...own };
}

function sampleAnswer(id: string, { answer, optionLabels }: ParsedNode): Answer | null {
  if (!answer) return null;
  if (answer.kind === 'value') return { kind: 'value', value: optionLabels[0] || labelOfNode(id) };
  const fields = answer.fields.map((field) => ({ id: field.id, label: field.label, value: field.label || field.id }));
  return { kind: 'fields', fields };
}
