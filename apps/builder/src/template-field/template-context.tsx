import { type AvailableAnswer, labelOfNode, type Reference } from '@baton/engine';
import { createContext, type ReactNode, use } from 'react';

/** What text fields know about the flow around them. */
export interface TemplateSurroundings {
  /** What can be inserted here. */
  answers: readonly AvailableAnswer[];
  /** Every answer of the flow: a chip is known when its answer is among them. */
  all: readonly AvailableAnswer[];
  /** What is wrong at a field. */
  errorAt: (path: string) => string | undefined;
  /** Whether texts can only be read. */
  readOnly: boolean;
}

const TemplateContext = createContext<TemplateSurroundings>({
  answers: [],
  all: [],
  errorAt: () => undefined,
  readOnly: false,
});

export function TemplateProvider({ value, children }: { value: TemplateSurroundings; children: ReactNode }) {
  return <TemplateContext value={value}>{children}</TemplateContext>;
}

export function useTemplateSurroundings(): TemplateSurroundings {
  return use(TemplateContext);
}

/** How a reference reads, and whether there is such an answer. */
export function describeReference(
  all: readonly AvailableAnswer[],
  { nodeId, field }: Reference,
): { label: string; known: boolean } {
  const answer = all.find((each) => each.nodeId === nodeId);
  const label = answer?.label ?? labelOfNode(nodeId);
  if (field === null) return { label, known: answer !== undefined };
  const found = answer?.fields.find((each) => each.id === field);
  return { label: `${label}: ${found?.label || field}`, known: found !== undefined };
}
